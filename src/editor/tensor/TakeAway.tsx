/* A tensor's numbers to read and to take away: as a table, and as a line of NumPy. */
import { useState } from 'react';
import type { Address } from '../../document/document.ts';
import type { Shape } from '../../tensor/shape.ts';
import { useChainrule, useSay } from '../context.ts';
import styles from './card.module.css';
import { openTable } from './looking.ts';
import { asNumPy } from './numpy.ts';

interface Props {
  /** As it is called, and where its numbers are kept. */
  readonly place: Address;
  readonly origin: Address;
  readonly shape: Shape;
}

export function TakeAway({ place, origin, shape }: Props) {
  const store = useChainrule();
  const say = useSay();
  const [state, setState] = useState<'copied' | 'refused' | null>(null);
  const copy = async () => {
    const answer = await store.ask({ kind: 'tensor', address: origin });
    if (answer.kind !== 'tensor') return setState('refused');
    try {
      await navigator.clipboard.writeText(asNumPy(answer.shape, answer.data));
      setState('copied');
    } catch {
      // The browser does not allow it; the sentence says what to do instead.
      setState('refused');
    }
  };
  return (
    <p className={styles.actions}>
      <button type="button" onClick={() => openTable({ place, origin, shape })}>
        {say('tensor.table')}
      </button>
      <button type="button" onClick={() => void copy()}>
        {say(state === 'copied' ? 'shell.copied' : 'tensor.copy')}
      </button>
      {state === 'refused' && <span role="alert">{say('tensor.not-copied')}</span>}
    </p>
  );
}
