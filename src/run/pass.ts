/* The heart: one forward and one reverse sweep over a plan. A pass maps addresses to tensors; it is valid until the
   next pass in the same arena. */
import { type Address, address, gradientOf } from '../document/document.ts';
import type { Run } from '../nodes/define.ts';
import type { Step } from '../plan/plan.ts';
import type { Tensor } from '../tensor/tensor.ts';

export type Pass = ReadonlyMap<Address, Tensor>;

/** Computes every step from what is `given`: the batch, constants, parameters, buffers. */
export function forward(steps: readonly Step[], given: Pass, run: (step: Step) => Run): Pass {
  const pass = new Map(given);
  for (const step of steps) {
    const results = step.type.forward(operands(step, pass), step.settings, run(step));
    for (const [name, tensor] of Object.entries(results)) {
      const place = address(step.node, name);
      // A buffer's next value takes its place among what is computed, not among what was given.
      pass.delete(place);
      if (tensor) pass.set(place, tensor);
    }
  }
  return pass;
}

/** Carries ∂L/∂L = 1 back: every step that reaches the loss, once each, in exact reverse order; a tensor that several
    steps read receives the sum. `carried` are gradients of earlier passes to add to (zeroGradients: false). */
export function backward(
  steps: readonly Step[],
  losses: readonly Address[],
  values: Pass,
  run: (step: Step) => Run,
  carried: Pass = new Map(),
): Pass {
  const pass = new Map([...values, ...carried]);
  const accumulate = (to: Address, gradient: Tensor) => pass.set(to, pass.get(to)?.add(gradient) ?? gradient);
  for (const loss of losses) accumulate(gradientOf(loss), tensorAt(values, loss).onesLike());
  for (const step of steps.toReversed()) {
    if (!step.reaches) continue;
    // First of all `run`, which is told that this step's turn has come.
    const setup = run(step);
    const gradients = step.type.backward(operands(step, pass), upstream(step, pass), step.settings, setup);
    for (const [name, source] of step.sources) {
      const gradient = gradients[`d${name}`];
      if (!gradient) continue;
      const own = address(step.node, name);
      if (own !== source) pass.set(gradientOf(own), gradient);
      accumulate(gradientOf(source), gradient);
    }
  }
  return pass;
}

/** All tensors of a step by their names in its node file. */
function operands({ node, type, sources }: Step, pass: Pass): Record<string, Tensor> {
  const named: Record<string, Tensor> = {};
  for (const [name, source] of sources) named[name] = tensorAt(pass, source);
  for (const name of [...Object.keys(type.buffers ?? {}), ...(type.keeps ?? []), ...type.outputs]) {
    const tensor = pass.get(address(node, name));
    if (tensor) named[name] = tensor;
  }
  return named;
}

/** The gradients at a step's outputs; zero where nothing that reaches the loss reads one. */
function upstream({ node, type }: Step, pass: Pass): Record<`d${string}`, Tensor> {
  const gradients: Record<`d${string}`, Tensor> = {};
  for (const name of type.outputs) {
    const output = address(node, name);
    gradients[`d${name}`] = pass.get(gradientOf(output)) ?? tensorAt(pass, output).zerosLike();
  }
  return gradients;
}

function tensorAt(pass: Pass, place: Address): Tensor {
  const tensor = pass.get(place);
  if (!tensor) throw new Error(`${place} has no value in this pass`);
  return tensor;
}
