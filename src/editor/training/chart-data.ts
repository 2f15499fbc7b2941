/* What the charts draw, made from the whole curve at most five times a second while training and at once at rest. The
   series themselves stay in the store; here is only what fits on the screen. */
import type { StoreApi } from 'zustand/vanilla';
import type { Beside, CurveStore } from '../../store/live.ts';
import type { Session } from '../../store/session.ts';
import { Envelope, type Point, Smooth, Thinned } from './decimate.ts';

/** A curve that was left by a fork, or that was made elsewhere. */
export interface OtherCurve {
  /** Tells it from others. */
  readonly id: number | 'beside';
  /** Stands at its end. */
  readonly label: string;
  readonly points: readonly Point[];
}

/** Few points of each series; losses and accuracies as they are measured, the last point at the present step. */
export interface ChartData {
  readonly step: number;
  /** The loss of each batch. */
  readonly batch: readonly Point[];
  /** Their moving average; empty where every step sees all rows. */
  readonly smooth: readonly Point[];
  readonly testLoss: readonly Point[];
  /** Share of a batch classified rightly, at the steps that were reported. */
  readonly accuracy: readonly Point[];
  readonly testAccuracy: readonly Point[];
  readonly others: readonly OtherCurve[];
}

/** The part of the store that the charts listen to. */
interface Run {
  readonly session: Pick<StoreApi<Pick<Session, 'engine' | 'measures' | 'plan'>>, 'getState' | 'subscribe'>;
  readonly curve: CurveStore;
}

export interface ChartStore {
  read(): ChartData;
  subscribe(listener: () => void): () => void;
}

/** Of each two points are drawn at most: enough for the few hundred pixels of a chart. */
const BLOCKS = 120;
const KEEP = 0.9;
/** Milliseconds between two redraws while training. */
const REDRAW = 200;
const NOTHING: ChartData = { step: 0, batch: [], smooth: [], testLoss: [], accuracy: [], testAccuracy: [], others: [] };

/** Listens to the store only while somebody listens to it. */
export function createChartStore({ session, curve }: Run): ChartStore {
  const listeners = new Set<() => void>();
  let data = NOTHING;
  let [envelope, smooth, accuracy] = begin();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave: readonly (() => void)[] = [];

  function draw(): void {
    clearTimeout(timer);
    timer = undefined;
    data = measured();
    // While training each chart is drawn in a turn of its own, so that none keeps the page waiting for all.
    const running = session.getState().engine === 'running';
    [...listeners].forEach((listener, turn) => {
      if (running && turn > 0)
        setTimeout(() => listeners.has(listener) && listener(), (turn * REDRAW) / listeners.size);
      else listener();
    });
  }

  function measured(): ChartData {
    const { measures, plan } = session.getState();
    // A drawing without a loss reports 0 for it.
    if (plan.losses.length === 0) return NOTHING;
    const { losses, length, tests, past, beside } = curve.read();
    envelope.extend(losses, length);
    smooth.extend(losses, length);
    const now = measures?.step === length && Number.isFinite(measures.loss) ? measures : null;
    const batched = (plan.rows?.batches ?? 1) > 1;
    const testAccuracy = tests.filter((test) => !Number.isNaN(test.testAccuracy));
    const end = (value: (loss: number) => number) => (now ? [{ step: now.step, value: value(now.loss) }] : []);
    return {
      // Of a run whose past is shown, the latest.
      step: Math.max(measures?.step ?? 0, length),
      batch: [...envelope.points(), ...end((loss) => loss)],
      smooth: batched ? [...smooth.points(), ...end((loss) => smooth.ahead(loss))] : [],
      testLoss: thin(tests).map(({ step, testLoss }) => ({ step, value: testLoss })),
      accuracy: accuracy.points(),
      testAccuracy: thin(testAccuracy).map((test) => ({ step: test.step, value: test.testAccuracy })),
      others: [
        ...past.map((run) => ({ id: run.id, label: `α ${run.rate}`, points: pointsBeside(run, batched) })),
        ...(beside ? [{ id: 'beside' as const, label: beside.name, points: pointsBeside(beside, batched) }] : []),
      ],
    };
  }

  function refresh(): void {
    if (session.getState().engine === 'running') timer ??= setTimeout(draw, REDRAW);
    else draw();
  }

  function hearCurve(): void {
    // A shorter curve is another run's, or that of a fork; accuracies after it go with the next one that is measured.
    if (curve.read().length < envelope.count) [envelope, smooth] = begin();
    refresh();
  }

  function start(): void {
    [envelope, smooth, accuracy] = begin();
    leave = [
      curve.subscribe(hearCurve),
      session.subscribe((now, before) => {
        if (now.measures === before.measures && now.engine === before.engine && now.plan === before.plan) return;
        // Of the latest iteration only: one that is visited is in the list already.
        if (now.measures?.accuracy !== undefined && now.measures.step === curve.read().length)
          accuracy.add({ step: now.measures.step, value: now.measures.accuracy });
        refresh();
      }),
    ];
    const { measures } = session.getState();
    if (measures?.accuracy !== undefined) accuracy.add({ step: measures.step, value: measures.accuracy });
    data = measured();
  }

  return {
    read: () => data,
    subscribe(listener) {
      if (listeners.size === 0) start();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        for (const end of leave) end();
      };
    },
  };
}

function begin(): [Envelope, Smooth, Thinned] {
  return [new Envelope(BLOCKS), new Smooth(KEEP, BLOCKS), new Thinned(BLOCKS)];
}

/** A curve that no longer grows, smoothed where the present one is; made once. */
function pointsOf(run: Pick<Beside, 'losses'>, batched: boolean): readonly Point[] {
  const known = drawn.get(run);
  if (known) return known;
  const series = batched ? new Smooth(KEEP, BLOCKS) : new Envelope(BLOCKS);
  series.extend(run.losses, run.losses.length);
  drawn.set(run, series.points());
  return series.points();
}
const drawn = new WeakMap<Pick<Beside, 'losses'>, readonly Point[]>();

/** At its own steps, which need not begin at 0. */
function pointsBeside(run: Omit<Beside, 'name'>, batched: boolean): readonly Point[] {
  return pointsOf(run, batched).map(({ step, value }) => ({ step: run.steps[step] ?? 0, value }));
}

/** Every k-th, the last included. */
function thin<T>(tests: readonly T[]): readonly T[] {
  const every = Math.ceil(tests.length / BLOCKS);
  return every <= 1 ? tests : tests.filter((_, i) => i % every === 0 || i === tests.length - 1);
}
