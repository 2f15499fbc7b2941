/* Over the canvas while an iteration that is past is shown: which one, how much of the past is kept, the way back, and a
   fork, from which training goes on with the rate that is typed beside it. */
import { GitFork } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmtCount } from '../tensor/format.ts';
import { rateOf } from '../training/rate.ts';
import styles from './time.module.css';

export function TimeBar() {
  const store = useChainrule();
  const say = useSay();
  const visiting = useSession((session) => session.visiting);
  const tape = useSession((session) => session.tape);
  const rate = useSession((session) => session.history.present.training.learningRate);
  const [typed, setTyped] = useState<string | null>(null);
  if (visiting === null || !tape) return null;
  const text = typed ?? String(rate);
  const chosen = rateOf(text);
  const fork = () => {
    if (chosen === null) return;
    store.fork();
    if (chosen !== rate) store.changeTraining({ learningRate: chosen });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') store.visit(null);
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) fork();
  };
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return (
    <section className={styles.bar} aria-label={say('time.bar')} onKeyDown={onKeyDown} data-testid="time.bar">
      <p>
        <b>{say('time.iteration', { step: fmtCount(visiting), last: fmtCount(tape.last) })}</b>
        <span className={styles.note}>
          {say('time.kept', {
            every: tape.every,
            used: megabytes(tape.bytes),
            limit: megabytes(tape.limit),
          })}
        </span>
      </p>
      <label>
        α
        <input
          aria-label={say('time.rate')}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={chosen === null}
          title={chosen === null ? say('training.rate-refused', { text: text.slice(0, 20) }) : undefined}
          value={text}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <button type="button" onClick={fork} disabled={chosen === null} title={say('time.fork-help')}>
        <GitFork size={14} aria-hidden="true" />
        {say('time.fork')}
      </button>
      <button type="button" onClick={() => store.visit(null)} aria-keyshortcuts="Escape">
        {say('time.back')}
      </button>
    </section>
  );
}
