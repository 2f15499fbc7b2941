/* What the charts of a run show, worked out from what was measured of it. Pure, so that the components only draw. */
import { type Address, type NodeId, parts } from '../../document/document.ts';
import { QUANTILES } from '../../worker/view.ts';
import type { Measurement } from '../doctor/measured.ts';
import { type Axis, linearAxis, stepAxis } from '../training/axis.ts';
import type { Point } from '../training/decimate.ts';

/** The charts that are made of measurements. */
export const MEASURED = ['flow', 'update', 'activations', 'weights', 'rate'] as const;
export type MeasuredKind = (typeof MEASURED)[number];

export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Between two lines; the narrowest lies on top. */
export interface Band {
  readonly low: readonly Point[];
  readonly high: readonly Point[];
}

/** Something over iterations. Heights are those of the axis. */
export interface TimeScene {
  readonly steps: Axis;
  readonly heights: Axis;
  /** They are exponents of ten. */
  readonly powers: boolean;
  readonly lines: readonly Line[];
  readonly bands: readonly Band[];
  /** Where a line is well, and from where on it is not. */
  readonly zones: readonly { readonly from: number; readonly to: number; readonly says: 'well' | 'warn' }[];
  /** A reference. */
  readonly mark: number | null;
  /** A line stays as high as it is until its next point. */
  readonly stepped: boolean;
}

const FLAT = { bands: [], zones: [], mark: null, stepped: false, powers: false } as const;

/** log₁₀ of update ÷ weight of each matrix. */
export function updateScene(measurements: readonly Measurement[]): TimeScene {
  const lines = placesOf(measurements).map((place) => ({
    name: place,
    points: measurements.flatMap(({ step, parameters }) => {
      const value = parameters.get(place)?.ratio;
      return value === undefined ? [] : [{ step, value }];
    }),
  }));
  const heights = powersAxis([-4, -1, ...lines.flatMap(({ points }) => points.map(({ value }) => value))]);
  return {
    ...FLAT,
    steps: stepsOf(measurements),
    heights,
    powers: true,
    lines: lines.map(({ name, points }) => ({ name, points: points.map((point) => raised(point, heights)) })),
    zones: [
      { from: -4, to: -2, says: 'well' },
      { from: -1, to: Math.max(-1, heights.high), says: 'warn' },
    ],
    mark: -3,
  };
}

/** The learning rate: as it was, and as its schedule goes on to the end of the axis. */
export function rateScene(measurements: readonly Measurement[], rateOf: (step: number) => number): TimeScene {
  const steps = stepsOf(measurements);
  const now = measurements.at(-1)?.step ?? 0;
  const was = measurements.map(({ step, rate }) => ({ step, value: rate }));
  const every = Math.max(1, Math.floor((steps.high - now) / AHEAD));
  const ahead: Point[] = [];
  for (let step = now; step <= steps.high; step += every) ahead.push({ step, value: rateOf(step) });
  const lines = [
    { name: 'was', points: was },
    { name: 'ahead', points: ahead },
  ];
  const heights = linearAxis(lines.flatMap(({ points }) => points.map(({ value }) => value)));
  return { ...FLAT, steps, heights, lines, stepped: true };
}
const AHEAD = 120;

/** How the numbers of one weight, or of its gradient, are spread over time. */
export function weightsScene(
  measurements: readonly Measurement[],
  place: Address,
  of: 'values' | 'gradients',
): TimeScene {
  const seen = measurements.flatMap(({ step, parameters }) => {
    const spread = parameters.get(place)?.[of];
    return spread ? [{ step, spread }] : [];
  });
  const line = (quantile: number): Point[] => seen.map(({ step, spread }) => ({ step, value: spread[quantile]! }));
  const last = QUANTILES.length - 1;
  const middle = last / 2;
  const bands = Array.from({ length: middle }, (_, i) => ({ low: line(i), high: line(last - i) }));
  return {
    ...FLAT,
    steps: stepsOf(measurements),
    heights: linearAxis(seen.flatMap(({ spread }) => [spread[0]!, spread[last]!])),
    bands,
    lines: [{ name: place, points: line(middle) }],
  };
}

/** What arrives at a layer: powers of ten. */
export interface Layer {
  readonly place: Address;
  readonly node: NodeId;
  readonly rms: number;
  readonly low: number;
  readonly high: number;
  /** Of what comes to its output. */
  readonly arrives: number | null;
  /** Of the measurements before, the latest last. */
  readonly trail: readonly number[];
}

export interface FlowScene {
  readonly layers: readonly Layer[];
  readonly heights: Axis;
}

/** As many measurements are shown pale behind the present one. */
const TRAIL = 20;

/** The gradients from the first layer to the last, of one measurement. */
export function flowScene(shown: Measurement | undefined, measurements: readonly Measurement[]): FlowScene {
  const before = measurements.filter(({ step }) => step < (shown?.step ?? 0)).slice(-TRAIL);
  const layers = [...(shown?.parameters ?? [])].map(([place, { gradient, range, arrives }]) => ({
    place,
    node: parts(place).node,
    rms: Math.log10(gradient),
    low: Math.log10(range[0]),
    high: Math.log10(range[1]),
    arrives: arrives === undefined ? null : Math.log10(arrives),
    trail: before.map(({ parameters }) => Math.log10(parameters.get(place)?.gradient ?? 0)),
  }));
  // The smallest sizes of a wide layer lie far below all others: they do not stretch the axis.
  const heights = powersAxis(layers.flatMap(({ rms, high, arrives, trail }) => [rms, high, arrives ?? rms, ...trail]));
  const within = (value: number) => Math.max(heights.low, Math.min(heights.high, value));
  return {
    heights,
    layers: layers.map((layer) => ({
      ...layer,
      rms: within(layer.rms),
      low: within(layer.low),
      high: within(layer.high),
      arrives: layer.arrives === null ? null : within(layer.arrives),
      trail: layer.trail.map(within),
    })),
  };
}

/** Whole powers of ten around exponents, two apart at least; what is 0 lies at the lower end. */
export function powersAxis(exponents: readonly number[]): Axis {
  const finite = exponents.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) return { low: -6, high: 0, ticks: [-6, -4, -2, 0] };
  const high = Math.ceil(most);
  const low = Math.max(Math.min(Math.floor(least), high - 2), high - DECADES);
  const apart = Math.ceil((high - low) / 5);
  const ticks: number[] = [];
  for (let tick = high; tick >= low; tick -= apart) ticks.unshift(tick);
  return { low, high, ticks };
}
/** What lies further below is drawn at the edge. */
const DECADES = 20;

function raised({ step, value }: Point, { low, high }: Axis): Point {
  return { step, value: Math.max(low, Math.min(high, value)) };
}

export function placesOf(measurements: readonly Measurement[]): readonly Address[] {
  return [...(measurements.at(-1)?.parameters.keys() ?? [])];
}

function stepsOf(measurements: readonly Measurement[]): Axis {
  return stepAxis(measurements.at(-1)?.step ?? 0);
}
