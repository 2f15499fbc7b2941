/* The learning rate α: typed, or chosen from a ladder. Committing it is an edit; training goes on. */
import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { LADDER, rateOf } from './rate.ts';
import styles from './transport.module.css';

/** One control: the list opens with ↓ or by the arrow at its end, and Escape takes back what was typed. */
export function LearningRate() {
  const store = useChainrule();
  const say = useSay();
  const rate = useSession((session) => session.history.present.training.learningRate);
  const [text, setText] = useState(String(rate));
  const [refused, setRefused] = useState('');
  /** The place of the marked entry; null: the list is closed. */
  const [marked, setMarked] = useState<number | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setText(String(rate)), [rate]);

  const commit = (typed: string) => {
    const value = rateOf(typed);
    setMarked(null);
    setRefused(value === null ? typed : '');
    setText(String(value ?? rate));
    if (value !== null && value !== rate) store.changeTraining({ learningRate: value });
  };
  const nearest = () =>
    Math.max(
      0,
      LADDER.findLastIndex((each) => each <= rate),
    );
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (down !== 0) {
      setMarked(marked === null ? nearest() : (marked + down + LADDER.length) % LADDER.length);
      event.preventDefault();
    } else if (event.key === 'Enter') commit(marked === null ? text : String(LADDER[marked]));
    else if (event.key === 'Escape') {
      setMarked(null);
      setRefused('');
      setText(String(rate));
    }
  };
  return (
    <div className={styles.control}>
      <label htmlFor={`${id}input`}>{say('training.learning-rate')}</label>
      <div className={styles.rate}>
        <span aria-hidden="true">α</span>
        <input
          ref={box}
          id={`${id}input`}
          role="combobox"
          aria-expanded={marked !== null}
          aria-controls={`${id}list`}
          aria-autocomplete="none"
          aria-activedescendant={marked === null ? undefined : `${id}${marked}`}
          aria-invalid={refused !== ''}
          aria-describedby={refused === '' ? undefined : `${id}refused`}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setRefused('');
            setMarked(null);
          }}
          onFocus={({ target }) => target.select()}
          onBlur={() => (text === String(rate) ? setMarked(null) : commit(text))}
          onKeyDown={press}
        />
        <span
          className={styles.arrow}
          aria-hidden="true"
          // The box keeps the focus, or its blur would close the list again.
          onPointerDown={(event) => {
            event.preventDefault();
            box.current?.focus();
            setMarked(marked === null ? nearest() : null);
          }}
        >
          <ChevronDown size={14} />
        </span>
        {marked !== null && (
          <div id={`${id}list`} role="listbox" aria-label={say('training.rates')} className={styles.ladder}>
            {LADDER.map((each, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the combobox's, which keeps the focus.
              <div
                key={each}
                id={`${id}${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={each === rate}
                data-marked={place === marked}
                onPointerDown={(event) => event.preventDefault()}
                onPointerEnter={() => setMarked(place)}
                onClick={() => commit(String(each))}
              >
                {each}
              </div>
            ))}
          </div>
        )}
      </div>
      {refused !== '' && (
        <span id={`${id}refused`} role="alert" className={styles.refused}>
          {say('training.rate-refused', { text: refused.slice(0, 20) })}
        </span>
      )}
    </div>
  );
}
