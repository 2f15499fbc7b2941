/* Keeps every run: what it was of, how it went, where it was best. A run begins with the first update of a network and ends
   when the network is another one, or when its past is made the present. */
import { forgotten, type StoredRun, stored, storedRuns } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { ChartStore } from '../training/chart-data.ts';

export type Run = StoredRun;

export interface Runs {
  readonly list: readonly Run[];
  /** The one that is shown on the canvas. */
  readonly current: string | null;
  /** The run was ended because it got no better; after so many updates. */
  readonly stopped: number | null;
  /** Tests without being better after which a run ends; null: it does not end by itself. */
  readonly patience: number | null;
}

export interface Recorder {
  read(): Runs;
  subscribe(listener: () => void): () => void;
  change(id: string, patch: Partial<Pick<Run, 'name' | 'note' | 'pinned'>>): void;
  remove(id: string): void;
  setPatience(tests: number | null): void;
}

/** Numbers that are kept of a run at most: 8 MB. */
const LARGEST = 2_000_000;

/** Milliseconds between two looks at where a run is best, while it trains. */
const EVERY = 1500;

export function createRecorder(store: Store, charts: ChartStore): Recorder {
  const { session, curve } = store;
  const listeners = new Set<() => void>();
  let state: Runs = { list: [], current: null, stopped: null, patience: null };
  let leave: readonly (() => void)[] = [];
  let listed: string | null = null;
  let counted = 0;
  /** When, and after how many updates, it was asked last where the run is best. */
  let [settledAt, settledLength] = [0, 0];

  function say(next: Partial<Runs>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  function put(run: Run): void {
    const known = state.list.some(({ id }) => id === run.id);
    say({ list: known ? state.list.map((each) => (each.id === run.id ? run : each)) : [run, ...state.list] });
  }

  const found = (id: string | null) => state.list.find((run) => run.id === id);

  async function keep(id: string | null): Promise<void> {
    const run = found(id);
    if (run) await stored(store, run);
  }

  /** The runs of this document that storage has. */
  async function enlist(documentId: string): Promise<void> {
    const kept = await storedRuns(store, documentId);
    if (session.getState().documentId !== documentId) return;
    const own = new Set(state.list.map(({ id }) => id));
    say({ list: [...state.list, ...kept.filter(({ id }) => !own.has(id))] });
  }

  function end(): void {
    const { current } = state;
    [counted, settledLength] = [0, 0];
    if (current === null) return;
    say({ current: null, stopped: null });
    void keep(current);
  }

  function hear(): void {
    const { measures, documentId, history, revision, visiting, engine } = session.getState();
    if (listed !== documentId) {
      end();
      listed = documentId;
      say({ list: [] });
      void enlist(documentId);
    }
    const { length } = curve.read();
    if (measures === null || length < counted) end();
    counted = length;
    if (measures === null || length === 0 || visiting !== null) return;
    const { batch, testLoss, accuracy, testAccuracy } = charts.read();
    const before = found(state.current);
    const id = before?.id ?? crypto.randomUUID();
    if (!before) say({ current: id, stopped: null });
    put({
      ...{ id, documentId, revision, document: history.present, steps: length, loss: measures.loss },
      at: before?.at ?? Date.now(),
      name: before?.name ?? nameOf(state.list),
      note: before?.note ?? '',
      pinned: before?.pinned ?? false,
      ...(measures.accuracy !== undefined && { accuracy: measures.accuracy }),
      ...(measures.testLoss !== undefined && { testLoss: measures.testLoss }),
      ...(measures.testAccuracy !== undefined && { testAccuracy: measures.testAccuracy }),
      curves: { loss: batch, testLoss, accuracy, testAccuracy },
      ...(before?.best && { best: before.best }),
    });
    // A run that ends by itself may have done so before it was ever seen running.
    const due = engine === 'running' ? performance.now() - settledAt > EVERY : settledLength !== length;
    if (due) void settle();
  }

  /** Asks where the present run was best, and keeps it. */
  async function settle(): Promise<void> {
    const { current } = state;
    settledAt = performance.now();
    settledLength = curve.read().length;
    if (current === null) return;
    const answer = await store.ask({ kind: 'best' });
    const run = found(current);
    if (answer.kind !== 'best' || !run) return;
    const { by, step, value, tensors, stopped } = answer;
    const size = [...tensors.values()].reduce((sum, { length }) => sum + length, 0);
    put({ ...run, best: { by, step, value, ...(size <= LARGEST && { tensors }) } });
    say({ stopped: stopped ? run.steps : null });
    await keep(current);
  }

  function start(): void {
    hear();
    leave = [
      charts.subscribe(hear),
      session.subscribe((now, before) => {
        if (now.measures === null && before.measures !== null) end();
        if (before.engine !== 'running' && now.engine === 'running') say({ stopped: null });
      }),
    ];
  }

  return {
    read: () => state,
    subscribe(listener) {
      if (listeners.size === 0) start();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const each of leave) each();
        void keep(state.current);
      };
    },
    change(id, patch) {
      const run = found(id);
      if (!run) return;
      put({ ...run, ...patch });
      void keep(id);
    },
    remove(id) {
      say({ list: state.list.filter((run) => run.id !== id), ...(state.current === id && { current: null }) });
      void forgotten(store, id);
    },
    setPatience(tests) {
      say({ patience: tests });
      void store.ask({ kind: 'patience', tests });
    },
  };
}

/** The next number. */
function nameOf(list: readonly Run[]): string {
  const numbers = list.map(({ name }) => Number(/^#(\d+)$/.exec(name)?.[1] ?? 0));
  return `#${Math.max(0, ...numbers) + 1}`;
}
