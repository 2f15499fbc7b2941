/* What a drawing costs, read off its plan: learned numbers, multiply-adds, memory. */
import { type Address, address, type GraphDocument, type NodeId } from '../document/document.ts';
import { type Shape, size } from '../tensor/shape.ts';
import { OPTIMIZERS } from './optimizers.ts';
import type { Plan, Step } from './plan.ts';
import { parametersOf } from './resolve.ts';

export interface Cost {
  /** Learned numbers; those of a tied parameter count where it is tied to. */
  readonly parameters: number;
  /** Pairs multiplied and added by products of matrices, going forward once with one batch. Backward makes about twice as
      many. */
  readonly multiplyAdds: number;
  /** Float32 values and gradients of one batch, and what the optimiser remembers of the parameters. */
  readonly bytes: number;
}

const NOTHING: Cost = { parameters: 0, multiplyAdds: 0, bytes: 0 };
const BYTES = 4;

type ShapeOf = (name: string) => Shape;
const numbers = (shape: Shape) => size(shape);
const last = (shape: Shape) => shape.at(-1) ?? 1;

/** Of the nodes that multiply matrices: how many numbers they make, times how many products each is a sum of. */
const PRODUCTS: ReadonlyMap<string, (of: ShapeOf) => number> = new Map([
  ['linear', (of) => numbers(of('Z')) * last(of('A'))],
  ['conv2d', (of) => numbers(of('Z')) * last(of('U'))],
  ['matmul', (of) => numbers(of('C')) * last(of('A'))],
  // S = Q·Kᵀ and Z = P·V, every head with its share of the features.
  ['attention', (of) => (numbers(of('S')) * (last(of('Q')) + last(of('V')))) / (of('S')[1] ?? 1)],
]);

/** Of every node that can be carried out. */
export function costs(plan: Plan, { optimizer }: GraphDocument['training']): ReadonlyMap<NodeId, Cost> {
  const remembered = OPTIMIZERS.get(optimizer.type)?.remembers.length ?? 0;
  return new Map(plan.steps.map((step) => [step.node, costOf(step, plan, remembered)]));
}

export function total(each: Iterable<Cost>): Cost {
  let sum = NOTHING;
  for (const { parameters, multiplyAdds, bytes } of each)
    sum = {
      parameters: sum.parameters + parameters,
      multiplyAdds: sum.multiplyAdds + multiplyAdds,
      bytes: sum.bytes + bytes,
    };
  return sum;
}

function costOf({ node, type, sources, reaches }: Step, { shapes, indices, ties }: Plan, remembered: number): Cost {
  const own = (name: string) => shapes.get(address(node, name));
  const lengthOf = (names: readonly string[]) => names.reduce((sum, name) => sum + size(own(name) ?? [0]), 0);
  const learned = parametersOf(type).filter((name) => !ties.has(address(node, name)));
  const parameters = lengthOf(learned);
  const outputs = type.outputs.filter((name) => !learned.includes(name));
  const kept = [...Object.keys(type.buffers ?? {}), ...(type.keeps ?? [])];
  const descended = reaches
    ? lengthOf([...learned, ...outputs.filter((name) => !indices.has(address(node, name)))])
    : 0;
  const shapeOf: ShapeOf = (name) => own(name) ?? shapes.get(sources.get(name) as Address) ?? [];
  return {
    parameters,
    multiplyAdds: PRODUCTS.get(type.type)?.(shapeOf) ?? 0,
    bytes: BYTES * (parameters * (1 + remembered) + lengthOf([...outputs, ...kept]) + descended),
  };
}
