/* What the network makes of its rows now; asked for again when it has learned more. */
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../worker/requests.ts';
import { useChainrule, useSession } from '../context.ts';

/** Milliseconds between two looks while training runs. */
const PACE = 1000;

export function useLooked<K extends 'judge' | 'fit'>(kind: K, most: number): Extract<Answer, { kind: K }> | null {
  const store = useChainrule();
  const measures = useSession((session) => session.measures);
  const engine = useSession((session) => session.engine);
  const [found, setFound] = useState<Extract<Answer, { kind: K }> | null>(null);
  const asked = useRef(0);
  const step = measures?.step ?? -1;
  useEffect(() => {
    const now = performance.now();
    if (step < 0 || (engine === 'running' && now - asked.current < PACE)) return;
    asked.current = now;
    void store.ask({ kind, most }).then((answer) => {
      if (answer.kind === kind) setFound(answer as Extract<Answer, { kind: K }>);
    });
  }, [store, step, engine, kind, most]);
  return found;
}
