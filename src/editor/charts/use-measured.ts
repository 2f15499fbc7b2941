/* What was measured of a run, taken at most five times a second while it trains and at once at rest. */
import { useEffect, useState } from 'react';
import { useChainrule } from '../context.ts';
import type { Measurement } from '../doctor/measured.ts';
import type { Watching } from '../doctor/watching.ts';

/** Milliseconds between two redraws while training. */
const REDRAW = 200;

export interface Measured {
  readonly all: readonly Measurement[];
  /** Of the iteration that the page shows, which may be past. */
  readonly shown: Measurement | undefined;
}

export function useMeasured(watching: Watching): Measured {
  const { session } = useChainrule();
  const [measured, setMeasured] = useState<Measured>(() => ({ all: watching.read(), shown: watching.shown() }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      clearTimeout(timer);
      timer = undefined;
      setMeasured({ all: watching.read(), shown: watching.shown() });
    };
    const leave = watching.subscribe(() => {
      if (session.getState().engine === 'running') timer ??= setTimeout(take, REDRAW);
      else take();
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [watching, session]);
  return measured;
}
