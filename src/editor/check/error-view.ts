/* Relative errors as a picture in the tensor's own geometry: 0 for 1e-12 and less, 1 for 1. Cells that were not checked, or
   crossed a kink, are masked. */
import type { TensorSource } from '../../store/live.ts';
import { flatIndex, type Shape, size } from '../../tensor/shape.ts';
import type { CheckedCell } from '../../worker/debugging.ts';
import type { View } from '../../worker/view.ts';
import type { Arrangement } from '../tensor/layout.ts';
import { countingOf } from './verdict.ts';

/** Decades from the least error that is told apart to 1. */
const DECADES = 12;

export function errorView(shape: Shape, cells: readonly CheckedCell[], request: Arrangement['request']): View {
  const width = shape.at(-1) ?? 1;
  const height = size(shape.slice(0, -1));
  const [down, across] = [
    Math.max(1, Math.ceil(height / request.rows)),
    Math.max(1, Math.ceil(width / request.columns)),
  ];
  const [rows, columns] = [Math.ceil(height / down), Math.ceil(width / across)];
  const picture = new Float32Array(rows * columns);
  const mask = new Uint8Array(rows * columns);
  for (const cell of cells) {
    const flat = flatIndex(shape, cell.index);
    if (flat === undefined || cell.kink) continue;
    const at = Math.floor(Math.floor(flat / width) / down) * columns + Math.floor((flat % width) / across);
    picture[at] = Math.max(picture[at]!, 1 + Math.log10(Math.max(countingOf(cell), 10 ** -DECADES)) / DECADES);
    mask[at] = 1;
  }
  const off = mask.map((checked) => (checked === 1 ? 0 : 1));
  const statistics = {
    ...{ count: picture.length, zeros: 0, nan: 0, infinite: 0, masked: 0, min: 0, max: 1, mean: 0, std: 0 },
    ...{ norm: 0, peak: 1, rms: 1, dead: 0, saturated: 0 },
  };
  return {
    ...{ shape, kind: 'numbers', statistics },
    picture: { rows, columns, cells: picture, mask: off, pool: [down, across], origin: [0, 0] },
  };
}

/** A source of one picture that does not change. */
export const still = (view: View): TensorSource => ({ read: () => view, subscribe: () => () => {} });
