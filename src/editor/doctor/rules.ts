/* The twelve rules of the Doctor, as data: what each measures, from where on it speaks, and which experiment it offers. In the
   order in which causes come before what they cause; errors before warnings. Thresholds: docs/doctor.md. */
import { type Address, gradientOf, type NodeId, parts } from '../../document/document.ts';
import type { Case } from './case.ts';
import { type Cure, higherBatch, leaky, rateTimes, redraw, relus, steady, weightDecay, zeroBias } from './cures.ts';
import type { Measurement } from './measured.ts';

export type RuleId =
  | 'gradient-bug'
  | 'symmetric'
  | 'exploding'
  | 'rate-high'
  | 'dead'
  | 'vanishing'
  | 'signal-small'
  | 'saturated'
  | 'rate-low'
  | 'wiring'
  | 'over-fitting'
  | 'batch-small';

/** What a rule has found: the number, what it was held against, and where. */
export interface Finding {
  readonly measured: number;
  readonly threshold: number;
  readonly node?: NodeId;
  /** What else its sentence mentions. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly grade: 'error' | 'warn';
}

export interface Rule {
  readonly id: RuleId;
  readonly finds: (known: Case) => Finding | undefined;
  /** The first that the document can take is offered. */
  readonly cures: readonly Cure[];
}

/** All measurements of the last `steps` iterations, when they reach back that far and there are three at least. */
function lately({ measurements }: Case, steps: number): readonly Measurement[] {
  const last = measurements.at(-1)?.step ?? 0;
  const from = measurements.findLastIndex(({ step }) => step <= last - steps);
  const seen = from < 0 ? [] : measurements.slice(Math.min(from, measurements.length - 3));
  return seen.length < 3 ? [] : seen;
}
const all = <T>(list: readonly T[], holds: (entry: T) => boolean) => list.length > 0 && list.every(holds);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / Math.max(1, numbers.length);
/** The latest losses, so many. */
const last = ({ losses, length }: Case, count: number) =>
  Array.from({ length: count }, (_, i) => losses.at(length - count + i)!);
const now = ({ measurements }: Case) => measurements.at(-1);
const ratios = ({ parameters }: Measurement) => [...parameters.values()].map(({ ratio }) => ratio);
const gradients = ({ parameters }: Measurement) => [...parameters.values()].map(({ gradient }) => gradient);
/** Of a run that was gone on with it is not known: no comparison with it holds. */
const firstOf = (losses: Case['losses']) => losses.at(0) ?? Number.NaN;
/** It has hardly learned: what would be odd now may be the calm of having arrived later. */
const stuck = ({ losses, length }: Case) => length > 0 && losses.at(length - 1)! > 0.5 * firstOf(losses);
/** The largest of a measure over places, with its place. */
function largest<T>(
  map: ReadonlyMap<Address, T>,
  of: (entry: T) => number,
): { place: Address; value: number } | undefined {
  let found: { place: Address; value: number } | undefined;
  for (const [place, entry] of map) if (!found || of(entry) > found.value) found = { place, value: of(entry) };
  return found;
}

/** Units of a batch with fewer rows are not dead because they rest. */
const ENOUGH_ROWS = 16;

