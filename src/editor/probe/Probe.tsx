/* The probe on the screen: follows pointer and keys, lights the path, says what it found. Mounted when a picture is first
   pointed at or focused. */
import { useEffect, useRef } from 'react';
import { parts } from '../../document/document.ts';
import { useChainrule } from '../context.ts';
import { keepLit } from './overlay.ts';
import { followPointing, type Pointing } from './pointing.ts';
import { previewsOf } from './previews.ts';
import styles from './probe.module.css';
import { probeOf } from './probe.ts';
import { spoken, useProbeSay, useProbing } from './say.ts';
import { Missed, Tip } from './Tip.tsx';

/** `first` is the event that it was mounted for; later ones it hears itself. */
export function Probe({ first: given }: { readonly first: Event }) {
  // React may mount it twice; the event counts once.
  const first = useRef<Event | null>(given);
  const store = useChainrule();
  const say = useProbeSay();
  const { hover, missed } = useProbing();
  const pointing = useRef<Pointing>(null);
  useEffect(() => {
    const probe = probeOf(store);
    const dark = keepLit(store, probe);
    const followed = followPointing(probe, previewsOf(store), first.current);
    first.current = null;
    pointing.current = followed;
    return () => {
      followed.stop();
      dark();
    };
  }, [store]);
  const figure = pointing.current?.figure();
  return (
    <>
      {hover && figure && <Tip probed={hover} figure={figure} />}
      {!hover && missed !== null && figure && <Missed row={missed} figure={figure} />}
      <div className={styles.spoken} role="status">
        {hover && spoken(say, parts(hover.place).name, hover)}
      </div>
    </>
  );
}
