/* A sweep at work: runs of one document that differ in one number, shared among workers, each from the same seed. */
import type { SweepSaid, SweepTask } from '../../worker/sweep.ts';

/** One run, as far as it has come. */
export interface Rung {
  readonly value: number;
  readonly state: 'waits' | 'runs' | 'done' | 'broken' | 'refused';
  readonly losses: readonly number[];
  readonly test?: number;
}

export interface SweepState {
  readonly rungs: readonly Rung[];
  readonly running: boolean;
  /** A worker ended with a fault. */
  readonly failed: boolean;
}

export interface Sweep {
  read(): SweepState;
  subscribe(listener: () => void): () => void;
  run(tasks: readonly (SweepTask & { readonly value: number })[]): void;
  stop(): void;
}

/** The page keeps a core, and so does the engine. */
const WORKERS = Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1));

export function createSweep(start: () => Worker): Sweep {
  const listeners = new Set<() => void>();
  let state: SweepState = { rungs: [], running: false, failed: false };
  let workers: Worker[] = [];
  let waiting: number[] = [];

  function say(next: Partial<SweepState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  function change(place: number, next: (rung: Rung) => Partial<Rung>): void {
    say({ rungs: state.rungs.map((rung, i) => (i === place ? { ...rung, ...next(rung) } : rung)) });
  }

  function stop(): void {
    for (const worker of workers) worker.terminate();
    [workers, waiting] = [[], []];
    say({ running: false });
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run(tasks) {
      stop();
      waiting = tasks.map((_, place) => place);
      say({ rungs: tasks.map(({ value }) => ({ value, state: 'waits', losses: [] })), running: true, failed: false });
      for (let i = 0; i < Math.min(WORKERS, tasks.length); i++) {
        const worker = start();
        workers.push(worker);
        let place = -1;
        const next = () => {
          const task = tasks[waiting[0] ?? -1];
          place = waiting.shift() ?? -1;
          if (task) {
            change(place, () => ({ state: 'runs' }));
            const { value: _, ...rest } = task;
            worker.postMessage(rest satisfies SweepTask);
          } else if (state.rungs.every((rung) => rung.state !== 'runs')) stop();
        };
        worker.onmessage = ({ data }: MessageEvent<SweepSaid>) => {
          if (data.kind === 'went') return change(place, ({ losses }) => ({ losses: [...losses, ...data.losses] }));
          change(place, () =>
            data.kind === 'refused'
              ? { state: 'refused' }
              : { state: data.broken ? 'broken' : 'done', ...(data.test !== undefined && { test: data.test }) },
          );
          next();
        };
        worker.onerror = () => {
          stop();
          say({ failed: true });
        };
        next();
      }
    },
    stop,
  };
}
