/* Starting values of parameters and buffers: drawn from torch's stream in the plan's order, or given. */
import { type Address, address } from '../document/document.ts';
import type { Initializer } from '../nodes/define.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { parametersOf } from '../plan/resolve.ts';
import { fanIn, kaimingUniform, normal, ones, uniform, zeros } from '../tensor/initialise.ts';
import { TorchStream } from '../tensor/random.ts';
import type { Shape } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';

export type Given = ReadonlyMap<Address, TensorData>;

/** Addresses of the parameters that are tensors of their own: tied ones share another's. */
export function ownParameters(plan: Plan): readonly Address[] {
  return plan.steps
    .flatMap(({ node, type }) => parametersOf(type).map((name) => address(node, name)))
    .filter((place) => plan.shapes.has(place) && !plan.ties.has(place));
}

export function bufferAddresses(plan: Plan): readonly Address[] {
  return plan.steps.flatMap(({ node, type }) => Object.keys(type.buffers ?? {}).map((name) => address(node, name)));
}

/** A value that is given is drawn all the same and discarded, so that the other draws do not move. */
export function startingValues(plan: Plan, seed: number, given: Given): ReadonlyMap<Address, TensorData['data']> {
  const stream = new TorchStream(seed);
  const values = new Map<Address, TensorData['data']>();
  const own = new Set([...ownParameters(plan), ...bufferAddresses(plan)]);
  for (const step of plan.steps)
    for (const [name, initializer] of initializers(step)) {
      const place = address(step.node, name);
      const shape = plan.shapes.get(place);
      if (!shape || !own.has(place)) continue;
      const drawn = draw(initializer, shape, stream, () => plan.shapes.get(address(step.node, 'W')) ?? shape);
      values.set(place, given.get(place)?.data ?? drawn);
    }
  return values;
}

function initializers({ type, settings }: Step): readonly [string, Initializer][] {
  return Object.entries({ ...type.parameters, ...type.optional, ...type.buffers, ...type.starts?.(settings) });
}

function draw(initializer: Initializer, shape: Shape, stream: TorchStream, weight: () => Shape): Float64Array {
  switch (initializer) {
    case 'kaiming':
      return kaimingUniform(shape, stream);
    case 'bias':
      return kaimingUniform(shape, stream, fanIn(weight()));
    case 'normal':
    case 'embedding':
      return normal(shape, stream);
    case 'uniform':
      return uniform(shape, stream);
    case 'ones':
      return ones(shape);
    case 'zeros':
      return zeros(shape);
  }
}
