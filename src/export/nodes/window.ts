/* The window of convolution and pooling as Python and as ONNX's attributes. */
import type { Sides } from '../../nodes/settings.ts';

interface Settings {
  readonly kernel: Sides;
  readonly stride: Sides | 'kernel';
  readonly padding: Sides;
}
const both = (sides: Sides): readonly number[] => (typeof sides === 'number' ? [sides, sides] : sides);

/** Kernel, stride and padding, each for height and width. */
export function windowOf({ kernel, stride, padding }: Settings) {
  return { kernel: both(kernel), stride: both(stride === 'kernel' ? kernel : stride), padding: both(padding) };
}

/** As the scripts' functions take it: `(3, 3), (1, 1), (0, 0)`. */
export function windowArguments(settings: Settings): string {
  const { kernel, stride, padding } = windowOf(settings);
  return [kernel, stride, padding].map((sides) => `(${sides.join(', ')})`).join(', ');
}

/** As torch.nn's modules take it: `3, stride=1, padding=0`, one number where both are the same. */
export function moduleArguments(settings: Settings): string {
  const short = (sides: readonly number[]) => (sides[0] === sides[1] ? `${sides[0]}` : `(${sides.join(', ')})`);
  const { kernel, stride, padding } = windowOf(settings);
  return `${short(kernel)}, stride=${short(stride)}, padding=${short(padding)}`;
}

export function onnxWindow(settings: Settings) {
  const { kernel, stride, padding } = windowOf(settings);
  return { kernel_shape: kernel, strides: stride, pads: [...padding, ...padding] };
}
