/* Search-add: a list at the pointer; type, choose, Enter, and the node is there. */
import { useEffect, useId, useRef, useState } from 'react';
import type { AnyNodeType } from '../../nodes/define.ts';
import { canvasCentre, canvasPlace } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './palette.module.css';
import { found } from './search.ts';

export function SearchAdd() {
  const place = useSession((session) => session.adding);
  return place && <List x={place.x} y={place.y} />;
}

function List({ x, y }: { x: number; y: number }) {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [before] = useState(() => document.activeElement);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const types = found(query);
  const close = () => store.startAdding(null);
  const add = (type: AnyNodeType | undefined) => {
    if (!type) return;
    store.addNode(type.type, canvasPlace(x, y) ?? canvasCentre());
    close();
  };
  useEffect(() => {
    return () => {
      // Whoever pressed elsewhere has chosen where the focus goes.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [before]);
  useEffect(() => {
    const outside = ({ target }: globalThis.PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) store.startAdding(null);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [store]);
  useEffect(() => void document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }), [id, at]);
  return (
    <div
      ref={box}
      className={styles.add}
      style={{ left: Math.max(8, Math.min(x, innerWidth - 296)), top: Math.max(8, Math.min(y, innerHeight - 336)) }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever opens the search wants to type into it.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={types.length > 0 ? `${id}-${at}` : undefined}
        aria-label={say('palette.search')}
        placeholder={say('palette.search')}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setAt(0);
        }}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget && !box.current?.contains(relatedTarget)) close();
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setAt(Math.max(0, Math.min(at + 1, types.length - 1)));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') add(types[at]);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <div id={id} role="listbox" aria-label={say('palette.nodes')} className={styles.options}>
        {types.map((type, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's.
          <div
            key={type.type}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={styles.option}
            onClick={() => add(type)}
          >
            <FamilyIcon category={type.category} type={type.type} />
            <span>{type.words[language].name}</span>
            <small>{type.words[language].help}</small>
          </div>
        ))}
        {types.length === 0 && <p>{say('palette.nothing', { query })}</p>}
      </div>
    </div>
  );
}
