/* The page's end of the conversation: sends commands, matches answers to requests, starts the worker again after a
   crash, and ends one that does not stop. */
import type { GraphDocument } from '../document/document.ts';
import type { Breakpoint, DebugCommand } from './debugging.ts';
import type { Checkpoint, Command, Report, Revision } from './protocol.ts';
import type { Answer, Request } from './requests.ts';
import type { Watch } from './view.ts';

type Ask = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** What is told the page besides the worker's own reports. */
export type ClientReport = Report | { readonly kind: 'restarted'; readonly reason: 'crashed' | 'stopped' };

export interface Client {
  /** `resume`: what its training had come to. */
  open(revision: Revision, document: GraphDocument, resume?: Checkpoint): void;
  send(
    command: Extract<Command, { kind: 'train' | 'step' | 'reset' }> | Exclude<DebugCommand, { kind: 'breakpoints' }>,
  ): void;
  breakpoints(breakpoints: readonly Breakpoint[]): void;
  /** Stops within 100 ms whatever is running, or within some of its steps where these are long: a worker that does not
      answer is ended and goes on from its checkpoint, at once where it was silent before, within 450 ms where it was not. */
  pause(): void;
  watch(watches: readonly Watch[]): void;
  exact(exact: boolean): void;
  ask(request: Ask): Promise<Answer>;
  close(): void;
}

/** Milliseconds, and steps: it finishes one, looks, reports, and looks again for the report at rest. One that spoke a moment
    ago is alive, and late on a busy machine only. */
const PATIENCE = { least: 90, steps: 4, check: 5000, alive: 450 };
/** Milliseconds since its last word after which a worker that trains may be dead: it reports every 85. */
const SILENCE = 350;
/** What a worker may be busy with for longer than a step of training. */
const LONG: ReadonlySet<Request['kind']> = new Set(['check', 'losses', 'express', 'export', 'mark', 'plant']);

export function startClient(start: () => Worker, onReport: (report: ClientReport) => void): Client {
  let worker = begin();
  let opened: { revision: Revision; document: GraphDocument } | undefined;
  let watches: readonly Watch[] = [];
  let breakpoints: readonly Breakpoint[] = [];
  let checkpoint: Checkpoint | undefined;
  let revisionOfCheckpoint: Revision | undefined;
  let exact = false;
  let ids = 0;
  let running = false;
  let stepTime = 0;
  let crashes = 0;
  let heardAt = 0;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<number, (answer: Answer) => void>();
  /** Of those that wait, whose answers take long. */
  const long = new Set<number>();

  function begin(): Worker {
    const made = start();
    made.onmessage = ({ data }: MessageEvent<Report>) => {
      if (made === worker) hear(data);
    };
    made.onerror = () => {
      if (made === worker) restart('crashed');
    };
    return made;
  }

  function hear(report: Report): void {
    heardAt = performance.now();
    if (report.kind === 'progress') {
      ({ running, stepTime } = report);
      if (!running) clearTimeout(alarm);
      crashes = 0;
      if (report.checkpoint) {
        checkpoint = report.checkpoint;
        revisionOfCheckpoint = report.revision;
      }
    }
    if (report.kind === 'answer') {
      waiting.get(report.id)?.(report.answer);
      waiting.delete(report.id);
      long.delete(report.id);
      return;
    }
    if (report.kind === 'loaded' && report.fresh && report.revision !== revisionOfCheckpoint) checkpoint = undefined;
    onReport(report);
    if (report.kind === 'failed') restart('crashed');
  }

  function restart(reason: 'crashed' | 'stopped'): void {
    clearTimeout(alarm);
    running = false;
    worker.terminate();
    for (const answer of waiting.values()) answer({ kind: 'refused', reason: 'no-network' });
    waiting.clear();
    long.clear();
    onReport({ kind: 'restarted', reason });
    // What crashes again and again would do so for ever: after the third time the network is left alone.
    if (reason === 'crashed' && ++crashes > 3) return;
    worker = begin();
    if (exact) worker.postMessage({ kind: 'exact', exact } satisfies Command);
    worker.postMessage({ kind: 'watch', watches } satisfies Command);
    if (breakpoints.length > 0) worker.postMessage({ kind: 'breakpoints', breakpoints } satisfies Command);
    if (!opened) return;
    const resume = checkpoint && revisionOfCheckpoint === opened.revision ? { resume: checkpoint } : {};
    worker.postMessage({ kind: 'document', ...opened, ...resume } satisfies Command);
  }

  return {
    open(revision, document, resume) {
      opened = { revision, document };
      worker.postMessage({ kind: 'document', ...opened, ...(resume && { resume }) } satisfies Command);
    },
    send(command) {
      running ||= command.kind === 'train';
      worker.postMessage(command);
    },
    pause() {
      worker.postMessage({ kind: 'pause' } satisfies Command);
      clearTimeout(alarm);
      const patience = (long.size > 0 ? PATIENCE.check : PATIENCE.least) + PATIENCE.steps * stepTime;
      const stop = () => restart('stopped');
      const look = () => {
        if (performance.now() - heardAt > SILENCE) stop();
        else alarm = setTimeout(stop, PATIENCE.alive - PATIENCE.least);
      };
      if (running) alarm = setTimeout(look, patience);
    },
    watch(list) {
      watches = list;
      worker.postMessage({ kind: 'watch', watches } satisfies Command);
    },
    breakpoints(list) {
      breakpoints = list;
      worker.postMessage({ kind: 'breakpoints', breakpoints } satisfies Command);
    },
    exact(chosen) {
      exact = chosen;
      worker.postMessage({ kind: 'exact', exact } satisfies Command);
    },
    ask(request) {
      const id = ++ids;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        if (LONG.has(request.kind)) long.add(id);
        worker.postMessage({ ...request, id } as Request satisfies Command);
      });
    },
    close: () => worker.terminate(),
  };
}
