/* The optimisers: one table. What an optimiser remembers of a parameter is kept beside it, of the same shape. */
import type { Device } from '../kernels/device.ts';
import { HYPER, type Pointer } from '../kernels/kernels.ts';
import type { Tensor } from '../tensor/tensor.ts';

interface Optimizer {
  /** Names of what is remembered per parameter. */
  readonly state: readonly string[];
  /** Changes W in place from its gradient; `hyper` holds the numbers of `writeHyper`. */
  update(device: Device, W: Tensor, dW: Tensor, state: readonly Tensor[], hyper: Pointer): void;
}

export const optimizers: ReadonlyMap<string, Optimizer> = new Map([
  [
    'sgd',
    {
      state: ['velocity'],
      update(device: Device, W: Tensor, dW: Tensor, state: readonly Tensor[], hyper: Pointer) {
        const [velocity] = state;
        if (velocity) device.kernels.sgd(W.pointer, dW.pointer, velocity.pointer, hyper, W.size);
      },
    },
  ],
]);

/** Rate and settings go into memory before each step: numbers written into calls would freeze in a recording. */
export function writeHyper(
  device: Device,
  hyper: Pointer,
  learningRate: number,
  settings: Readonly<Record<string, unknown>>,
  first: boolean,
): void {
  const { data } = device;
  const number = (name: string) => Number(settings[name] ?? 0);
  data[hyper + HYPER.rate] = learningRate;
  data[hyper + HYPER.momentum] = number('momentum');
  data[hyper + HYPER.dampening] = number('dampening');
  data[hyper + HYPER.weightDecay] = number('weightDecay');
  data[hyper + HYPER.nesterov] = number('nesterov');
  data[hyper + HYPER.first] = first ? 1 : 0;
}
