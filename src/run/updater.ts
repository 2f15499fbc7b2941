/* The second half of a step: gradients are clipped, and the optimiser moves the parameters against them. What it
   remembers of a parameter is kept beside it; the numbers of the step go into memory first, since written into calls
   they would freeze in a recording. */
import { type Address, gradientOf, type Training } from '../document/document.ts';
import type { Device } from '../kernels/device.ts';
import { HYPER, type Pointer, UPDATE, ZIP } from '../kernels/kernels.ts';
import { settled } from '../nodes/settings.ts';
import { OPTIMIZERS, type OptimizerName } from '../plan/optimizers.ts';
import type { Turn } from '../plan/schedules.ts';
import { kept, type Tensor } from '../tensor/tensor.ts';
import type { Pass } from './pass.ts';

const codes: Readonly<Record<OptimizerName, number>> = UPDATE;
/** PyTorch's clip_grad_norm_ adds it to the norm. */
const CLIP_EPSILON = 1e-6;

export class Updater {
  readonly #device: Device;
  readonly #code: number;
  readonly #fields: Parameters<typeof settled>[0];
  readonly #parameters: Pass;
  readonly #memories: Pass;
  /** How often each parameter was moved, in the order of #parameters; and 1 for each that is. */
  readonly #counts: Tensor;
  readonly #moving: Tensor;
  readonly #hyper: Pointer;

  constructor(device: Device, parameters: Pass, optimizer: string) {
    const entry = OPTIMIZERS.get(optimizer);
    this.#device = device;
    this.#code = codes[optimizer as OptimizerName];
    this.#fields = entry?.settings ?? {};
    this.#parameters = parameters;
    const remembered = entry?.remembers.length ?? 0;
    this.#memories = new Map([...parameters].map(([place, { size }]) => [place, kept(device, [remembered * size])]));
    this.#counts = kept(device, [parameters.size]);
    this.#moving = kept(device, [parameters.size]);
    this.#hyper = device.keep(HYPER.length);
  }

  /** Lays the optimiser's settings into memory. */
  tune({ optimizer }: Training): void {
    const { betas, ...settings } = settled(this.#fields, optimizer.settings);
    const [beta1, beta2] = Array.isArray(betas) ? betas : [];
    for (const [name, value] of Object.entries({ ...settings, ...(betas && { beta1, beta2 }) }))
      if (name in HYPER) this.#lay(name as keyof typeof HYPER, Number(value));
  }

  /** Lays into memory what changes from step to step. A momentum replaces the optimiser's, or its β₁. */
  turn({ rate, momentum }: Turn): void {
    this.#lay('rate', rate);
    if (momentum !== undefined) this.#lay('betas' in this.#fields ? 'beta1' : 'momentum', momentum);
  }

  /** The gradients of the parameters that are not frozen; with `clipNorm`, scaled together so that their common norm is
      at most that. New tensors: the pass keeps its own. */
  gradients(pass: Pass, frozen: ReadonlySet<Address>, clipNorm: number | undefined): Pass {
    const found = new Map<Address, Tensor>();
    for (const place of this.#parameters.keys()) {
      const dW = pass.get(gradientOf(place));
      if (dW && !frozen.has(place)) found.set(gradientOf(place), dW);
    }
    return clipNorm === undefined || found.size === 0 ? found : clipped(found, clipNorm);
  }

  /** Moves each parameter that has a gradient here. */
  move(gradients: Pass): void {
    const { kernels, data } = this.#device;
    const [counts, moving] = [this.#counts.pointer, this.#moving.pointer];
    kernels.zip(counts, counts, moving, ZIP.add, this.#counts.size, 0);
    for (const [i, [place, W]] of [...this.#parameters].entries()) {
      const [dW, memory] = [gradients.get(gradientOf(place)), this.#memories.get(place)];
      data[moving + i] = dW ? 1 : 0;
      if (dW && memory)
        kernels.update(W.pointer, dW.pointer, memory.pointer, counts + i, this.#hyper, this.#code, W.size);
    }
  }

  #lay(name: keyof typeof HYPER, value: number): void {
    this.#device.data[this.#hyper + HYPER[name]] = value;
  }
}

/** g ← g · min(1, clipNorm/(‖all g‖ + 1e-6)), as torch.nn.utils.clip_grad_norm_. */
function clipped(gradients: Pass, clipNorm: number): Pass {
  const squares = [...gradients.values()].map((g) => g.square().sum());
  const norm = squares.reduce((sum, square) => sum.add(square)).sqrt();
  // The minimum of 1 and x, as 1 − relu(1 − x).
  const share = norm.add(CLIP_EPSILON).reciprocal().mul(clipNorm);
  const factor = share.neg().add(1).relu().neg().add(1);
  return new Map([...gradients].map(([place, g]) => [place, g.mul(factor)]));
}
