/* The lines of a chart, drawn by Recharts from few points. Loaded by itself: Recharts is the largest part of the page. */
import { memo, type ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, XAxis, YAxis } from 'recharts';
import { fmtCount } from '../tensor/format.ts';
import type { Chart, Curve, Plot } from './chart.ts';
import { SMALL, tickText } from './chart.ts';

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
  const { steps, heights, curves, chance } = chart;
  const ends = placed(chart, plot);
  const small = plot.width < SMALL;
  return (
    <LineChart
      width={width}
      height={height}
      margin={{ top: plot.top, right: width - plot.left - plot.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--hair)" horizontalValues={[...heights.ticks]} />
      <XAxis
        type="number"
        dataKey="step"
        domain={[steps.low, steps.high]}
        ticks={stepTicks(chart, plot, words.iteration)}
        interval={0}
        allowDataOverflow
        axisLine={false}
        tickLine={false}
        height={height - plot.top - plot.height}
        tick={(tick: Tick) => stepTick(tick, steps.high, small ? '' : words.iteration)}
      />
      <YAxis
        type="number"
        domain={[heights.low, heights.high]}
        ticks={[...heights.ticks]}
        interval={0}
        allowDataOverflow
        axisLine={false}
        tickLine={false}
        width={plot.left}
        tick={(tick: Tick) => heightTick(tick, chart)}
      />
      {chance !== null && (
        <ReferenceLine
          y={chance}
          stroke="var(--text3)"
          strokeDasharray="2 3"
          label={{ value: words.chance, ...chanceLabel(chart, plot), fill: 'var(--text3)', fontSize: 12 }}
        />
      )}
      {curves.filter(isLine).map(({ name, points }) => (
        <Line
          key={name}
          data={[...points]}
          dataKey="value"
          {...LOOKS[name]}
          {...CALM}
          dot={name === 'test' && points.length <= 40 ? HOLLOW : false}
        />
      ))}
      {ends.map(({ name, x, y, dy }) => (
        <ReferenceDot
          key={name}
          x={x}
          y={y}
          r={name === 'test' ? 0 : 3}
          fill="var(--text)"
          stroke="none"
          shape={(dot: Dot) => (
            <g>
              {name !== 'test' && <circle cx={dot.cx} cy={dot.cy} r={3} fill="var(--text)" />}
              <EndLabel {...dot} text={words.ends[name]} dy={dy} first={x === 0} pale={name === 'test'} />
            </g>
          )}
        />
      ))}
    </LineChart>
  );
});

/** Of a single point Recharts would draw its own dot. */
const isLine = ({ points }: Curve) => points.length > 1;

interface Tick {
  readonly x: number | string;
  readonly y: number | string;
  readonly payload: { readonly value: number };
}
interface Dot {
  readonly cx?: number;
  readonly cy?: number;
}

const CALM = { isAnimationActive: false, activeDot: false, type: 'linear', tooltipType: 'none' } as const;
const LOOKS = {
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

/** Those that leave room for the last one, which carries the word. */
function stepTicks({ steps: { low, high, ticks } }: Chart, plot: Plot, word: string): number[] {
  if (plot.width < SMALL) return [low, high];
  const room = 7 * (word.length + fmtCount(high).length) + 20;
  return ticks.filter((tick) => tick === high || (1 - tick / high) * plot.width > room);
}

function stepTick({ x, y, payload }: Tick, last: number, word: string): ReactNode {
  const text = fmtCount(payload.value);
  const end = payload.value === last;
  return (
    <text x={Number(x)} y={Number(y) + 7} textAnchor={end ? 'end' : 'middle'} fill="var(--text3)" {...MONO}>
      {end && word ? (
        <>
          <tspan fontFamily="var(--font-ui)" fontSize={12}>{`${word} `}</tspan>
          {text}
        </>
      ) : (
        text
      )}
    </text>
  );
}

function heightTick({ x, y, payload }: Tick, chart: Chart): ReactNode {
  return (
    <text x={Number(x) - 2} y={Number(y) + 4} textAnchor="end" fill="var(--text3)" {...MONO}>
      {tickText(payload.value, chart)}
    </text>
  );
}

interface EndLabelProps extends Dot {
  readonly text: string;
  readonly dy: number;
  readonly first: boolean;
  readonly pale: boolean;
}

/** The number at the line's end, in place of a legend; above the first dot, where the line of chance would cross it. */
function EndLabel({ cx = 0, cy = 0, text, dy, first, pale }: EndLabelProps) {
  return (
    <text
      x={cx + (first ? 10 : 9)}
      y={cy + dy + (first ? -6 : 4)}
      fill={pale ? 'var(--text2)' : 'var(--text)'}
      {...MONO}
    >
      {text}
    </text>
  );
}

/** Where lines end, and how far their labels move so that they do not touch. Pale batches have no label of their own
    unless they are the only line. */
function placed({ curves, heights }: Chart, plot: Plot) {
  const named = curves.filter(({ name }) => name !== 'batch' || curves.length === 1);
  const ends = named.flatMap(({ name, points }) => {
    const end = points.at(-1);
    return end ? [{ name, x: end.step, y: end.value, dy: 0 }] : [];
  });
  const [upper, lower] = [...ends].sort((a, b) => b.y - a.y);
  if (!upper || !lower) return ends;
  const apart = ((upper.y - lower.y) / (heights.high - heights.low)) * plot.height;
  const push = Math.max(0, LABEL - apart) / 2;
  // The first values stand above their dots: there the upper label moves alone.
  if (upper.x === 0) return [{ ...upper, dy: -2 * push }, lower];
  return [
    { ...upper, dy: -push },
    { ...lower, dy: push },
  ];
}

/** Under its line at the right, unless the curve ends there. */
function chanceLabel({ chance, heights, curves, steps }: Chart, plot: Plot) {
  const near = curves.some(({ points }) => {
    const end = points.at(-1);
    if (!end || chance === null || end.step < 0.55 * steps.high) return false;
    const below = ((chance - end.value) / (heights.high - heights.low)) * plot.height;
    return below > -4 && below < 22;
  });
  return { position: near ? 'insideBottomRight' : 'insideTopRight' } as const;
}
