/* A field of a form about a node of one's own: leaving or Enter keeps what was typed, Escape takes it back, and what is
   refused stays with the reason. */
import { useEffect, useId, useState } from 'react';
import styles from './writing.module.css';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly keep: (text: string) => string | null;
  readonly forget: () => void;
}

export function TextField({ label, text, keep, forget }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(text);
  const [refused, setRefused] = useState<string | null>(null);
  const type = (next: string) => {
    setTyped(next);
    setRefused(null);
  };
  useEffect(() => {
    setTyped(text);
    setRefused(null);
  }, [text]);
  const commit = () => typed !== text && setRefused(keep(typed.trim()));
  return (
    <>
      <label htmlFor={id}>
        {label}
        <input
          id={id}
          value={typed}
          spellCheck={false}
          aria-invalid={refused !== null}
          aria-describedby={refused === null ? undefined : `${id}-why`}
          onChange={({ target }) => type(target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') commit();
            if (event.key !== 'Escape') return;
            if (typed !== text) event.stopPropagation();
            type(text);
            forget();
          }}
        />
      </label>
      {refused && (
        <p id={`${id}-why`} role="status" className={styles.wrong}>
          {refused}
        </p>
      )}
    </>
  );
}
