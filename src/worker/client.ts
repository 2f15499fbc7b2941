/* The page's end of the conversation: sends commands, matches answers to requests, starts the worker again after a
   crash, and ends one that does not stop. */
import type { GraphDocument } from '../document/document.ts';
import type { Breakpoint, DebugCommand } from './debugging.ts';
import type { Answer, Checkpoint, Command, Report, Request, Revision, Watch } from './protocol.ts';

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
  /** Stops within 100 ms whatever is running: a worker that does not answer is ended and goes on from its checkpoint. */
  pause(): void;
  watch(watches: readonly Watch[]): void;
  exact(exact: boolean): void;
  ask(request: Ask): Promise<Answer>;
  close(): void;
}

const PATIENCE = 90;

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
  let crashes = 0;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<number, (answer: Answer) => void>();

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
    if (report.kind === 'progress') {
      running = report.running;
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
      if (running) alarm = setTimeout(() => restart('stopped'), PATIENCE);
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
        worker.postMessage({ ...request, id } as Request satisfies Command);
      });
    },
    close: () => worker.terminate(),
  };
}
