/* What the update that comes next does to a parameter: its change, and the parameter after it. Found by making the update and
   putting everything back, so it is the optimiser's own, whichever that is. */
import { type Address, type GraphDocument, gradientOf } from '../document/document.ts';
import { afterOf, changeOf, isPlain } from '../document/update.ts';
import { Device, type Numbers } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { kept, read } from '../tensor/tensor.ts';
import type { Network } from './network.ts';
import type { Pass } from './pass.ts';
import type { Step } from './step.ts';

interface Update {
  readonly network: Network;
  /** Laid, its gradients computed. */
  readonly step: Step;
  readonly document: GraphDocument;
  readonly rate: number;
  /** What updates change, as it was before this one. */
  readonly before: Numbers;
}

/** `ΔW` and `W⁺` of each of these parameters, in memory of their own. */
export function proposal({ network, step, document, rate, before }: Update, parameters: readonly Address[]): Pass {
  const found = parameters.flatMap((place) => {
    const tensor = network.keptTensor(place);
    const dW = step.pass.get(gradientOf(place));
    return tensor && dW ? [{ place, tensor, dW }] : [];
  });
  if (found.length === 0) return new Map();
  const now = network.memory;
  network.memory = before;
  const old = found.map(({ tensor }) => read(tensor));
  step.update();
  const next = found.map(({ tensor }) => read(tensor));
  network.memory = now;

  const { precision } = network.device;
  const device = new Device(new Reference(precision));
  const alpha = precision === 'f32' ? Math.fround(rate) : rate;
  const plain = isPlain(document.training);
  return new Map(
    found.flatMap(({ place, tensor: { shape }, dW }, i) => {
      const frozen = document.frozen?.includes(place) === true;
      // The difference of two rounded numbers has lost what W − α dW rounds away.
      const change = plain && !frozen ? read(dW).map((g) => -alpha * g) : next[i]!.map((w, at) => w - old[i]![at]!);
      return [
        [changeOf(place), kept(device, shape, change)] as const,
        [afterOf(place), kept(device, shape, next[i]!)] as const,
      ];
    }),
  );
}
