/* The verbs of the debugger and of time: open it, walk along an iteration, set breakpoints, visit iterations past. */
import type { StoreApi } from 'zustand/vanilla';
import type { Client, ClientReport } from '../worker/client.ts';
import type { Breakpoint, Standing, TraceEvent, Walk } from '../worker/debugging.ts';
import type { CurveStore } from './live.ts';
import type { Session } from './session.ts';

/** A breakpoint as the user set it; a disabled one stops nothing. */
export type SetBreakpoint = Breakpoint & { readonly enabled: boolean };

/** Set from the start: a check that finds a wrong gradient stops there. */
export const CHECK_FAILS: SetBreakpoint = { kind: 'check', id: '{"kind":"check"}', enabled: true };

/** The iteration that is looked into. */
export interface Debugging extends Standing {
  readonly events: readonly TraceEvent[];
}

export interface DebugVerbs {
  /** Opens the debugger where the present iteration begins; closes it and leaves no trace. */
  debug(on: boolean): void;
  /** Goes along the micro-steps; opens the debugger if it is closed. */
  walk(walk: Walk): void;
  setBreakpoints(breakpoints: readonly SetBreakpoint[]): void;
  /** Shows an iteration that is past; null: the latest. */
  visit(step: number | null): void;
  /** Training goes on from the iteration that is visited; the curve so far stays as a past one. */
  fork(): void;
}

export function debugVerbs(session: StoreApi<Session>, client: Client, curve: CurveStore): DebugVerbs {
  const get = session.getState;
  // They stop no training while the debugger is closed: who leaves it trains as before.
  const arm = ({ breakpoints, debug }: Session) =>
    client.breakpoints(breakpoints.filter(({ enabled, kind }) => enabled && (debug || kind === 'check')));
  arm(get());
  session.subscribe((now, before) => {
    const opened = (now.debug === null) !== (before.debug === null);
    if (opened || now.breakpoints !== before.breakpoints) arm(now);
  });
  return {
    debug(on) {
      client.send({ kind: 'debug', on });
      // The next key is for what comes after it.
      session.setState(on ? { leaving: false } : { leaving: get().debug !== null, debug: null });
    },
    walk(walk) {
      session.setState({ failure: null, leaving: false });
      client.send({ kind: 'walk', walk });
    },
    setBreakpoints: (breakpoints) => session.setState({ breakpoints }),
    visit(step) {
      client.send({ kind: 'visit', step });
      session.setState({ visiting: step });
    },
    fork() {
      if (get().visiting === null) return;
      curve.fork(get().history.present.training.learningRate);
      client.send({ kind: 'fork' });
      session.setState({ visiting: null });
    },
  };
}

/** What a report says of the debugger. The lane closes when no standing is reported, but not while the run that it began
    goes by. What says the same stays the same object. */
export function debugReceived(session: Session, report: ClientReport): Partial<Session> {
  switch (report.kind) {
    case 'trace':
      if (session.leaving) return {};
      return { debug: { position: 0, ...session.debug, events: report.events } };
    case 'progress': {
      const { standing, tape } = report;
      if (session.leaving) return standing ? { tape } : { tape, leaving: false };
      if (!standing) return { debug: report.running ? session.debug : null, tape };
      const debug: Debugging = { events: session.debug?.events ?? [], ...standing };
      return {
        debug: JSON.stringify(standingOf(session.debug)) === JSON.stringify(standing) ? session.debug : debug,
        tape,
        visiting: walkedTo(session, report),
      };
    }
    case 'restarted':
      return { debug: null, leaving: false, visiting: null };
    case 'loaded':
      return report.fresh ? { debug: null, visiting: null, tape: null } : {};
    default:
      return {};
  }
}

/** The past shows itself from so many iterations on. */
export const PAST_SHOWN = 50;

/** The past iteration that the debugger has walked to; null: the latest. */
function walkedTo(
  { visiting }: Session,
  { measures, tape }: Extract<ClientReport, { kind: 'progress' }>,
): number | null {
  const shows = visiting !== null || tape.last >= PAST_SHOWN;
  return shows && measures.step < tape.last ? measures.step : null;
}

function standingOf(debug: Debugging | null): Standing | null {
  return debug && { position: debug.position, ...(debug.halt && { halt: debug.halt }) };
}
