/* What one chart shows: its lines in drawing order, its axes, its reference line. Pure, so that the component only draws. */
import { type Axis, linearAxis, logAxis, stepAxis } from './axis.ts';
import type { ChartData, OtherCurve } from './chart-data.ts';
import type { Point } from './decimate.ts';

export type ChartKind = 'loss' | 'accuracy';

export interface Curve {
  readonly name: 'batch' | 'train' | 'test';
  /** Heights are those of the axis: exponents of ten on a logarithmic one. */
  readonly points: readonly Point[];
  /** What it was measured last, as it is. */
  readonly last: Point | undefined;
}

export interface Chart {
  readonly kind: ChartKind;
  readonly logarithmic: boolean;
  readonly steps: Axis;
  readonly heights: Axis;
  readonly curves: readonly Curve[];
  /** Curves left by a fork and from elsewhere, in the axis's heights. */
  readonly others: readonly OtherCurve[];
  /** Where guessing stands, in the axis's heights; null where there is no such number. */
  readonly chance: number | null;
}

/** `classes`: of a network whose chance is known. A loss that is negative anywhere has no logarithm. */
export function chartOf(data: ChartData, kind: ChartKind, wantsLog: boolean, classes: number | null): Chart {
  const [single, mean, test] =
    kind === 'loss' ? [data.batch, data.smooth, data.testLoss] : [data.accuracy, [], data.testAccuracy];
  const guess = classes === null ? null : kind === 'loss' ? Math.log(classes) : 1 / classes;
  const batched = data.smooth.length > 0;
  const others = kind === 'loss' ? data.others : [];
  const all = [...single, ...mean, ...test, ...others.flatMap(({ points }) => points)].map(({ value }) => value);
  const logarithmic = kind === 'loss' && wantsLog && !all.some((value) => value < 0);
  const values = guess === null ? all : [...all, guess];
  const heights = logarithmic ? logAxis(values) : kind === 'accuracy' ? SHARES : linearAxis(values);
  const height = (value: number) => (logarithmic ? Math.max(heights.low, Math.log10(Math.max(value, 0))) : value);
  const drawn = (points: readonly Point[]) =>
    points.flatMap(({ step, value }) => (Number.isFinite(value) ? [{ step, value: height(value) }] : []));
  const curve = (name: Curve['name'], points: readonly Point[]): Curve => ({
    name,
    points: drawn(points),
    last: points.at(-1),
  });
  const farthest = Math.max(data.step, ...others.map(({ points }) => points.at(-1)?.step ?? 0));
  const train = mean.length > 0 ? mean : single;
  const curves = [
    ...(batched ? [curve('batch', single)] : []),
    // The accuracy of single batches has no average here: it stays pale.
    ...(batched && kind === 'accuracy' ? [] : [curve('train', train)]),
    curve('test', test),
  ];
  return {
    ...{ kind, logarithmic, heights, steps: stepAxis(farthest) },
    others: others.map((run) => ({ ...run, points: drawn(run.points) })),
    curves: curves.filter(({ points }) => points.length > 0),
    chance: guess === null ? null : height(guess),
  };
}

const SHARES: Axis = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** A tick as it is printed: 0.3 of the exponent log10(3), 75% of 0.75. */
export function tickText(height: number, { kind, logarithmic }: Pick<Chart, 'kind' | 'logarithmic'>): string {
  if (kind === 'accuracy') return `${Math.round(100 * height)}%`;
  const value = Number((logarithmic ? 10 ** height : height).toPrecision(3));
  const small = value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5);
  return (small ? value.toExponential() : String(value)).replace('e+', 'e').replace('-', '−').replace('e−', 'e-');
}

/** The plot inside the pane, in pixels from its upper left corner. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A plot narrower than this has no room for words. */
export const SMALL = 160;

/** Room for ticks on the left and below, for the last values on the right. */
export function plotOf(width: number, height: number, kind: ChartKind): Plot {
  const [left, right, top, bottom] = [kind === 'loss' ? 48 : 44, width < 280 ? 8 : 68, 8, 22];
  return { left, top, width: Math.max(0, width - left - right), height: Math.max(0, height - top - bottom) };
}

/** The pixel of a step, and of a height. */
export const across = (step: number, { steps }: Pick<Chart, 'steps'>, plot: Plot) =>
  plot.left + (step / steps.high) * plot.width;
export const down = (height: number, { heights }: Pick<Chart, 'heights'>, plot: Plot) =>
  plot.top + ((heights.high - height) / (heights.high - heights.low)) * plot.height;

/** The step under a pixel of the plot; null beyond what has been trained. */
export function stepAt(x: number, plot: Plot, { steps }: Pick<Chart, 'steps'>, last: number): number | null {
  const step = Math.round(((x - plot.left) / plot.width) * steps.high);
  return step >= 0 && step <= last ? step : null;
}
