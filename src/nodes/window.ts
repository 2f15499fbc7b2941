/* The window of convolution and pooling: its settings, and what they mean. */
import { type Shape, ShapeError, written } from '../tensor/shape.ts';
import type { Pair, Window } from '../tensor/window.ts';
import { type Sides, sides } from './settings.ts';

export const kernel = (initial: number) =>
  sides({ en: 'Kernel: a side, or height, width', ja: 'カーネル(一辺、または高さ, 幅)' }, initial, 1);
export const stride = <Initial extends number | 'kernel'>(initial: Initial) =>
  sides({ en: 'Stride', ja: 'ストライド' }, initial, 1);
export const padding = () => sides({ en: 'Padding', ja: 'パディング' }, 0);

interface Settings {
  readonly kernel: Sides;
  readonly stride: Sides | 'kernel';
  readonly padding: Sides;
}

export function windowOf({ kernel, stride, padding }: Settings): Window {
  return { kernel: pair(kernel), stride: pair(stride === 'kernel' ? kernel : stride), padding: pair(padding) };
}

/** The window of a pooling; a rim wider than half of it would leave places that see nothing of the picture. */
export function poolOf(settings: Settings): Window {
  const window = windowOf(settings);
  if (window.padding.some((rim, axis) => 2 * rim > (window.kernel[axis] ?? 0)))
    throw new ShapeError('padding', { padding: written(window.padding), kernel: written(window.kernel) });
  return window;
}

/** Pictures have four axes, [N, C, H, W]. */
export function expectPictures(A: Shape): void {
  if (A.length !== 4) throw new ShapeError('rank-of', { name: 'A', shape: written(A), ranks: '4' });
}

/** Every channel by itself: [N, C, H, W] as N·C pictures of one channel. */
export function planes([N = 0, C = 0, H = 0, W = 0]: Shape): Shape {
  return [N * C, 1, H, W];
}

/** `2` or `(2, 3)`, as Python writes it. */
export function python(sides: Sides | 'kernel'): string {
  if (sides === 'kernel') return 'None';
  return typeof sides === 'number' ? `${sides}` : `(${sides.join(', ')})`;
}

function pair(sides: Sides): Pair {
  const [height = 1, width = height] = typeof sides === 'number' ? [sides] : sides;
  return [height, width];
}
