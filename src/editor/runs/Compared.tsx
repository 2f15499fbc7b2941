/* Runs over one another: their losses; of two, the graphs with what differs marked, and the settings; of one, its note. */
import { useMemo } from 'react';
import { useChartWord } from '../charts/MeasuredChart.tsx';
import { powersAxis, type TimeScene } from '../charts/scene.ts';
import { TimePlot } from '../charts/TimePlot.tsx';
import { useSay } from '../context.ts';
import { Sketch } from '../shell/Sketch.tsx';
import { stepAxis } from '../training/axis.ts';
import chart from '../training/chart.module.css';
import { plotOf } from '../training/chart.ts';
import { useSize } from '../training/use-size.ts';
import { type Difference, differencesOf, nodesIn } from './differs.ts';
import type { Run } from './recorder.ts';
import styles from './runs.module.css';

interface ComparedProps {
  readonly runs: readonly Run[];
  readonly onNote: (id: string, note: string) => void;
}

export function Compared({ runs, onNote }: ComparedProps) {
  const word = useChartWord();
  const [first, second] = runs;
  if (!first) return <p className={`${styles.help} ${styles.right}`}>{word('runs.choose')}</p>;
  return (
    <div className={styles.right}>
      <Curves runs={runs} />
      {second && runs.length === 2 && <Differences a={first} b={second} />}
      {!second && (
        <input
          className={styles.note}
          aria-label={word('runs.note', { run: first.name })}
          placeholder={word('runs.note', { run: first.name })}
          maxLength={400}
          value={first.note}
          onChange={({ target }) => onNote(first.id, target.value)}
        />
      )}
    </div>
  );
}

function Curves({ runs }: { readonly runs: readonly Run[] }) {
  const word = useChartWord();
  const say = useSay();
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const scene = useMemo(() => sceneOf(runs), [runs]);
  const plot = useMemo(() => {
    const whole = plotOf(width, height, 'loss');
    // Names stand at the ends also where there is little room.
    return width < NARROW ? { ...whole, width: Math.max(0, whole.width - NAMES) } : whole;
  }, [width, height]);
  return (
    <div ref={box} className={chart.chart} role="img" aria-label={word('runs.curves')} data-testid="runs.curves">
      {width > 0 && (
        <TimePlot {...{ scene, plot, width, height }} iteration={say('training.iteration')} nameOf={nameOf} />
      )}
    </div>
  );
}
const [NARROW, NAMES] = [280, 40];
const nameOf = ({ name }: { readonly name: string }) => name.slice(0, 9);

function sceneOf(runs: readonly Run[]): TimeScene {
  const lines = runs.map(({ name, curves }) => ({
    name,
    points: curves.loss.flatMap(({ step, value }) => (value > 0 ? [{ step, value: Math.log10(value) }] : [])),
  }));
  const heights = powersAxis(lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const farthest = Math.max(...runs.map(({ steps }) => steps));
  return { steps: stepAxis(farthest), heights, lines, powers: true, bands: [], zones: [], mark: null, stepped: false };
}

function Differences({ a, b }: { readonly a: Run; readonly b: Run }) {
  const word = useChartWord();
  const found = useMemo(() => differencesOf(a.document, b.document), [a.document, b.document]);
  const marked = useMemo(() => nodesIn(found), [found]);
  const label = word('runs.differences', { a: a.name, b: b.name });
  return (
    <section className={styles.differences} aria-label={label}>
      {marked.size > 0 && (
        <div className={styles.sketches}>
          <Sketch document={a.document} marked={marked} />
          <Sketch document={b.document} marked={marked} />
        </div>
      )}
      {found.length === 0 ? (
        <p className={styles.help}>{word('runs.same')}</p>
      ) : (
        <ul>
          {found.map((each) => (
            <Item key={each.what} difference={each} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ difference: { what, before, after, is } }: { readonly difference: Difference }) {
  const word = useChartWord();
  return (
    <li>
      <b>{what}</b> {is === 'changed' ? `${before} → ${after}` : word(`differs.${is}`)}
    </li>
  );
}
