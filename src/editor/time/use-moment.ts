/* The iteration that is shown, and the way to another one. */
import { useCallback, useMemo } from 'react';
import { useChainrule, useSession } from '../context.ts';
import { type Moment, momentOf, visitOf } from './scrub.ts';

/** Null while there is nothing to go along; `past` while it is not the latest. `go` stops training first. */
export function useMoment(): {
  readonly moment: Moment | null;
  readonly past: boolean;
  readonly go: (wanted: number) => void;
} {
  const store = useChainrule();
  const tape = useSession((session) => session.tape);
  const visiting = useSession((session) => session.visiting);
  const moment = useMemo(() => momentOf(tape, visiting), [tape, visiting]);
  const go = useCallback(
    (wanted: number) => {
      const session = store.session.getState();
      const now = momentOf(session.tape, session.visiting);
      if (!now) return;
      const step = visitOf(wanted, now);
      if (session.engine === 'running') store.pause();
      if (step !== session.visiting) store.visit(step);
    },
    [store],
  );
  return { moment, past: visiting !== null, go };
}
