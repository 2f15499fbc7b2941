/* The learning rate α: typed, or chosen from a ladder. Committing it is an edit; training goes on. */
import { useEffect, useId, useState } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './training.module.css';

const LADDER = ['0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1', '3', '10'];

export function LearningRate() {
  const store = useChainrule();
  const say = useSay();
  const rate = useSession((session) => session.history.present.training.learningRate);
  const [text, setText] = useState(String(rate));
  const [wrong, setWrong] = useState(false);
  const list = useId();
  const input = useId();
  useEffect(() => setText(String(rate)), [rate]);
  const commit = () => {
    const value = Number(text);
    const fits = text.trim() !== '' && Number.isFinite(value) && value >= 0;
    setWrong(!fits);
    if (fits && value !== rate) store.changeTraining({ learningRate: value });
    else if (!fits) setText(String(rate));
  };
  return (
    <div className={styles.control}>
      <label htmlFor={input}>{say('training.learning-rate')}</label>
      <span className={styles.rate}>
        <span aria-hidden="true">α</span>
        <input
          id={input}
          list={list}
          inputMode="decimal"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            // A choice from the list arrives whole; typing waits for Enter.
            if (
              LADDER.includes(target.value) &&
              !LADDER.some((step) => step !== target.value && step.startsWith(target.value))
            )
              store.changeTraining({ learningRate: Number(target.value) });
          }}
          onBlur={commit}
          onKeyDown={({ key }) => {
            if (key === 'Enter') commit();
            if (key === 'Escape') setText(String(rate));
          }}
        />
      </span>
      <datalist id={list}>
        {LADDER.map((step) => (
          <option key={step} value={step} />
        ))}
      </datalist>
      {wrong && <span role="alert">{say('training.rate-refused')}</span>}
    </div>
  );
}
