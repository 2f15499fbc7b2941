/* A window that moves over pictures, as in convolution and pooling: its size, its step, and the rim around. */
import { type Shape, ShapeError, written } from './shape.ts';

/** Along the height and along the width. */
export type Pair = readonly [height: number, width: number];

export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

/** How many places the window has on pictures [N, C, H, W]: ⌊(H + 2p − k)/s⌋ + 1, and the same across. Throws
    ShapeError 'window' where it does not fit once. */
export function places(pictures: Shape, { kernel, stride, padding }: Window): Pair {
  const along = (axis: 0 | 1) =>
    Math.floor(((pictures[axis + 2] ?? 0) + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
  const [h, w] = [along(0), along(1)];
  if (h < 1 || w < 1)
    throw new ShapeError('window', { shape: written(pictures), kernel: written(kernel), padding: written(padding) });
  return [h, w];
}

/** The list of integers that the kernels `unfold` and `fold` read. */
export function windowLayout(pictures: Shape, window: Window): readonly number[] {
  return [...pictures, ...places(pictures, window), ...window.kernel, ...window.stride, ...window.padding];
}
