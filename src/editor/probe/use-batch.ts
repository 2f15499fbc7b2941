/* The samples of the present batch: their pictures and classes. While the network trains the batch changes with every step,
   so they are asked for when it stands still. */
import { useEffect, useState } from 'react';
import { size } from '../../tensor/shape.ts';
import { useChainrule, useSession } from '../context.ts';
import type { Samples } from './samples.ts';

export interface Batch {
  /** Numbers of all pictures, row by row. */
  readonly X: ArrayLike<number>;
  /** Numbers of one picture. */
  readonly width: number;
  /** Class of each sample; null where the targets are no classes. */
  readonly labels: readonly number[] | null;
}

/** Null before the answer, while the network trains, and without pictures. */
export function useBatch(pictures: Samples['pictures']): Batch | null {
  const store = useChainrule();
  const running = useSession((session) => session.engine === 'running');
  const measures = useSession((session) => (session.engine === 'running' ? null : session.measures));
  const classes = useSession((session) => (pictures ? session.plan.indices.has(pictures.y) : false));
  const [batch, setBatch] = useState<Batch | null>(null);
  const [X, y] = [pictures?.X, pictures?.y];
  useEffect(() => {
    setBatch(null);
    if (!X || !y || running || !measures) return;
    let wanted = true;
    const ask = (address: typeof X) => store.ask({ kind: 'tensor', address });
    void Promise.all([ask(X), ask(y)]).then(([pixels, targets]) => {
      if (!wanted || pixels.kind !== 'tensor') return;
      const labels = classes && targets.kind === 'tensor' ? Array.from(targets.data) : null;
      setBatch({ X: pixels.data, width: size(pixels.shape.slice(1)), labels });
    });
    return () => {
      wanted = false;
    };
  }, [store, X, y, classes, running, measures]);
  return batch;
}
