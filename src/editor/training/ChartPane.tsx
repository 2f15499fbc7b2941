/* A pane with a chart: heading, the menu of charts, the chart itself and what is under the pointer. */
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import { useSay, useSession } from '../context.ts';
import { Menu } from '../shell/Menu.tsx';
import { fmtAccuracy, fmtLoss } from '../tensor/format.ts';
import { ChartHover } from './ChartHover.tsx';
import { chanceOf } from './card.ts';
import styles from './chart.module.css';
import { type Chart, type ChartKind, chartOf, plotOf, SMALL } from './chart.ts';
import type { ChartStore } from './chart-data.ts';
import panes from './training.module.css';
import { useSize } from './use-size.ts';

const LossChart = lazy(() => import('./LossChart.tsx').then(({ LossChart: chart }) => ({ default: chart })));

interface ChartPaneProps {
  readonly charts: ChartStore;
  readonly kind: ChartKind;
  readonly onKind: (kind: ChartKind) => void;
}

/** The large chart, with a choice. */
export function ChartPane({ charts, kind, onKind }: ChartPaneProps) {
  const say = useSay();
  const classes = useClasses();
  const [logarithmic, setLogarithmic] = useState(true);
  const other = kind === 'loss' ? 'accuracy' : 'loss';
  const axis = logarithmic ? 'training.linear-axis' : 'training.log-axis';
  const groups = [
    classes === null ? [] : [{ id: other, label: say(`training.${other}-chart`), run: () => onKind(other) }],
    kind === 'accuracy' ? [] : [{ id: 'axis', label: say(axis), run: () => setLogarithmic(!logarithmic) }],
  ].filter(({ length }) => length > 0);
  return (
    <section className={panes.pane} data-pane="chart" aria-label={say(`training.${kind}-chart`)}>
      <div className={panes.head}>
        <h2>{say(`training.${kind}-chart`)}</h2>
        <span className={styles.more}>
          <Menu label={say('training.more-charts')} className={styles.menu} groups={groups}>
            {say('training.more-charts')}
            <ChevronDown size={14} aria-hidden="true" />
          </Menu>
        </span>
      </div>
      <DrawnChart charts={charts} kind={kind} logarithmic={logarithmic} classes={classes} />
    </section>
  );
}

/** The small chart where there is no plane to show. */
export function AccuracyPane({ charts }: { readonly charts: ChartStore }) {
  const say = useSay();
  const classes = useClasses();
  return (
    <section className={panes.pane} data-pane="field" aria-label={say('training.accuracy-chart')}>
      <div className={panes.head}>
        <h2>{say('training.accuracy-chart')}</h2>
      </div>
      <DrawnChart charts={charts} kind="accuracy" logarithmic={false} classes={classes} />
    </section>
  );
}

function useClasses(): number | null {
  return useSession((session) => chanceOf(session.plan)?.classes ?? null);
}

interface DrawnChartProps {
  readonly charts: ChartStore;
  readonly kind: ChartKind;
  readonly logarithmic: boolean;
  readonly classes: number | null;
}

function DrawnChart({ charts, kind, logarithmic, classes }: DrawnChartProps) {
  const say = useSay();
  const data = useSyncExternalStore(charts.subscribe, charts.read);
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const chart = useMemo(() => chartOf(data, kind, logarithmic, classes), [data, kind, logarithmic, classes]);
  const plot = useMemo(() => plotOf(width, height, kind), [width, height, kind]);
  const words = useMemo(() => {
    const number = kind === 'loss' ? fmtLoss : fmtAccuracy;
    const end = (name: Chart['curves'][number]['name']) => {
      const last = chart.curves.find((curve) => curve.name === name)?.last;
      return last && plot.width >= SMALL ? number(last.value) : '';
    };
    const guess = kind === 'loss' ? Math.log(classes ?? 1) : 1 / (classes ?? 1);
    const chance = { classes: classes ?? 0, chance: kind === 'loss' ? guess.toFixed(3) : fmtAccuracy(guess) };
    return {
      iteration: say('training.iteration'),
      chance:
        plot.width >= SMALL ? say(kind === 'loss' ? 'training.chance-line' : 'training.chance-share', chance) : '',
      ends: { batch: end('batch'), train: end('train'), test: end('test') },
    };
  }, [say, kind, chart, classes, plot]);
  const [latest] = [...chart.curves].sort((a, b) => Number(b.name === 'train') - Number(a.name === 'train'));
  const last = latest?.last;
  const label = say(kind === 'loss' ? 'training.curve' : 'training.accuracy-curve', {
    loss: last ? fmtLoss(last.value) : '–',
    accuracy: last ? fmtAccuracy(last.value) : '–',
    step: last?.step ?? 0,
  });
  return (
    <div ref={box} className={styles.chart} role="img" aria-label={label} data-testid={`chart.${kind}`}>
      {width > 0 && (
        <>
          <Suspense fallback={null}>
            <LossChart chart={chart} plot={plot} width={width} height={height} words={words} />
          </Suspense>
          <ChartHover chart={chart} data={data} plot={plot} />
        </>
      )}
    </div>
  );
}
