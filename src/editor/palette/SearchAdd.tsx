/* Search-add: a list at the pointer; type, choose, Enter, and the node is there. Opened by a wire it lists what fits, with
   the wire still drawn; opened on a node, what may stand in its place. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { parts } from '../../document/document.ts';
import { OWN } from '../../document/own-types.ts';
import { pieceOf } from '../../document/pieces.ts';
import { reach } from '../../document/reach.ts';
import { broughtBy, typeIn } from '../../nodes/brought.ts';
import { catalogue } from '../../nodes/index.ts';
import { addedTo, fittingTypes, replaced } from '../../store/rewiring.ts';
import type { Adding } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import { editingWord } from '../../words/editing.ts';
import { canvasCentre, canvasPlace } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { focusNode } from '../canvas/focus.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { Chooser } from '../shell/Chooser.tsx';
import styles from './palette.module.css';
import { found, type Listed } from './search.ts';

export function SearchAdd() {
  const adding = useSession((session) => session.adding);
  return adding && <List key={`${adding.x} ${adding.y}`} {...adding} />;
}

function List(adding: Adding) {
  const { x, y, from, replacing } = adding;
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const [before] = useState(() => document.activeElement);
  const box = useRef<HTMLDivElement>(null);
  const close = () => store.startAdding(null);
  const own = useSession(({ history }) => broughtBy(history.present));
  const listed = (query: string) =>
    found(query, own.values()).filter(({ type }) => type !== OWN || replacing === undefined);
  const fits = useMemo(() => (from === undefined ? null : fitting(store, from)), [store, from]);
  useEffect(() => {
    return () => {
      // Whoever pressed elsewhere has chosen where the focus goes.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [before]);
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) store.startAdding(null);
    };
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('focusin', outside, true);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('focusin', outside, true);
    };
  }, [store]);
  const label =
    from !== undefined
      ? editingWord(language, 'fitting-search', { port: from })
      : replacing !== undefined
        ? editingWord(language, 'replace-search', { node: replacing })
        : say('palette.search');
  return (
    <>
      {from !== undefined && <Drawn {...adding} from={from} />}
      <div
        ref={box}
        className={styles.add}
        style={{ left: Math.max(8, Math.min(x, innerWidth - 296)), top: Math.max(8, Math.min(y, innerHeight - 336)) }}
      >
        <Chooser
          label={label}
          list={say('palette.nodes')}
          find={(query) => listed(query).filter(({ type }) => fits?.has(type) !== false)}
          keyOf={({ type }) => type}
          nothing={(query) =>
            from === undefined
              ? say('palette.nothing', { query })
              : editingWord(language, 'nothing-fits', { query, port: from })
          }
          take={(type) => {
            close();
            add(store, adding, type);
          }}
          close={close}
        >
          {(type) => (
            <>
              <FamilyIcon category={type.category} type={type.type} />
              <span>{type.words[language].name}</span>
              <small>{type.words[language].help}</small>
            </>
          )}
        </Chooser>
      </div>
    </>
  );
}

function add(store: Store, { x, y, from, replacing, free }: Adding, { type: name }: Listed): void {
  const place = (!free && canvasPlace(x, y)) || canvasCentre();
  const { present } = store.session.getState().history;
  const type = typeIn(present, name);
  if (replacing !== undefined && type) {
    const made = replaced(present, replacing, type);
    if (!made) return;
    store.change({ code: 'replace', values: { old: replacing, node: made.id } }, made.edit);
    store.select([made.id]);
    focusNode(made.id);
  } else if (from !== undefined && type) {
    // The upper left port of the new node comes to lie where the wire was dropped.
    const made = addedTo(present, from, type, { x: place.x + 88, y: place.y - 26 });
    if (!made) return;
    store.change({ code: 'add-wired', values: { node: made.id, port: from } }, made.edit);
    store.select([made.id]);
    focusNode(made.id);
  } else focusNode(store.addNode(name, place));
}

/** Only what lies before the port decides what fits it. */
function fitting(store: Store, from: NonNullable<Adding['from']>): ReadonlySet<string> {
  const { present } = store.session.getState().history;
  const before = pieceOf(present, reach(present, [parts(from).node], 'up'));
  const types = [...catalogue.values(), ...broughtBy(present).values()];
  const trial = {
    ...before,
    ...(present.definitions && { definitions: present.definitions }),
    training: present.training,
  };
  return new Set(fittingTypes(trial, from, types).map(({ type }) => type));
}

/** The wire from its port to where it was dropped. */
function Drawn({ x, y, from }: Adding & { readonly from: string }) {
  const port = document.querySelector(`[data-port="${from}"]`)?.getBoundingClientRect();
  if (!port) return null;
  const [startX, startY] = [port.left + port.width / 2, port.top + port.height / 2];
  const via = (startX + x) / 2;
  return (
    <svg className={styles.drawn} aria-hidden="true" data-testid="drawn-wire">
      <path d={`M${startX},${startY}H${via}V${y}H${x}`} />
    </svg>
  );
}
