/* The palette: drag a node to the canvas, or double-click it. Eight at rest; all of them on search or "more". */
import { Ellipsis, Search } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { broughtBy } from '../../nodes/brought.ts';
import { catalogue } from '../../nodes/index.ts';
import { canvasCentre } from '../canvas/drop.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { PaletteItem } from './PaletteItem.tsx';
import styles from './palette.module.css';
import { AT_REST, found, grouped } from './search.ts';

export function Palette() {
  const say = useSay();
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const first = useRef<HTMLDivElement>(null);
  const store = useChainrule();
  const own = useSession(({ history }) => broughtBy(history.present));
  const shown =
    query || all ? found(query, own.values()) : [...catalogue.values()].filter(({ type }) => AT_REST.includes(type));
  const searched = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const [best] = shown;
    if (event.key === 'Escape') setQuery('');
    else if (event.key === 'Enter' && query && best) store.addNode(best.type, canvasCentre());
    else if (event.key === 'ArrowDown') first.current?.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.palette} aria-label={say('palette.nodes')}>
      <label className={styles.search}>
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={say('palette.search')}
          placeholder={say('palette.search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          onKeyDown={searched}
        />
        {query === '' && <kbd>/</kbd>}
      </label>
      <div ref={first}>
        {grouped(shown).map(([category, types]) => (
          <div key={category}>
            <h2>{say(`palette.${category}`)}</h2>
            {types.map((type) => (
              <PaletteItem key={type.type} type={type} />
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p>{say('palette.nothing', { query })}</p>}
      {!query && (
        <button type="button" className={styles.item} aria-expanded={all} onClick={() => setAll(!all)}>
          <Ellipsis size={16} aria-hidden="true" />
          {say(all ? 'palette.fewer' : 'palette.more')}
        </button>
      )}
    </section>
  );
}
