/* The curve: loss by iteration, or accuracy by epoch. Drawn by Recharts from few points; hovering reads the whole series. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmtAccuracy, fmtLoss } from '../tensor/format.ts';
import { chanceOf } from './card.ts';
import { Envelope, type Point, Smooth } from './decimate.ts';
import styles from './training.module.css';

const COLUMNS = 200;
const REDRAW = 220;
const EMA = 0.9;

/** What is drawn: few points, made anew at most five times a second. */
interface Drawn {
  readonly raw: readonly Point[];
  readonly smooth: readonly Point[];
  readonly tests: readonly { readonly step: number; readonly testLoss: number; readonly testAccuracy: number }[];
  readonly length: number;
}
const NOTHING: Drawn = { raw: [], smooth: [], tests: [], length: 0 };

export function LossChart() {
  const say = useSay();
  const plan = useSession((session) => session.plan);
  const measures = useSession((session) => session.measures);
  const running = useSession((session) => session.engine === 'running');
  const [shows, setShows] = useState<'loss' | 'accuracy'>('loss');
  const [logarithmic, setLogarithmic] = useState(true);
  const drawn = useCurve(running);
  const chance = chanceOf(plan);
  const accuracy = shows === 'accuracy' && chance !== null;
  const batches = (plan.rows?.batches ?? 1) > 1;
  const line = batches ? drawn.smooth : drawn.raw;
  const now = measures && { step: measures.step, value: measures.loss };
  // The value after the last step closes the line.
  const main = now ? [...line, now] : line;
  const end = Math.max(300, now?.step ?? 0);
  const tests = accuracy
    ? drawn.tests.map(({ step, testAccuracy }) => ({ step, value: 100 * testAccuracy }))
    : drawn.tests.map(({ step, testLoss }) => ({ step, value: testLoss }));
  const [low, high] = domain(
    [
      ...(accuracy ? [] : main),
      ...(accuracy ? tests : tests),
      ...(chance && !accuracy ? [{ value: chance.value }] : []),
    ],
    logarithmic && !accuracy,
  );
  const label = say('training.curve', { loss: now ? fmtLoss(now.value) : '–', step: now?.step ?? 0 });
  return (
    <>
      <div className={styles.head}>
        <h2>{say(accuracy ? 'training.test-accuracy' : 'training.loss')}</h2>
        <span className={styles.choices}>
          {!accuracy && (
            <button
              type="button"
              className={styles.toggle}
              aria-pressed={logarithmic}
              onClick={() => setLogarithmic(!logarithmic)}
            >
              log
            </button>
          )}
          {chance && tests.length > 0 && (
            <button
              type="button"
              className={styles.toggle}
              aria-pressed={accuracy}
              onClick={() => setShows(accuracy ? 'loss' : 'accuracy')}
            >
              {say('training.accuracy')}
            </button>
          )}
        </span>
      </div>
      <div className={styles.chart} role="img" aria-label={label} data-testid="chart.loss">
        <ResponsiveContainer width="100%" height="100%" debounce={50}>
          <LineChart margin={{ top: 8, right: 64, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--hair)" />
            <XAxis
              type="number"
              dataKey="step"
              domain={[0, end]}
              allowDataOverflow
              ticks={ticks(end)}
              stroke="var(--border)"
              tick={TICK}
              tickLine={false}
              height={22}
            />
            <YAxis
              type="number"
              dataKey="value"
              scale={logarithmic && !accuracy ? 'log' : 'linear'}
              domain={[low, high]}
              ticks={[...marks(low, high, logarithmic && !accuracy)]}
              allowDataOverflow
              tick={TICK}
              tickFormatter={(value: number) => (accuracy ? `${value}` : String(Number(value.toPrecision(2))))}
              axisLine={false}
              tickLine={false}
              width={48}
            />
            {chance && !accuracy && (
              <ReferenceLine
                y={chance.value}
                stroke="var(--text3)"
                strokeDasharray="2 3"
                label={{
                  value: say('training.chance-line', { classes: chance.classes, chance: chance.value.toFixed(3) }),
                  position: 'insideTopRight',
                  fill: 'var(--text3)',
                  fontSize: 12,
                }}
              />
            )}
            {!accuracy && batches && (
              <Line
                data={[...drawn.raw]}
                dataKey="value"
                stroke="var(--text3)"
                strokeOpacity={0.45}
                strokeWidth={1}
                {...CALM}
              />
            )}
            {!accuracy && (
              <Line
                data={main}
                dataKey="value"
                stroke="var(--text)"
                strokeWidth={2}
                {...CALM}
                dot={now ? <EndDot end={now.step} text={fmtLoss(now.value)} /> : false}
              />
            )}
            {tests.length > 0 && (
              <Line
                data={tests}
                dataKey="value"
                stroke="var(--text2)"
                strokeWidth={2}
                strokeDasharray="5 4"
                {...CALM}
                dot={tests.length <= 40 ? HOLLOW : false}
              />
            )}
            <Tooltip
              content={<Exact accuracy={accuracy} />}
              isAnimationActive={false}
              cursor={{ stroke: 'var(--border-strong)' }}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}

const CALM = { isAnimationActive: false, dot: false, activeDot: false, type: 'linear' } as const;
const TICK = { fill: 'var(--text3)', fontSize: 12, fontFamily: 'var(--font-mono)' } as const;
const HOLLOW = { r: 2.5, fill: 'var(--surface)', stroke: 'var(--text2)', strokeDasharray: '' } as const;

/** The number at the line's end, in place of a legend. */
function EndDot({
  cx,
  cy,
  payload,
  end,
  text,
}: {
  cx?: number;
  cy?: number;
  payload?: { step: number };
  end: number;
  text: string;
}) {
  if (payload?.step !== end || !Number.isFinite(cx) || !Number.isFinite(cy) || cx === undefined || cy === undefined) return null;
  return (
    <g>
      <circle cx={cx} cy={cy} r={3} fill="var(--text)" />
      <text x={cx + 8} y={cy + 4} fill="var(--text)" fontSize={12} fontFamily="var(--font-mono)">
        {text}
      </text>
    </g>
  );
}

/** What is under the pointer, read from the whole series: exact although few points are drawn. */
function Exact({ active, label, accuracy }: { active?: boolean; label?: number | string; accuracy: boolean }) {
  const { curve } = useChainrule();
  const say = useSay();
  if (!active || label === undefined) return null;
  const { losses, length, tests } = curve.read();
  const step = Math.round(Number(label));
  const loss = step < length ? losses[step] : undefined;
  const test = tests.findLast((entry) => entry.step <= step);
  return (
    <div className={styles.tooltip} data-testid="chart.tooltip">
      <div>{say('training.at-step', { step })}</div>
      {!accuracy && loss !== undefined && (
        <div>
          {say('training.loss')} <b data-testid="chart.hover">{loss.toPrecision(7)}</b>
        </div>
      )}
      {test && (
        <div>
          {say('training.test-loss')} <b>{fmtLoss(test.testLoss)}</b>
          {Number.isNaN(test.testAccuracy) ? '' : ` · ${fmtAccuracy(test.testAccuracy)}`}
        </div>
      )}
    </div>
  );
}

function useCurve(running: boolean): Drawn {
  const { curve } = useChainrule();
  const [drawn, setDrawn] = useState(NOTHING);
  const series = useRef({ raw: new Envelope(COLUMNS), smooth: new Smooth(EMA, COLUMNS) });
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      waiting = undefined;
      const { losses, length, tests } = curve.read();
      if (length < series.current.raw.count)
        series.current = { raw: new Envelope(COLUMNS), smooth: new Smooth(EMA, COLUMNS) };
      const { raw, smooth } = series.current;
      raw.extend(losses, length);
      smooth.extend(losses, length);
      setDrawn({ raw: raw.points(), smooth: smooth.points(), tests: thin(tests), length });
    };
    draw();
    const leave = curve.subscribe(() => {
      if (!running) draw();
      else waiting ??= setTimeout(draw, REDRAW);
    });
    return () => {
      leave();
      clearTimeout(waiting);
    };
  }, [curve, running]);
  return useMemo(() => drawn, [drawn]);
}

