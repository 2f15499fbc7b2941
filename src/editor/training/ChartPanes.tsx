/* The panes with charts: heading, the menu of charts, the chart itself and what is under the pointer. Loaded after the
   first screen, and Recharts with it. */
import { ChevronDown } from 'lucide-react';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { Menu } from '../shell/Menu.tsx';
import { fmtAccuracy, fmtLoss } from '../tensor/format.ts';
import { TimeLine } from '../time/TimeLine.tsx';
import { useMoment } from '../time/use-moment.ts';
import { ChartHover } from './ChartHover.tsx';
import { chanceOf } from './card.ts';
import styles from './chart.module.css';
import { type Chart, type ChartKind, chartOf, plotOf, SMALL } from './chart.ts';
import { type ChartStore, createChartStore } from './chart-data.ts';
import { LossChart } from './LossChart.tsx';
import panes from './training.module.css';
import { useSize } from './use-size.ts';

/** The large chart; with `beside`, a small one of the accuracy next to it where there are classes. */
export function ChartPanes({ beside }: { readonly beside: boolean }) {
  const store = useChainrule();
  const [charts] = useState(() => createChartStore(store));
  const [wanted, setWanted] = useState<ChartKind>('loss');
  const classes = useSession((session) => chanceOf(session.plan)?.classes ?? null);
  const kind = classes === null ? 'loss' : wanted;
  return (
    <>
      <ChartPane charts={charts} classes={classes} kind={kind} onKind={setWanted} />
      {beside && classes !== null && kind === 'loss' && <AccuracyPane charts={charts} classes={classes} />}
    </>
  );
}

interface ChartPaneProps {
  readonly charts: ChartStore;
  readonly classes: number | null;
  readonly kind: ChartKind;
  readonly onKind: (kind: ChartKind) => void;
}

/** The large chart, with a choice. */
function ChartPane({ charts, classes, kind, onKind }: ChartPaneProps) {
  const say = useSay();
  const store = useChainrule();
  const [logarithmic, setLogarithmic] = useState(true);
  const { others } = useSyncExternalStore(charts.subscribe, charts.read);
  const beside = others.find(({ id }) => id === 'beside')?.label;
  const other = kind === 'loss' ? 'accuracy' : 'loss';
  const axis = logarithmic ? 'training.linear-axis' : 'training.log-axis';
  const groups = [
    classes === null ? [] : [{ id: other, label: say(`training.${other}-chart`), run: () => onKind(other) }],
    beside === undefined
      ? []
      : [{ id: 'beside', label: say('training.remove', { file: beside }), run: () => store.curve.show(null) }],
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
      <DrawnChart charts={charts} kind={kind} logarithmic={logarithmic} classes={classes} main />
    </section>
  );
}

/** The small chart where there is no plane to show. */
function AccuracyPane({ charts, classes }: Pick<ChartPaneProps, 'charts' | 'classes'>) {
  const say = useSay();
  return (
    <section className={panes.pane} data-pane="field" aria-label={say('training.accuracy-chart')}>
      <div className={panes.head}>
        <h2>{say('training.accuracy-chart')}</h2>
      </div>
      <DrawnChart charts={charts} kind="accuracy" logarithmic={false} classes={classes} main={false} />
    </section>
  );
}

interface DrawnChartProps {
  readonly charts: ChartStore;
  readonly kind: ChartKind;
  readonly logarithmic: boolean;
  readonly classes: number | null;
  /** The one along which one goes through time. */
  readonly main: boolean;
}

function DrawnChart({ charts, kind, logarithmic, classes, main }: DrawnChartProps) {
  const say = useSay();
  const { moment, go } = useMoment();
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
  const beside = chart.others.find(({ id }) => id === 'beside');
  const end = data.others.find(({ id }) => id === 'beside')?.points.at(-1);
  const more =
    beside && end
      ? `. ${say('training.beside', { file: beside.label, loss: fmtLoss(end.value), step: end.step })}`
      : '';
  return (
    <div ref={box} className={styles.chart}>
      <div className={styles.drawn} role="img" aria-label={label + more} data-testid={`chart.${kind}`}>
        {width > 0 && <LossChart chart={chart} plot={plot} width={width} height={height} words={words} />}
      </div>
      {width > 0 && (
        <>
          <ChartHover chart={chart} data={data} plot={plot} drag={main && moment ? go : undefined} />
          <TimeLine chart={chart} plot={plot} main={main} />
        </>
      )}
    </div>
  );
}
