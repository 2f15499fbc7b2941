/* The lines of a chart, drawn by Recharts from few points. Loaded by itself: Recharts is the largest part of the page. */
import { memo } from 'react';
import { CartesianGrid, Curve as Line, LineChart, Surface, XAxis, YAxis } from 'recharts';
import { fmtCount } from '../tensor/format.ts';
import type { Axis } from './axis.ts';
import styles from './chart.module.css';
import type { Chart, Curve, Plot } from './chart.ts';
import { across, down, SMALL, tickText } from './chart.ts';

interface LossChartProps {
  readonly chart: Chart;
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
  readonly words: {
    readonly iteration: string;
    readonly chance: string;
    /** Beside the end of each line; empty: none. */
    readonly ends: Readonly<Record<Curve['name'], string>>;
  };
}

export const LossChart = memo(function LossChart({ chart, plot, width, height, words }: LossChartProps) {
  const { steps, heights, logarithmic, kind, curves, others } = chart;
  return (
    <>
      <Axes {...{ steps, heights, logarithmic, kind, plot, width, height }} iteration={words.iteration} />
      <div className={styles.curves}>
        <Surface width={width} height={height}>
          <ChanceLine chart={chart} plot={plot} text={words.chance} />
          {others.map((run) => (
            <Other key={run.id} run={run} chart={chart} plot={plot} />
          ))}
          {curves.map((curve) => (
            <Drawn key={curve.name} curve={curve} chart={chart} plot={plot} />
          ))}
          {placed(chart, plot).map((end) => (
            <End key={end.name} {...end} text={words.ends[end.name]} />
          ))}
        </Surface>
      </div>
    </>
  );
});

/** A run that was left by a fork or made elsewhere, named at its end. */
function Other({ run, chart, plot }: Pick<LossChartProps, 'chart' | 'plot'> & { run: Chart['others'][number] }) {
  const places = run.points.map(({ step, value }) => ({ x: across(step, chart, plot), y: down(value, chart, plot) }));
  const end = places.at(-1);
  if (!end || places.length < 2) return null;
  const look = run.id === 'beside' ? LOOKS.beside : LOOKS.past;
  // Where the present run ends close by, its number stands; this one stands below.
  const low = chart.curves.some(({ points }) => {
    const other = points.at(-1);
    if (!other) return false;
    const [x, y] = [across(other.step, chart, plot), down(other.value, chart, plot)];
    return Math.abs(x - end.x) < 60 && Math.abs(y - end.y) < LABEL;
  });
  return (
    <>
      <Line type="linear" points={places} fill="none" {...look} />
      {plot.width >= SMALL && (
        <text x={end.x + 5} y={end.y + (low ? 4 + LABEL : 4)} fill={look.stroke} {...MONO}>
          {run.label}
        </text>
      )}
    </>
  );
}

/** A line; with few points each is marked as well. */
function Drawn({ curve: { name, points }, chart, plot }: Pick<LossChartProps, 'chart' | 'plot'> & { curve: Curve }) {
  if (points.length < 2) return null;
  const places = points.map(({ step, value }) => ({ x: across(step, chart, plot), y: down(value, chart, plot) }));
  return (
    <>
      <Line type="linear" points={places} fill="none" {...LOOKS[name]} />
      {name === 'test' && points.length <= 40 && places.map(({ x, y }) => <circle key={x} cx={x} cy={y} {...HOLLOW} />)}
    </>
  );
}

interface AxesProps extends Pick<Chart, 'steps' | 'heights' | 'logarithmic' | 'kind'> {
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
  readonly iteration: string;
}

/** Grid, scales and ticks. A change inside a chart of Recharts is carried through the whole of it, several times: so this
    one stays as long as it says the same, and the curves that change five times a second lie over it. */
const Axes = memo(
  function Axes({ steps, heights, logarithmic, kind, plot, width, height, iteration }: AxesProps) {
    const [right, bottom] = [width - plot.left - plot.width, height - plot.top - plot.height];
    return (
      <LineChart
        width={width}
        height={height}
        margin={{ top: plot.top, right, bottom, left: plot.left }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--hair)" horizontalValues={[...heights.ticks]} />
        <XAxis hide type="number" dataKey="step" domain={[steps.low, steps.high]} allowDataOverflow />
        <YAxis hide type="number" domain={[heights.low, heights.high]} allowDataOverflow />
        <g fill="var(--text3)" {...MONO}>
          {heights.ticks.map((tick) => (
            <text key={tick} x={plot.left - 8} y={down(tick, { heights }, plot) + 4} textAnchor="end">
              {tickText(tick, { kind, logarithmic })}
            </text>
          ))}
          {stepTicks(steps, plot, iteration).map((tick) => (
            <StepTick key={tick} tick={tick} steps={steps} plot={plot} iteration={iteration} />
          ))}
        </g>
      </LineChart>
    );
  },
  (before, now) => JSON.stringify(before) === JSON.stringify(now),
);

