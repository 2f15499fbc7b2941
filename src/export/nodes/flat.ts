/* A tensor as the matrix of its rows, as a gradient of a parameter sums over all of them. */
import type { Shape } from '../../tensor/shape.ts';

export function flat(name: string, shape: Shape = []): string {
  return shape.length === 2 ? name : `${name}.reshape(-1, ${shape.at(-1) ?? 1})`;
}
