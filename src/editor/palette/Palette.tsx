/* The palette: drag a node to the canvas, or double-click it. Eight at rest; all of them on search or "more". */
import { Ellipsis, Search } from 'lucide-react';
import { type PointerEvent, useEffect, useState } from 'react';
import type { AnyNodeType } from '../../nodes/define.ts';
import { catalogue } from '../../nodes/index.ts';
import { canvasCentre, canvasPlace } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './palette.module.css';
import { AT_REST, found, grouped } from './search.ts';

interface Ghost {
  readonly type: AnyNodeType;
  readonly x: number;
  readonly y: number;
}

export function Palette() {
  const say = useSay();
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const language = useSession((session) => session.language);
  const shown = query
    ? found(query)
    : all
      ? [...catalogue.values()]
      : [...catalogue.values()].filter(({ type }) => AT_REST.includes(type));
  useEffect(() => {
    const cancel = ({ key }: KeyboardEvent) => key === 'Escape' && setGhost(null);
    window.addEventListener('keydown', cancel);
    return () => window.removeEventListener('keydown', cancel);
  }, []);
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
        />
        <kbd>/</kbd>
      </label>
      {grouped(shown).map(([category, types]) => (
        <div key={category}>
          <h2>{say(`palette.${category}`)}</h2>
          {types.map((type) => (
            <Entry key={type.type} type={type} onDrag={setGhost} />
          ))}
        </div>
      ))}
      {shown.length === 0 && <p>{say('palette.nothing', { query })}</p>}
      {!query && (
        <button type="button" className={styles.item} aria-expanded={all} onClick={() => setAll(!all)}>
          <Ellipsis size={16} aria-hidden="true" />
          {say(all ? 'palette.fewer' : 'palette.more')}
        </button>
      )}
      {ghost && (
        <div className={styles.ghost} style={{ left: ghost.x, top: ghost.y }}>
          <FamilyIcon category={ghost.type.category} type={ghost.type.type} />
          {ghost.type.words[language].name}
        </div>
      )}
    </section>
  );
}

const THRESHOLD = 4;

function Entry({ type, onDrag }: { type: AnyNodeType; onDrag: (ghost: Ghost | null) => void }) {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const [start, setStart] = useState<{ x: number; y: number } | null>(null);
  const words = type.words[language];
  const add = () => void store.addNode(type.type, canvasCentre());
  const move = (event: PointerEvent) => {
    if (!start || Math.hypot(event.clientX - start.x, event.clientY - start.y) < THRESHOLD) return;
    onDrag({ type, x: event.clientX, y: event.clientY });
  };
  const drop = (event: PointerEvent) => {
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) >= THRESHOLD) {
      const place = canvasPlace(event.clientX, event.clientY);
      if (place) store.addNode(type.type, place);
    }
    setStart(null);
    onDrag(null);
  };
  return (
    <button
      type="button"
      className={styles.item}
      title={words.help}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({ x: event.clientX, y: event.clientY });
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={() => {
        setStart(null);
        onDrag(null);
      }}
      onDoubleClick={add}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        add();
      }}
    >
      <FamilyIcon category={type.category} type={type.type} />
      {words.name}
    </button>
  );
}