interface StepTickProps extends Pick<AxesProps, 'steps' | 'plot' | 'iteration'> {
  readonly tick: number;
}

/** The last one carries the word. */
function StepTick({ tick, steps, plot, iteration }: StepTickProps) {
  const end = tick === steps.high;
  const x = across(tick, { steps }, plot);
  return (
    <text x={x} y={plot.top + plot.height + 15} textAnchor={end ? 'end' : 'middle'}>
      {end && plot.width >= SMALL && <tspan fontFamily="var(--font-ui)" fontSize={12}>{`${iteration} `}</tspan>}
      {fmtCount(tick)}
    </text>
  );
}

/** Where guessing stands, and in words where there is room for them. */
function ChanceLine({ chart, plot, text }: { readonly chart: Chart; readonly plot: Plot; readonly text: string }) {
  if (chart.chance === null) return null;
  const y = down(chart.chance, chart, plot);
  const right = plot.left + plot.width;
  const above = underCurve(chart, plot);
  return (
    <g fontSize={12}>
      <line x1={plot.left} x2={right} y1={y} y2={y} stroke="var(--text3)" strokeDasharray="2 3" />
      {(!above || y > LABEL + 6) && (
        <text x={right - 5} y={above ? y - 6 : y + 16} textAnchor="end" fill="var(--text3)">
          {text}
        </text>
      )}
    </g>
  );
}

const LOOKS = {
  past: { stroke: 'var(--text3)', strokeWidth: 1 },
  beside: { stroke: 'var(--accent)', strokeWidth: 1.5 },
  batch: { stroke: 'var(--text3)', strokeWidth: 1, strokeOpacity: 0.5 },
  train: { stroke: 'var(--text)', strokeWidth: 2, strokeLinejoin: 'round' },
  test: { stroke: 'var(--text2)', strokeWidth: 2, strokeDasharray: '5 4' },
} as const;
const HOLLOW = {
  r: 2.5,
  fill: 'var(--surface)',
  stroke: 'var(--text2)',
  strokeWidth: 1.5,
  strokeDasharray: '',
} as const;
const MONO = { fontFamily: 'var(--font-mono)', fontSize: 11 } as const;
/** Labels closer than this would touch. */
const LABEL = 14;

/** Every one, every second one …, so that they do not touch, and those that leave room for the last one, which carries the word. */
function stepTicks({ low, high, ticks }: Axis, plot: Plot, word: string): number[] {
  if (plot.width < SMALL) return [low, high];
  const every = Math.ceil((ticks.length - 1) * ((widthOf(fmtCount(ticks.at(-2) ?? high)) + 8) / plot.width));
  const last = widthOf(word) + widthOf(fmtCount(high)) + 16;
  return ticks.filter((tick, i) => {
    const free = (1 - tick / high) * plot.width - widthOf(fmtCount(tick)) / 2;
    return tick === high || (i % every === 0 && free > last);
  });
}

/** About so many pixels: what is written in squares is as wide as it is high. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 12 : 7), 0);
}

type End = ReturnType<typeof placed>[number] & { readonly text: string };

/** The last point and its number, in place of a legend; the first number above its dot, where the line of chance would cross it. */
function End({ name, x, y, dy, first, text }: End) {
  const pale = name === 'test';
  return (
    <g>
      {!pale && <circle cx={x} cy={y} r={3} fill="var(--text)" />}
      <text
        x={x + (first ? 10 : 9)}
        y={y + dy + (first ? -6 : 4)}
        fill={pale ? 'var(--text2)' : 'var(--text)'}
        {...MONO}
      >
        {text}
      </text>
    </g>
  );
}

/** Where lines end, and how far their labels move so that they do not touch. Pale batches have no label of their own
    unless they are the only line. */
function placed(chart: Chart, plot: Plot) {
  const named = chart.curves.filter(({ name }) => name !== 'batch' || chart.curves.length === 1);
  const ends = named.flatMap(({ name, points }) => {
    const end = points.at(-1);
    if (!end) return [];
    return [{ name, first: end.step === 0, x: across(end.step, chart, plot), y: down(end.value, chart, plot), dy: 0 }];
  });
  const [upper, lower] = [...ends].sort((a, b) => a.y - b.y);
  if (!upper || !lower) return ends;
  const push = Math.max(0, LABEL - (lower.y - upper.y)) / 2;
  // The first values stand above their dots: there the upper label moves alone.
  if (upper.first) return [{ ...upper, dy: -2 * push }, lower];
  return [
    { ...upper, dy: -push },
    { ...lower, dy: push },
  ];
}

/** Whether a curve ends just below the line of chance at the right, where its label would stand. */
function underCurve({ chance, heights, curves, steps }: Chart, plot: Plot): boolean {
  return curves.some(({ points }) => {
    const end = points.at(-1);
    if (!end || chance === null || end.step < 0.55 * steps.high) return false;
    const below = ((chance - end.value) / (heights.high - heights.low)) * plot.height;
    return below > -4 && below < 22;
  });
}
