/* What lies under the pointer and where a number lies are each other's inverse, for every form of picture. */
import { expect, test } from 'vitest';
import { Device } from '../../kernels/device.ts';
import { Reference } from '../../kernels/reference.ts';
import { size } from '../../tensor/shape.ts';
import { kept } from '../../tensor/tensor.ts';
import type { View } from '../../worker/view.ts';
import { viewOf } from '../../worker/views.ts';
import { boxOf, cellAt } from './cells.ts';
import { arrange, watchFor } from './layout.ts';

const plan = { steps: [], indices: new Map() } as unknown as Parameters<typeof viewOf>[0];
const box = { width: 138, height: 140, cell: 7 };

/** The view that the worker sends of a tensor 1, 2, 3 … so arranged. */
function viewed(
  shape: readonly number[],
  samples: boolean,
  sample: number,
): { arrangement: ReturnType<typeof arrange>; view: View } {
  const device = new Device(new Reference('f64'));
  const tensor = kept(
    device,
    shape,
    Float64Array.from({ length: size(shape) }, (_, i) => i + 1),
  );
  const arrangement = arrange(shape, box, samples);
  const view = viewOf(plan, new Map([['a.Z', tensor]]), watchFor(arrangement, sample)('a.Z'));
  return { arrangement, view: view! };
}

test.each([
  [[8], true, 0],
  [[200], true, 0],
  [[5, 3], true, 0],
  [[200, 8], true, 0],
  [[90, 70], true, 0],
  [[4, 6, 5], true, 2],
  [[4, 6, 5], false, 0],
  [[4, 5, 6, 6], true, 3],
  [[8, 2, 3, 3], false, 0],
  [[2, 7, 28, 28], true, 1],
] as const)('%j (samples: %s, at %i)', (shape, samples, sample) => {
  const { arrangement, view } = viewed(shape, samples, sample);
  const { rows, columns, cells, tiles } = view.picture!;
  let found = 0;
  for (let flat = 0; flat < size(shape); flat++) {
    const place = boxOf(arrangement, view, flat);
    if (!place) continue;
    found++;
    const under = cellAt(arrangement, view, place.x + place.width / 2, place.y + place.height / 2);
    expect(under, String(flat)).toContain(flat);
    // The number that the cell shows is one of those that are said to lie there.
    if (arrangement.form === 'strip' || arrangement.form === 'bars') continue;
    const [row, column] = [
      Math.round((place.y / arrangement.height) * rows),
      Math.round((place.x / arrangement.width) * columns),
    ];
    expect(under!.map((each) => each + 1)).toContain(cells[row * columns + column]);
  }
  const shown = tiles ? tiles.count * (shape.at(-1) ?? 1) * (shape.at(-2) ?? 1) : size(shape);
  expect(found).toBe(shown);
});

test('beside the picture, and where no tile is left, lies nothing', () => {
  const { arrangement, view } = viewed([4, 5, 6, 6], true, 0);
  expect(cellAt(arrangement, view, -1, 0)).toBeUndefined();
  expect(cellAt(arrangement, view, arrangement.width - 1, arrangement.height - 1)).toBeUndefined();
});
