/* A field and a list under it: type, choose by arrow keys, take by Enter. Nodes, commands and places are found with it. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import styles from './chooser.module.css';

interface Props<T> {
  /** What the field and the list are called. */
  readonly label: string;
  readonly list: string;
  readonly find: (query: string) => readonly T[];
  readonly keyOf: (entry: T) => string;
  readonly children: (entry: T) => ReactNode;
  readonly nothing: (query: string) => string;
  readonly isDisabled?: (entry: T) => boolean;
  readonly take: (entry: T) => void;
  readonly close: () => void;
}

export function Chooser<T>({ label, list, find, keyOf, children, nothing, isDisabled, take, close }: Props<T>) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const entries = find(query);
  useEffect(() => void document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }), [id, at]);
  const choose = (entry: T | undefined) => {
    if (entry !== undefined && !isDisabled?.(entry)) take(entry);
  };
  return (
    <div className={styles.chooser}>
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever opens it wants to type into it.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
        aria-label={label}
        placeholder={label}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setAt(Math.max(0, Math.min(at + 1, entries.length - 1)));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') choose(entries[at]);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <div id={id} role="listbox" aria-label={list} className={styles.options}>
        {entries.map((entry, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's.
          <div
            key={keyOf(entry)}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            aria-disabled={isDisabled?.(entry) === true}
            className={styles.option}
            onClick={() => choose(entry)}
          >
            {children(entry)}
          </div>
        ))}
        {entries.length === 0 && <p role="status">{nothing(query)}</p>}
      </div>
    </div>
  );
}
