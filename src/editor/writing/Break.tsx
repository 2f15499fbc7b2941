/* Break it for me: one slip in one backward of the network, to be found with the checks, the probe and the curves. */
import { useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { rewriteBackward, secretOf } from '../../document/rewriting.ts';
import { useChainrule } from '../context.ts';
import { useWriting } from './say.ts';
import { useTruth } from './use-truth.ts';
import styles from './writing.module.css';

const LEVELS = [1, 2, 3] as const;

export function Break() {
  const store = useChainrule();
  const say = useWriting();
  const [none, setNone] = useState(false);
  const plant = async (level: (typeof LEVELS)[number]) => {
    const answer = await store.ask({ kind: 'plant', level, seed: Math.floor(Math.random() * 2 ** 31) });
    setNone(answer.kind !== 'plant');
    if (answer.kind === 'plant')
      store.change({ code: 'break', values: {} }, rewriteBackward(answer.node, answer.text, true));
  };
  return (
    <details className={styles.break}>
      <summary>{say('break')}</summary>
      <p className={styles.says}>{say('break-says')}</p>
      <div className={styles.buttons}>
        {LEVELS.map((level) => (
          <button key={level} type="button" className={styles.button} onClick={() => void plant(level)}>
            {say(`level-${level}`)}
          </button>
        ))}
      </div>
      <p role="status">{none && say('no-bug')}</p>
    </details>
  );
}

/** While a slip is to be found: is it this node's? */
export function Quarry({ id }: { readonly id: NodeId }) {
  const store = useChainrule();
  const say = useWriting();
  const [wrong, setWrong] = useState(false);
  useTruth(say('truth'));
  const show = () => {
    const secret = secretOf(store.session.getState().history.present);
    if (!secret) return;
    store.select([secret.node]);
    store.change({ code: 'rewrite', values: { node: secret.node } }, rewriteBackward(secret.node, secret.backward));
  };
  const guess = () => {
    if (secretOf(store.session.getState().history.present)?.node === id) show();
    else setWrong(true);
  };
  return (
    <section className={styles.writing} aria-label={say('break')}>
      <h3>{say('break')}</h3>
      <p>{say('broken')}</p>
      <div className={styles.buttons}>
        <button type="button" className={styles.button} onClick={guess}>
          {say('this-one')}
        </button>
        <button type="button" className={styles.button} onClick={show}>
          {say('give-up')}
        </button>
      </div>
      <p role="status">{wrong && say('not-this', { node: id })}</p>
    </section>
  );
}
