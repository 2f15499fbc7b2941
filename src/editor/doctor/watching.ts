/* Watches a run for the Doctor and the charts: while somebody listens, the worker counts what the subject needs with each
   report. A few measurements of now are kept as they come, the rest thinned: memory does not grow with the run. */
import type { Address } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import type { View } from '../../worker/view.ts';
import { Thinned } from '../training/decimate.ts';
import { type Measurement, measurementOf, type Subject, subjectOf } from './measured.ts';

export interface Watching {
  /** Rising by step. */
  read(): readonly Measurement[];
  /** Of the iteration that the page shows, which may be past. */
  shown(): Measurement | undefined;
  readonly subject: () => Subject;
  subscribe(listener: () => void): () => void;
}

/** As many measurements of a whole run, and of the last reports. */
const KEPT = { whole: 240, late: 40 } as const;

type Run = Pick<Store, 'session' | 'live'>;

export function watch({ session, live }: Run): Watching {
  const sources = {
    statistics: live.source((address: Address) => ({ address, form: 'statistics' })),
    quantiles: live.source((address: Address) => ({ address, form: 'quantiles' })),
  };
  const listeners = new Set<() => void>();
  let whole = new Thinned<Measurement>(KEPT.whole);
  let late: Measurement[] = [];
  let all: readonly Measurement[] = [];
  let shown: Measurement | undefined;
  let watched: readonly (() => void)[] = [];
  let subject = subjectOf(session.getState().plan, session.getState().history.present.training);
  let leave: (() => void) | undefined;

  const nothing = () => {};
  function attend(): void {
    for (const end of watched) end();
    const { plan, history } = session.getState();
    subject = subjectOf(plan, history.present.training);
    watched = subject.watched.map(({ address, form }) => sources[form].subscribe(address, nothing));
  }

  function forget(): void {
    whole = new Thinned(KEPT.whole);
    late = [];
    all = [];
    shown = undefined;
  }

  function read(place: Address): View | undefined {
    return sources.quantiles.read(place) ?? sources.statistics.read(place);
  }

  /** An iteration that is visited has been measured already: it is only shown. */
  function hear(visited: boolean): void {
    const { measures, debug } = session.getState();
    if (!measures || debug) return;
    const measured = measurementOf(subject, measures, read);
    if (!measured) return;
    shown = measured;
    if (visited) return;
    whole.add(measured);
    late = [...late.filter(({ step }) => step < measured.step), measured].slice(-KEPT.late);
    const from = late[0]?.step ?? 0;
    all = [...whole.points().filter(({ step }) => step < from), ...late];
  }

  function start(): void {
    attend();
    leave = session.subscribe((now, before) => {
      const other = now.plan !== before.plan || now.history.present.training !== before.history.present.training;
      if (other) attend();
      if (now.measures === before.measures && now.failure === before.failure && now.checks === before.checks) return;
      if (now.measures === null) forget();
      else hear(now.visiting !== null);
      for (const listener of [...listeners]) listener();
    });
  }

  return {
    read: () => all,
    shown: () => shown,
    subject: () => subject,
    subscribe(listener) {
      if (listeners.size === 0) start();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        for (const end of watched) end();
        watched = [];
        forget();
      };
    },
  };
}
