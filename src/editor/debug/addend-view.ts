/* Numbers that are no live tensor as a view, pooled as the worker pools: the number of the largest size stands for its cell. */
import { type Shape, size } from '../../tensor/shape.ts';
import type { Statistics, View } from '../../worker/view.ts';
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

/** Of finite numbers. */
export function statisticsOf(numbers: ArrayLike<number>): Statistics {
  const all = Array.from(numbers);
  const count = all.length;
  const sizes = all.map(Math.abs).filter((x) => x !== 0);
  const squares = sizes.reduce((sum, x) => sum + x * x, 0);
  const mean = all.reduce((sum, x) => sum + x, 0) / Math.max(1, count);
  const largest = (numbers: readonly number[]) => numbers.reduce((most, x) => Math.max(most, x), -Infinity);
  return {
    ...{ count, zeros: count - sizes.length, nan: 0, infinite: 0, masked: 0, dead: 0, saturated: 0, mean },
    peak: Math.max(0, largest(sizes)),
    min: -largest(all.map((x) => -x)),
    max: largest(all),
    std: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)),
    norm: Math.sqrt(squares),
    rms: sizes.length > 0 ? Math.sqrt(squares / sizes.length) : 0,
  };
}
