/* The panes with charts: heading, the menu of charts, the chart itself and what is under the pointer. Loaded after the
   first screen, and Recharts with it. */
import { ChevronDown } from 'lucide-react';
import { Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { fitOf } from '../../plan/judges.ts';
import { doctorWord } from '../../words/doctor.ts';
import chartStyles from '../charts/charts.module.css';
import { type Choice, MeasuredChart, useChartWord } from '../charts/MeasuredChart.tsx';
import { saveChart } from '../charts/saving.ts';
import { MEASURED, type MeasuredKind } from '../charts/scene.ts';
import { accuracyTable, lossTable, measuredTable } from '../charts/table.ts';
import { WeightFields } from '../charts/WeightFields.tsx';
import { useChainrule, useSay, useSession } from '../context.ts';
import { DoctorLine } from '../doctor/DoctorLine.tsx';
import { createDoctor, type Doctor } from '../doctor/doctor.ts';
import { type Watching, watch } from '../doctor/watching.ts';
import { part } from '../part.ts';
import { RunsPane } from '../runs/RunsPane.tsx';
import { createRecorder, type Recorder } from '../runs/recorder.ts';
import { SweepPane } from '../runs/SweepPane.tsx';
import { Menu } from '../shell/Menu.tsx';
import { fmtAccuracy, fmtLoss } from '../tensor/format.ts';
import { TimeLine } from '../time/TimeLine.tsx';
import { useMoment } from '../time/use-moment.ts';
import { keyOf, trialOf } from '../trying/trial.ts';
import { ChartHover } from './ChartHover.tsx';
import { chanceOf } from './card.ts';
import styles from './chart.module.css';
import { type Chart, type ChartKind, chartOf, plotOf, SMALL } from './chart.ts';
import { type ChartStore, createChartStore } from './chart-data.ts';
import { LossChart } from './LossChart.tsx';
import panes from './training.module.css';
import { useSize } from './use-size.ts';

const SamplesPane = part(async () => (await import('../samples/SamplesPane.tsx')).SamplesPane);
const FitPane = part(async () => (await import('../samples/FitPane.tsx')).FitPane);
const TryPane = part(async () => (await import('../trying/TryPane.tsx')).TryPane);

/** The large chart; with `beside`, a small one of the accuracy next to it where there are classes. */
export function ChartPanes({ beside }: { readonly beside: boolean }) {
  const store = useChainrule();
  const [charts] = useState(() => createChartStore(store));
  const [watching] = useState(() => watch(store));
  const [doctor] = useState(() => createDoctor(store, watching));
  const [recorder] = useState(() => createRecorder(store, charts));
  useEffect(() => recorder.subscribe(() => {}), [recorder]);
  const [wanted, setWanted] = useState<Kind>('loss');
  const classes = useSession((session) => chanceOf(session.plan)?.classes ?? null);
  const kind = classes === null && wanted === 'accuracy' ? 'loss' : wanted;
  const document = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const trial = useMemo(() => trialOf(document, plan), [document, plan]);
  const [looking, look] = useState<Looking | null>(null);
  const close = () => look(null);
  const fits = useMemo(() => fitOf(plan) !== undefined, [plan]);
  const shown = {
    samples: classes !== null && (() => <SamplesPane close={close} />),
    residuals: fits && (() => <FitPane close={close} />),
    trial: trial !== null && (() => <TryPane key={keyOf(trial)} trial={trial} close={close} />),
  };
  const instead = looking && shown[looking];
  if (instead) return <Suspense fallback={<div className={panes.pane} data-pane="chart" />}>{instead()}</Suspense>;
  const looks = LOOKS.filter((look) => shown[look]);
  return (
    <>
      <ChartPane {...{ charts, watching, doctor, recorder, classes, kind, looks }} onKind={setWanted} onLook={look} />
      {beside && classes !== null && kind === 'loss' && <AccuracyPane charts={charts} classes={classes} />}
    </>
  );
}

/** A sweep and the runs stand in the place of the large chart. */
type Kind = ChartKind | MeasuredKind | Wide;
type Wide = 'sweep' | 'runs';

/** What is shown in place of the charts. */
type Looking = (typeof LOOKS)[number];
const LOOKS = ['samples', 'residuals', 'trial'] as const;

interface ChartPaneProps {
  readonly charts: ChartStore;
  readonly watching: Watching;
  readonly doctor: Doctor;
  readonly recorder: Recorder;
  readonly classes: number | null;
  readonly kind: Kind;
  readonly looks: readonly Looking[];
  readonly onKind: (kind: Kind) => void;
  readonly onLook: (at: Looking) => void;
}

const SAVED = ['svg', 'png', 'csv'] as const;
const isWide = (kind: Kind): kind is Wide => kind === 'sweep' || kind === 'runs';
const isMeasured = (kind: Kind): kind is MeasuredKind => MEASURED.includes(kind as MeasuredKind);

/** The large chart, with a choice. */
function ChartPane({ charts, watching, doctor, recorder, classes, kind, looks, onKind, onLook }: ChartPaneProps) {
  const say = useSay();
  const word = useChartWord();
  const store = useChainrule();
  const pane = useRef<HTMLElement>(null);
  const [logarithmic, setLogarithmic] = useState(true);
  const [choice, setChoice] = useState<Choice>({ place: undefined, of: 'values' });
  const language = useSession((session) => session.language);
  const { muted } = useSyncExternalStore(doctor.subscribe, doctor.read);
  const { others } = useSyncExternalStore(charts.subscribe, charts.read);
  const beside = others.find(({ id }) => id === 'beside')?.label;
  const axis = logarithmic ? 'training.linear-axis' : 'training.log-axis';
  const nameOf = (each: Kind) =>
    isMeasured(each) ? word(`chart.${each}`) : isWide(each) ? word(each) : say(`training.${each}-chart`);
  const kinds: readonly Kind[] = [
    'loss',
    ...(classes === null ? [] : (['accuracy'] as const)),
    ...MEASURED,
    'sweep',
    'runs',
  ];
  const save = (as: 'svg' | 'png' | 'csv') => {
    const chart = pane.current?.querySelector<HTMLElement>('[data-chart]');
    if (!chart || isWide(kind)) return;
    const table = isMeasured(kind)
      ? measuredTable(kind, watching.read())
      : kind === 'loss'
        ? lossTable(store.curve.read())
        : accuracyTable(charts.read());
    void saveChart(store, as, { chart, kind, title: nameOf(kind), table });
  };
  const groups = [
    kinds.filter((each) => each !== kind).map((each) => ({ id: each, label: nameOf(each), run: () => onKind(each) })),
    looks.map((at) => ({ id: at, label: say(`training.${at}`), run: () => onLook(at) })),
    [
      ...(kind === 'loss' ? [{ id: 'axis', label: say(axis), run: () => setLogarithmic(!logarithmic) }] : []),
      ...(beside === undefined
        ? []
        : [{ id: 'beside', label: say('training.remove', { file: beside }), run: () => store.curve.show(null) }]),
      ...(muted.size === 0 ? [] : [{ id: 'unmute', label: doctorWord(language, 'unmute'), run: doctor.unmute }]),
      ...(isWide(kind) ? [] : SAVED).map((as) => ({ id: as, label: word(`take-${as}`), run: () => save(as) })),
    ],
  ].filter(({ length }) => length > 0);
  return (
    <section ref={pane} className={panes.pane} data-pane="chart" data-wide={isWide(kind)} aria-label={nameOf(kind)}>
      <div className={panes.head}>
        <h2>{nameOf(kind)}</h2>
        {isMeasured(kind) && <span className={chartStyles.help}>{word(`help.${kind}`)}</span>}
        {kind === 'weights' && <WeightFields watching={watching} choice={choice} onChoice={setChoice} />}
        <span className={styles.more}>
          <Menu label={say('training.more-charts')} className={styles.menu} groups={groups}>
            {say('training.more-charts')}
            <ChevronDown size={14} aria-hidden="true" />
          </Menu>
        </span>
      </div>
      {!isWide(kind) && <DoctorLine doctor={doctor} />}
      {isWide(kind) ? (
        kind === 'sweep' ? (
          <SweepPane />
        ) : (
          <RunsPane recorder={recorder} />
        )
      ) : isMeasured(kind) ? (
        <MeasuredChart kind={kind} watching={watching} choice={choice} />
      ) : (
        <DrawnChart charts={charts} kind={kind} logarithmic={logarithmic} classes={classes} main />
      )}
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
    <div ref={box} className={styles.chart} data-chart>
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