/** Every k-th test, the last included. */
function thin<T>(tests: readonly T[]): readonly T[] {
  const every = Math.ceil(tests.length / COLUMNS);
  return every <= 1 ? tests : tests.filter((_, i) => i % every === 0 || i === tests.length - 1);
}

/** Ends on a tick, so that small changes of the data do not move the axis. */
function domain(points: readonly { readonly value: number }[], logarithmic: boolean): readonly [number, number] {
  const values = points
    .map(({ value }) => value)
    .filter((value) => Number.isFinite(value) && (!logarithmic || value > 0));
  if (values.length === 0) return logarithmic ? [0.1, 1] : [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!logarithmic) return [Math.min(0, low), high * 1.05 || 1];
  const top = STEPS.find((step) => step >= high) ?? high;
  const bottom = STEPS.findLast((step) => step <= Math.min(low, top / 9)) ?? low;
  return [bottom, top];
}

const STEPS = Array.from({ length: 40 }, (_, i) => Number(`${i % 2 === 0 ? 1 : 3}e${Math.floor(i / 2) - 14}`));

function marks(low: number, high: number, logarithmic: boolean): readonly number[] {
  if (!logarithmic) return [0, 0.25, 0.5, 0.75, 1].map((share) => Number((low + share * (high - low)).toPrecision(2)));
  const all = STEPS.filter((step) => step >= low && step <= high);
  const every = Math.ceil(all.length / 5);
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}

/** 0, 100, 200, 300; 0, 500, 1000 … */
function ticks(end: number): number[] {
  const rough = end / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => end / each <= 5) ?? rough;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}
