/* A document with the tensors and parameters given on the command line, ready to train. */
import { type Address, type GraphDocument, parts } from '../document/document.ts';
import { factsOf } from '../plan/facts.ts';
import { plan as planOf } from '../plan/plan.ts';
import { Trainer } from '../run/trainer.ts';
import { written } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { sentence } from '../words/words.ts';
import { BadInput, filesByContent, readParameters, readTensors } from './files.ts';
import { engineFor } from './kernels.ts';

interface LoadOptions {
  readonly tensors?: string | undefined;
  readonly parameters?: string | undefined;
  readonly data?: readonly string[];
  readonly dtype: 'f32' | 'f64';
  readonly exact: boolean;
}

/** The trainer of a document, or BadInput with the first reason why there is none. */
export async function load(document: GraphDocument, options: LoadOptions): Promise<Trainer> {
  const tensors = options.tensors ? readTensors(options.tensors) : new Map<Address, TensorData>();
  const parameters = options.parameters ? readParameters(options.parameters) : new Map<Address, TensorData>();
  const given = new Map([...parameters, ...tensors]);
  const plan = planOf(document, await factsOf(document, given));
  for (const [place, { shape }] of given) {
    if (plan.shapes.has(place) && replaceable(plan, place)) continue;
    const wrong = plan.problems.find(({ code, values }) => code === 'value-shape' && values.tensor === place);
    if (wrong) throw new BadInput(sentence('en', wrong));
    throw new BadInput(sentence('en', { code: 'unknown-tensor', values: { tensor: place, given: written(shape) } }));
  }
  const problem = plan.problems.find(({ blocks }) => blocks) ?? (plan.ready ? undefined : plan.problems[0]);
  if (problem) throw new BadInput(sentence('en', problem));
  const stored = await filesByContent(options.data ?? []);
  const engine = await engineFor(options.dtype, options.exact);
  const trainer = await Trainer.load(document, given, engine, 0, stored);
  if (!(trainer instanceof Trainer)) throw new BadInput(sentence('en', trainer));
  return trainer;
}

/** Inputs, data, parameters and buffers can be replaced; what is computed cannot. */
function replaceable(plan: ReturnType<typeof planOf>, place: Address): boolean {
  const { node, name } = parts(place);
  const type = plan.steps.find((step) => step.node === node)?.type;
  if (!type) return false;
  return type.source ? type.outputs.includes(name) : name in { ...type.parameters, ...type.optional, ...type.buffers };
}
