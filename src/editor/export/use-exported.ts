/* The network as code, written anew by the worker when the drawing or what it stands at changes. While it trains the code
   stays as it is: numbers that change twelve times a second cannot be read. */
import { useCallback, useEffect, useState } from 'react';
import type { Wish } from '../../export/wishes.ts';
import type { Store } from '../../store/store.ts';
import { useChainrule, useSession } from '../context.ts';

type Answer = Awaited<ReturnType<Store['ask']>>;
export type Exported = Extract<Answer, { kind: 'export' }>;

interface Written {
  /** Null while nothing has been written. */
  readonly answer: Exported | null;
  /** Why there is no code; null where there is. */
  readonly refusal: Extract<Answer, { kind: 'refused' }> | null;
  /** Writes it with the numbers of now. */
  readonly renew: () => void;
}

export function useExported({ to, style }: Wish): Written {
  const store = useChainrule();
  const document = useSession((session) => session.history.present);
  const idle = useSession(({ engine, measures }) =>
    engine === 'idle' && measures ? `${measures.step} ${measures.loss}` : null,
  );
  const [standing, setStanding] = useState(idle);
  if (idle !== null && idle !== standing) setStanding(idle);
  const [written, setWritten] = useState<Pick<Written, 'answer' | 'refusal'>>({ answer: null, refusal: null });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the network stands and who asks again say when, not what.
  useEffect(() => {
    let current = true;
    void store.ask({ kind: 'export', document, to, style }).then((answer) => {
      if (!current) return;
      if (answer.kind === 'export') setWritten({ answer, refusal: null });
      else if (answer.kind === 'refused') setWritten({ answer: null, refusal: answer });
    });
    return () => {
      current = false;
    };
  }, [store, document, to, style, standing, turn]);
  const renew = useCallback(() => setTurn((before) => before + 1), []);
  return { ...written, renew };
}
