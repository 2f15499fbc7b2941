/* The loss curve of the true backwards beside the one of what somebody wrote. */
import { useEffect } from 'react';
import { useChainrule } from '../context.ts';

/** Milliseconds between two looks at how far the run has come. */
const PACE = 250;

export function useTruth(name: string): void {
  const store = useChainrule();
  useEffect(() => {
    let shown = 0;
    let asking = false;
    let gone = false;
    const follow = async (): Promise<void> => {
      // The losses before the updates that were done, and the one of now.
      const { length } = store.curve.read();
      if (asking || length === 0 || length + 1 === shown) return;
      asking = true;
      const answer = await store.ask({ kind: 'truth', steps: length + 1 });
      asking = false;
      if (gone || answer.kind !== 'truth' || answer.losses.length === 0) return;
      const before = shown;
      shown = answer.losses.length;
      store.curve.show({
        name,
        steps: Float64Array.from(answer.losses, (_, i) => i),
        losses: Float64Array.from(answer.losses),
      });
      // A run that stands is caught up with at once; one that goes on is not slowed down.
      if (shown > before && store.session.getState().engine !== 'running') return follow();
    };
    const timer = setInterval(() => void follow(), PACE);
    return () => {
      gone = true;
      clearInterval(timer);
      store.curve.show(null);
    };
  }, [store, name]);
}
