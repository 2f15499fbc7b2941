/* Numbers that are no live tensor as a view, pooled as the worker pools: the number of the largest size stands for its cell. */
import { type Shape, size } from '../../tensor/shape.ts';
import type { Statistics, View } from '../../worker/protocol.ts';
import type { Arrangement } from '../tensor/layout.ts';

export function pictureOf(shape: Shape, numbers: ArrayLike<number>, request: Arrangement['request']): View {
  const width = shape.at(-1) ?? 1;
  const height = size(shape.slice(0, -1));
  const down = Math.max(1, Math.ceil(height / request.rows));
  const across = Math.max(1, Math.ceil(width / request.columns));
  const [rows, columns] = [Math.ceil(height / down), Math.ceil(width / across)];
  const cells = new Float64Array(rows * columns);
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    const at = Math.floor(Math.floor(i / width) / down) * columns + Math.floor((i % width) / across);
    if (Math.abs(x) > Math.abs(cells[at]!)) cells[at] = x;
  }
  const picture = { rows, columns, cells, pool: [down, across] as const, origin: [0, 0] as const };
  return { shape, kind: 'numbers', statistics: statisticsOf(numbers), picture };
}

/** As far as scale and norm need them. */
export function statisticsOf(numbers: ArrayLike<number>): Statistics {
  const sizes = Array.from(numbers, Math.abs).filter((x) => x !== 0);
  const squares = sizes.reduce((sum, x) => sum + x * x, 0);
  const peak = sizes.reduce((most, x) => Math.max(most, x), 0);
  return {
    ...{ count: numbers.length, zeros: numbers.length - sizes.length, nan: 0, infinite: 0, masked: 0, peak },
    ...{ min: -peak, max: peak, mean: 0, std: 0, norm: Math.sqrt(squares), dead: 0, saturated: 0 },
    rms: sizes.length > 0 ? Math.sqrt(squares / sizes.length) : 0,
  };
}
