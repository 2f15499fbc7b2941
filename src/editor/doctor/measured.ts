/* What is measured of a step for the Doctor and the charts: the worker counts the statistics of these tensors when it
   reports, as it does for a picture, and here they become a handful of numbers. */
import { type Address, address, gradientOf, parts, type Training } from '../../document/document.ts';
import { changeOf, isPlain } from '../../document/update.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { turnsOf } from '../../plan/schedules.ts';
import type { Measures } from '../../worker/protocol.ts';
import type { Statistics, View, Watch } from '../../worker/view.ts';

/** Of one parameter, before an update. */
export interface ParameterMeasure {
  /** Root mean square of its gradient, zeros and all. */
  readonly gradient: number;
  /** log₁₀ of std(update) ÷ std(parameter); −∞ where nothing moves. */
  readonly ratio: number;
  /** Root mean square of the parameter itself. */
  readonly size: number;
  /** How the numbers, and those of the gradient, are spread: `QUANTILES`. */
  readonly values: Float64Array;
  readonly gradients: Float64Array;
  /** The fifth and the ninety-fifth hundredth of the gradient's sizes. */
  readonly range: readonly [low: number, high: number];
  /** Root mean square of what arrives at the layer's output; undefined where that is not one tensor. */
  readonly arrives: number | undefined;
  /** The largest difference between two units of a layer; undefined of what is no layer's weight, or has one unit. */
  readonly apart?: number;
}

/** Of what a bent function gives. */
export interface ActivationMeasure {
  readonly mean: number;
  readonly std: number;
  readonly zeros: number;
  /** Shares: of units that no sample of the batch wakes, and of numbers near a bound. */
  readonly dead: number;
  readonly saturated: number;
}

/** One step, measured before its update. */
export interface Measurement {
  readonly step: number;
  readonly loss: number;
  readonly rate: number;
  readonly accuracy: number | undefined;
  readonly parameters: ReadonlyMap<Address, ParameterMeasure>;
  readonly activations: ReadonlyMap<Address, ActivationMeasure>;
}

/** The tensors that are measured, in the order of the plan. */
export interface Subject {
  /** Of two axes and more: what is told apart by layers. */
  readonly weights: readonly Address[];
  /** By weight, the gradient of what its layer gives. */
  readonly outputs: ReadonlyMap<Address, Address>;
  readonly activations: readonly { readonly place: Address; readonly units: number; readonly kind: 'mask' | 'range' }[];
  /** All that has to be counted for it. */
  readonly watched: readonly Extract<Watch, { form: 'statistics' | 'quantiles' }>[];
  readonly training: Training;
  readonly rateOf: (step: number) => number;
}

export function subjectOf(plan: Plan, training: Training): Subject {
  const reaching = plan.steps.filter(({ reaches }) => reaches);
  const weights = reaching
    .flatMap(({ node, type }) => parametersOf(type).map((name) => address(node, name)))
    .filter((place) => (plan.shapes.get(place)?.length ?? 0) > 1 && !plan.ties.has(place));
  const outputs = new Map(weights.map((place) => [place, arrivesAt(plan, place)]));
  const activations = reaching.flatMap((step) => activationOf(plan, step));
  const turns = turnsOf(training, plan.rows?.batches ?? 1);
  return {
    weights,
    outputs,
    activations,
    watched: [
      ...weights.flatMap((place) => [spread(place), spread(gradientOf(place)), counted(outputs.get(place) ?? place)]),
      // A plain update is the gradient times a number; any other has to be computed.
      ...(isPlain(training) ? [] : weights.map((place) => counted(changeOf(place)))),
      ...activations.map(({ place }) => counted(place)),
    ],
    training,
    rateOf: (step) => turns(step).rate,
  };
}

const counted = (place: Address) => ({ address: place, form: 'statistics' }) as const;
const spread = (place: Address) => ({ address: place, form: 'quantiles' }) as const;

/** The gradient of what the layer gives. */
function arrivesAt(plan: Plan, place: Address): Address {
  const { node } = parts(place);
  const [output = ''] = plan.steps.find((step) => step.node === node)?.type.outputs ?? [];
  return gradientOf(address(node, output));
}

/** Functions that switch off or flatten, where a layer reads what they give: the last one before a loss may be as it likes. */
function activationOf(plan: Plan, { node, type }: Step): Subject['activations'] {
  const kind = masked(type) ? 'mask' : type.range ? 'range' : undefined;
  const [name] = type.outputs;
  if (!kind || name === undefined) return [];
  const place = address(node, name);
  const shape = plan.shapes.get(place);
  const units = shape?.length === 4 ? shape[1] : shape?.at(-1);
  return units && feedsLayer(plan, place, new Set()) ? [{ place, units, kind }] : [];
}

/** Its gradient is zero wherever its own input is not positive: a ReLU, not dropout. */
function masked(type: AnyNodeType): boolean {
  return Object.values(type.masks ?? {}).some((by) => type.inputs.includes(by));
}

function feedsLayer(plan: Plan, place: Address, seen: Set<Address>): boolean {
  if (seen.has(place)) return false;
  seen.add(place);
  return plan.steps.some(
    ({ node, type, sources, reaches }) =>
      reaches &&
      [...sources.values()].includes(place) &&
      (parametersOf(type).length > 0 || type.outputs.some((name) => feedsLayer(plan, address(node, name), seen))),
  );
}

/** From what the worker counted; undefined while something is missing. */
export function measurementOf(
  { weights, outputs, activations, training, rateOf }: Subject,
  { step, loss, accuracy }: Pick<Measures, 'step' | 'loss' | 'accuracy'>,
  read: (place: Address) => View | undefined,
): Measurement | undefined {
  const rate = rateOf(step);
  const parameters = new Map<Address, ParameterMeasure>();
  for (const place of weights) {
    const [seen, pushed] = [read(place), read(gradientOf(place))];
    const [value, gradient, change] = [seen?.statistics, pushed?.statistics, read(changeOf(place))?.statistics];
    if (!value || !gradient || !seen?.quantiles || !pushed?.quantiles || !(change || isPlain(training)))
      return undefined;
    const arrives = read(outputs.get(place) ?? place)?.statistics;
    const moves = change?.std ?? rate * gradient.std;
    parameters.set(place, {
      gradient: wholeRms(gradient),
      size: wholeRms(value),
      values: seen.quantiles.values,
      gradients: pushed.quantiles.values,
      range: pushed.quantiles.sizes,
      arrives: arrives && wholeRms(arrives),
      ratio: Math.log10(moves / (value.std || wholeRms(value) || 1)),
      ...(value.apart !== undefined && { apart: value.apart }),
    });
  }
  const found = new Map<Address, ActivationMeasure>();
  for (const { place, units } of activations) {
    const seen = read(place)?.statistics;
    if (!seen) return undefined;
    const { mean, std, zeros, dead, saturated, count } = seen;
    found.set(place, { mean, std, zeros: zeros / count, dead: dead / units, saturated: saturated / count });
  }
  return { step, loss, rate, accuracy, parameters, activations: found };
}

/** Over all numbers; that of the statistics leaves zeros out. */
function wholeRms({ norm, count }: Statistics): number {
  return norm / Math.sqrt(Math.max(1, count));
}
