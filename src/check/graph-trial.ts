/* A whole graph put to the test: shapes as inferred, gradients as central differences, nothing that fails. */
import { type Address, address, gradientOf, parts } from '../document/document.ts';
import { Reference } from '../kernels/reference.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { parametersOf } from '../plan/resolve.ts';
import { type Evaluation, Trainer } from '../run/trainer.ts';
import { same, written } from '../tensor/shape.ts';
import { read, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { type Dice, type RandomGraph, readyPlan } from './random-graph.ts';
import { peak } from './trial.ts';

/** What a trial found: a complaint, or how much of the graph could be compared. */
export interface GraphTrial {
  readonly complaint?: string;
  /** Values that are not finite or above 1,000: nothing can be said of its gradients. */
  readonly discarded: boolean;
  readonly compared: number;
  /** Entries that lie at a kink, so that both sides of it have another slope. */
  readonly kinks: number;
}
const LARGEST = 1e3;
const ENTRIES = 2;
/** A derivative is one number, whatever the step: the first agrees where rounding is small, the others where it is not. */
const STEPS = [1e-6, 1e-5, 1e-4];

async function load({ document, given }: RandomGraph): Promise<Trainer> {
  const trainer = await Trainer.load(document, given, new Reference('f64'));
  if (!(trainer instanceof Trainer)) throw new Error(`bad data: ${JSON.stringify(trainer)}`);
  return trainer;
}

/** Carries out an epoch and the test of a graph that `plan` calls ready: the first tensor whose shape is not as inferred. */
export async function shapeComplaint(graph: RandomGraph): Promise<string | undefined> {
  const trainer = await load(graph);
  const { rows } = trainer.plan;
  const short = { ...graph.document.training, batchSize: rows?.last ?? 1 };
  const last = readyPlan({ ...graph, document: { ...graph.document, training: short } });
  for (let left = trainer.stepsPerEpoch; left > 0; left--) {
    const { pass } = trainer.evaluate();
    const wrong = misshapen(trainer.plan.steps, (left === 1 && rows ? last : trainer.plan).shapes, pass);
    if (wrong) return wrong;
    if (trainer.advance().broken) return undefined;
  }
  trainer.network.test();
  return undefined;
}

function misshapen(steps: Plan['steps'], shapes: Plan['shapes'], pass: Evaluation['pass']): string | undefined {
  const carried = new Set(steps.map(({ node }) => node));
  for (const [place, shape] of shapes) {
    if (!carried.has(parts(place).node)) continue;
    const [tensor, gradient] = [pass.get(place), pass.get(gradientOf(place))];
    if (!tensor) return `${place} was not computed`;
    if (!same(tensor.shape, shape)) return `${place} is ${written(tensor.shape)}, inferred ${written(shape)}`;
    if (gradient && !same(gradient.shape, shape))
      return `${gradientOf(place)} is ${written(gradient.shape)}, ${place} is ${written(shape)}`;
  }
  return undefined;
}

/** Compares, for every input and parameter, the gradients of a few entries drawn by `dice` with central differences. */
export async function gradientTrial(graph: RandomGraph, dice: Dice): Promise<GraphTrial> {
  const trainer = await load(graph);
  const first = trainer.evaluate();
  if (!trainer.plan.ready) throw new Error('the graph is not ready');
  if (!tame(trainer.plan, first)) return { discarded: true, compared: 0, kinks: 0 };
  const { loss } = first;
  let compared = 0;
  let kinks = 0;
  for (const place of leaves(trainer.plan)) {
    const value = read(trainer.evaluate().pass.get(place) as Tensor);
    const gradient = trainer.evaluate().pass.get(gradientOf(place));
    // What does not reach the loss has no gradient, and must not move it.
    const analytic = gradient ? read(gradient) : new Float64Array(value.length);
    const bound = 1e-7 * Math.max(1, peak(analytic), Math.abs(loss));
    for (const i of dice.shuffled([...value.keys()]).slice(0, ENTRIES)) {
      const slopes = STEPS.map(
        (step) => () => slope(graph, trainer, place, i, step * Math.max(1, Math.abs(value[i]!))),
      );
      const differences: (number | undefined)[] = [];
      for (const next of slopes) {
        differences.push(await next());
        if (differences.at(-1) === undefined || Math.abs(differences.at(-1)! - analytic[i]!) <= bound) break;
      }
      if (differences.at(-1) === undefined) kinks++;
      else if (Math.abs(differences.at(-1)! - analytic[i]!) <= bound) compared++;
      else
        return {
          complaint: `${gradientOf(place)}[${i}] is ${analytic[i]}, differences give ${differences.join(', ')}`,
          ...{ discarded: false, compared, kinks },
        };
    }
  }
  return { discarded: false, compared, kinks };
}

/** ∂L/∂x by a central difference; undefined when a kink lies between the two points. */
async function slope(graph: RandomGraph, trainer: Trainer, place: Address, i: number, h: number) {
  const centre = corners(trainer.plan, trainer.evaluate());
  const tensor = trainer.network.keptTensor(place);
  const at = async (offset: number): Promise<{ loss: number; bent: boolean }> => {
    if (tensor) {
      const old = tensor.device.data[tensor.pointer + i]!;
      trainer.setValue(place, i, old + offset);
      const evaluation = trainer.evaluate();
      const result = { loss: evaluation.loss, bent: corners(trainer.plan, evaluation) !== centre };
      trainer.setValue(place, i, old);
      return result;
    }
    // Rows of a data node cannot be set: another network is given them.
    const moved = await load({ ...graph, given: moving(graph, trainer, place, i, offset) });
    const evaluation = moved.evaluate();
    return { loss: evaluation.loss, bent: corners(moved.plan, evaluation) !== centre };
  };
  const [up, down] = [await at(h), await at(-h)];
  return up.bent || down.bent ? undefined : (up.loss - down.loss) / (2 * h);
}

/** The given tensors with one number of the present batch moved: entry i of the batch lies in a row of the data set. */
function moving({ given }: RandomGraph, trainer: Trainer, place: Address, i: number, offset: number) {
  const { shape, data } = given.get(place) as TensorData;
  const columns = data.length / (shape[0] ?? 1);
  const row = trainer.batch()[Math.floor(i / columns)] ?? 0;
  const moved = Float64Array.from(data, (x, j) => (j === row * columns + (i % columns) ? x + offset : x));
  return new Map([...given, [place, { shape, data: moved }]]);
}

/** Inputs of numbers, and parameters that are tensors of their own. */
function leaves({ steps, shapes, indices, ties }: Plan): readonly Address[] {
  return steps
    .flatMap(({ node, type }) => {
      const names = new Set([...parametersOf(type), ...(type.source ? type.outputs : [])]);
      return [...names].map((name) => address(node, name));
    })
    .filter((place) => shapes.has(place) && !indices.has(place) && !ties.has(place));
}

function tame({ steps }: Plan, { pass }: Evaluation): boolean {
  const types = new Map(steps.map(({ node, type }) => [node, type]));
  for (const [place, tensor] of pass) {
    const { node, name } = parts(place);
    if (types.get(node)?.infinite?.includes(name) || (name === 'S' && types.get(node)?.infinite)) continue;
    const { data } = tensor.device;
    for (let at = tensor.pointer; at < tensor.pointer + tensor.size; at++)
      if (!(Math.abs(data[at]!) <= LARGEST)) return false;
  }
  return true;
}

type Read = (name: string) => readonly number[];
const signs = (numbers: readonly number[]) => numbers.map((x) => (x > 0 ? '+' : x < 0 ? '-' : '0')).join('');
const difference = (read: Read) => read('Z').map((Z, i) => Z - read('y')[i]!);
/** Which side of its corners each number lies on: masks, signs, winners. */
const sides: Readonly<Record<string, (read: Read, settings: Step['settings']) => string>> = {
  relu: (read) => signs(read('Z')),
  'leaky-relu': (read) => signs(read('Z')),
  elu: (read) => signs(read('Z')),
  softplus: (read) => signs(read('Z').map((Z) => Z - 20)),
  'l1-loss': (read) => signs(difference(read)),
  'huber-loss': (read, { delta }) => signs(difference(read).map((d) => Math.abs(d) - Number(delta))),
  'max-pool2d': (read) => read('I').join(),
};

function corners({ steps }: Plan, { pass }: Evaluation): string {
  return steps
    .flatMap(({ node, type, settings, sources }) => {
      const side = sides[type.type];
      const numbers: Read = (name) => [...read(pass.get(sources.get(name) ?? address(node, name)) as Tensor)];
      return side ? [side(numbers, settings)] : [];
    })
    .join(' ');
}
