/* Starting values of parameters: PyTorch's initialisers on PyTorch's stream, so that `nn.Linear` after
   `torch.manual_seed` and a Linear node with the same seed start from the same numbers. */

import type { TorchStream } from './random.ts';
import { type Shape, ShapeError, size, written } from './shape.ts';

/** The number of inputs that each output of a weight [out, in, …] sums over. Throws ShapeError 'fan-in' below two
    axes, as torch refuses. */
export function fanIn(shape: Shape): number {
  if (shape.length < 2) throw new ShapeError('fan-in', { shape: written(shape) });
  return size(shape.slice(1));
}

/** The default of `nn.Linear` and `nn.Conv2d` (`kaiming_uniform_(a=√5)`): uniform within ± 1/√fan. A weight's fan
    is its own; its bias takes the weight's: `kaimingUniform([out], stream, fanIn(weight))`, drawn after the weight.
    */
export function kaimingUniform(shape: Shape, stream: TorchStream, fan: number = fanIn(shape)): Float64Array {
  const bound = fan > 0 ? 1 / Math.sqrt(fan) : 0;
  return uniform(shape, stream, -bound, bound);
}

/** `torch.empty(shape).uniform_(from, to)`. */
export function uniform(shape: Shape, stream: TorchStream, from = 0, to = 1): Float64Array {
  return Float64Array.from({ length: size(shape) }, () => stream.uniform(from, to));
}

/** `torch.empty(shape).normal_(mean, deviation)`. */
export function normal(shape: Shape, stream: TorchStream, mean = 0, deviation = 1): Float64Array {
  return stream.normal(size(shape), mean, deviation);
}

/** Draws nothing. */
export function zeros(shape: Shape): Float64Array {
  return new Float64Array(size(shape));
}

/** Draws nothing. */
export function ones(shape: Shape): Float64Array {
  return new Float64Array(size(shape)).fill(1);
}