export const RULES: readonly Rule[] = [
  {
    id: 'gradient-bug',
    finds({ wrong }) {
      const [worst] = wrong;
      if (!worst || !(worst.error > 1e-2)) return undefined;
      const { node, name } = parts(worst.address);
      return { measured: worst.error, threshold: 1e-2, node, values: { tensor: `${node}.${name}` }, grade: 'error' };
    },
    cures: [],
  },
  {
    id: 'symmetric',
    finds(known) {
      const last = now(known);
      for (const [place, { apart }] of last?.parameters ?? [])
        if (apart !== undefined && apart < 1e-9)
          return {
            measured: apart,
            threshold: 1e-9,
            node: parts(place).node,
            values: { tensor: place },
            grade: 'error',
          };
      return undefined;
    },
    cures: [redraw],
  },
  {
    id: 'exploding',
    finds(known) {
      const { broken, chance, losses } = known;
      if (broken)
        return {
          measured: Number.POSITIVE_INFINITY,
          threshold: 0,
          node: parts(broken).node,
          values: { tensor: broken },
          grade: 'error',
        };
      const last = now(known);
      const steepest = last && largest(last.parameters, ({ gradient }) => gradient);
      if (steepest && steepest.value > 1e2)
        return {
          measured: steepest.value,
          threshold: 1e2,
          node: parts(steepest.place).node,
          values: { tensor: gradientOf(steepest.place) },
          grade: 'error',
        };
      const first = firstOf(losses);
      if (chance !== null && first > 3 * chance)
        return { measured: first, threshold: 3 * chance, values: { tensor: 'L' }, grade: 'error' };
      return undefined;
    },
    cures: [redraw, steady, rateTimes(1 / 10)],
  },
  {
    id: 'rate-high',
    finds(known) {
      const { leap, losses, length, batches } = known;
      // Single batches differ by themselves.
      if (leap && leap.times > 3 && batches === 1) {
        const recovered = losses.at(length - 1)! < leap.from;
        return {
          measured: leap.times,
          threshold: 3,
          values: { how: 'leap', step: leap.step },
          grade: recovered ? 'warn' : 'error',
        };
      }
      const recent = lately(known, 10);
      const lowest = Math.min(...recent.map((one) => mean(ratios(one))));
      const largestOne = largest(now(known)?.parameters ?? new Map(), ({ ratio }) => ratio);
      if (!all(recent, (one) => mean(ratios(one)) > -1) || !largestOne) return undefined;
      return {
        measured: lowest,
        threshold: -1,
        node: parts(largestOne.place).node,
        values: { how: 'ratio' },
        grade: 'warn',
      };
    },
    cures: [rateTimes(1 / 3)],
  },
  {
    id: 'dead',
    finds(known) {
      if (known.rows < ENOUGH_ROWS) return undefined;
      const recent = lately(known, 0);
      const worst = largest(now(known)?.activations ?? new Map(), ({ dead }) => dead);
      if (!worst || !all(recent, ({ activations }) => (activations.get(worst.place)?.dead ?? 0) >= 0.4))
        return undefined;
      return {
        measured: worst.value,
        threshold: 0.4,
        node: parts(worst.place).node,
        grade: worst.value >= 0.8 ? 'error' : 'warn',
      };
    },
    cures: [zeroBias, leaky],
  },
  {
    id: 'vanishing',
    finds(known) {
      const { weights, measurements } = known;
      const [first, last] = [weights[0], weights.at(-1)];
      if (!first || !last || first === last || !stuck(known)) return undefined;
      const of = (one: Measurement, place: Address) => one.parameters.get(place)?.gradient ?? Number.NaN;
      if (!all(lately(known, 20), (one) => of(one, first) < 1e-5)) return undefined;
      // The last layer soon does what it can by itself, and then its gradient is as small as the first one's.
      const share = (one: Measurement) => of(one, first) / of(one, last);
      const worst = measurements.reduce((least, one) => (share(one) < share(least) ? one : least));
      if (!(share(worst) < 1e-3)) return undefined;
      return {
        ...{ measured: share(worst), threshold: 1e-3, node: parts(first).node, grade: 'warn' },
        values: {
          first: of(worst, first).toExponential(0),
          last: parts(last).node,
          other: of(worst, last).toExponential(0),
        },
      };
    },
    cures: [relus, steady],
  },
  {
    id: 'signal-small',
    finds(known) {
      const { measurements, weights } = known;
      const [place] = weights;
      const small = (one: Measurement) => gradients(one).every((x) => x < 1e-7) || ratios(one).every((x) => x < -6);
      // From the start: what is small later may have arrived.
      if (!place || !stuck(known) || lately(known, 20).length === 0 || !all(measurements, small)) return undefined;
      const measured = Math.max(...measurements.flatMap(gradients));
      return { measured, threshold: 1e-7, node: parts(place).node, grade: 'warn' };
    },
    cures: [steady],
  },
  {
    id: 'saturated',
    finds(known) {
      const worst = largest(now(known)?.activations ?? new Map(), ({ saturated }) => saturated);
      if (!worst || !all(lately(known, 0), ({ activations }) => (activations.get(worst.place)?.saturated ?? 0) > 0.5))
        return undefined;
      return { measured: worst.value, threshold: 0.5, node: parts(worst.place).node, grade: 'warn' };
    },
    cures: [redraw, relus],
  },
  {
    id: 'rate-low',
    finds(known) {
      const { losses, length } = known;
      const recent = lately(known, 200);
      if (length < 201 || !stuck(known) || !all(recent, (one) => mean(ratios(one)) < -4)) return undefined;
      const fall = 1 - losses.at(length - 1)! / losses.at(length - 101)!;
      // One that no longer falls at all has arrived somewhere.
      if (fall >= 0.01 || fall < 1e-4) return undefined;
      return {
        measured: Math.max(...recent.map((one) => mean(ratios(one)))),
        threshold: -4,
        values: { fall: (100 * fall).toFixed(2) },
        grade: 'warn',
      };
    },
    cures: [rateTimes(3)],
  },
  {
    id: 'wiring',
    finds(known) {
      const { measurements, classes, target, losses, length } = known;
      if (classes === null || length - (losses.begin ?? 0) < 200) return undefined;
      const [before, late] = [last(known, 100).slice(0, 50), last(known, 50)];
      // A loss that falls is on its way.
      if (mean(late) < 0.995 * mean(before)) return undefined;
      const seen = measurements.slice(-10).flatMap(({ accuracy }) => (accuracy === undefined ? [] : [accuracy]));
      const share = mean(seen);
      if (seen.length < 3 || share >= 1.2 / classes) return undefined;
      return { measured: share, threshold: 1.2 / classes, ...(target && { node: target }), grade: 'warn' };
    },
    cures: [],
  },
  {
    id: 'over-fitting',
    finds({ tests, measurements }) {
      const [last, now] = [tests.at(-1), measurements.at(-1)];
      if (!last || !now || tests.length < 4) return undefined;
      const best = tests.reduce((least, test) => (test.testLoss < least.testLoss ? test : least));
      const then = measurements.findLast(({ step }) => step <= best.step);
      const rise = last.testLoss / best.testLoss;
      if (best.step === 0 || !then || rise <= 1.1 || now.loss >= then.loss) return undefined;
      return { measured: rise, threshold: 1.1, values: { step: best.step }, grade: 'warn' };
    },
    cures: [weightDecay],
  },
  {
    id: 'batch-small',
    finds(known) {
      const { losses, length, batches } = known;
      if (batches < 2 || length < 51) return undefined;
      const late = last(known, 51);
      const level = mean(late);
      // Differences of neighbours: a loss that falls is not noise.
      const noise = Math.sqrt(mean(late.slice(1).map((loss, i) => (loss - late[i]!) ** 2)) / 2) / level;
      if (!(noise > 0.5) || !(level >= 0.25 * firstOf(losses))) return undefined;
      return { measured: noise, threshold: 0.5, grade: 'warn' };
    },
    cures: [higherBatch],
  },
];
