/* The outline: the whole drawing as a list, which edits it as the canvas does. Nodes in the order in which they are
   computed; each opens into its ports, its settings and what can be done with it. Made of plain buttons and fields, so
   that every screen reader knows them. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { address, type NodeId } from '../../document/document.ts';
import { typeIn } from '../../nodes/brought.ts';
import { type Drawing, drawing } from '../canvas/card.ts';
import { canvasFit } from '../canvas/drop.ts';
import { inOrder } from '../canvas/flow.ts';
import { focusNode } from '../canvas/focus.ts';
import { useChainrule, useSession } from '../context.ts';
import { AddNode } from './AddNode.tsx';
import { OutlineItem } from './OutlineItem.tsx';
import styles from './outline.module.css';
import { useOutlineSay } from './use-outline-say.ts';

export function Outline() {
  const store = useChainrule();
  const say = useOutlineSay();
  const document = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const [open, setOpen] = useState<ReadonlySet<NodeId>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const ids = inOrder(document, plan);
  const shared = drawing(document, plan);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const focusRow = (id: NodeId) =>
    requestAnimationFrame(() =>
      rows()
        .find(({ dataset }) => dataset.row === id)
        ?.focus(),
    );
  const unfold = useCallback((id: NodeId, wanted: boolean) => {
    setOpen((now) => new Set(wanted ? [...now, id] : [...now].filter((each) => each !== id)));
  }, []);

  /** The node that has the focus, and its place. */
  const last = useRef<readonly [NodeId, number] | null>(null);
  useEffect(() => {
    const [id = '', place = 0] = last.current ?? [];
    // Where its node has vanished, the next one gets the focus.
    if (last.current && !ids.includes(id) && globalThis.document.activeElement === globalThis.document.body)
      rows()[Math.min(place, ids.length - 1)]?.focus();
  });
  // Whoever opens the outline goes on in it.
  useEffect(() => {
    const [first] = store.session.getState().selection;
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const row = all.find(({ dataset }) => dataset.row === first) ?? all[0];
    (row ?? list.current?.closest('section')?.querySelector('button'))?.focus();
  }, [store]);

  const close = () => {
    const [id] = store.session.getState().selection;
    store.showOutline(false);
    if (id) focusNode(id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows();
    const at = all.findIndex(({ dataset }) => dataset.row === row);
    const goals: ReadonlyMap<string, HTMLElement | undefined> = new Map([
      ['ArrowDown', all[at + 1]],
      ['ArrowUp', all[at - 1]],
      ['Home', all[0]],
      ['End', all.at(-1)],
    ]);
    if (goals.has(event.key)) goals.get(event.key)?.focus();
    else if (event.key === 'ArrowRight') unfold(row, true);
    else if (event.key === 'ArrowLeft') unfold(row, false);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.outline} aria-label={say('title')} onKeyDown={onKeyDown}>
      <header>
        <h2>{say('title')}</h2>
        <button type="button" className={styles.icon} aria-label={say('close')} title={say('close')} onClick={close}>
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <AddNode
        added={(id) => {
          unfold(id, true);
          focusRow(id);
          canvasFit([id]);
        }}
      />
      {ids.length === 0 && <p>{say('none')}</p>}
      <p className={styles.help}>{say('help')}</p>
      <ol ref={list} aria-label={say('nodes')}>
        {ids.map((id, place) => (
          <li
            key={id}
            onFocus={() => {
              last.current = [id, place];
              const { selection } = store.session.getState();
              // What is done by key is done to what has the focus.
              if (!(selection.size === 1 && selection.has(id))) store.select([id]);
            }}
          >
            <OutlineItem
              id={id}
              type={document.nodes[id]?.type ?? ''}
              label={document.nodes[id]?.label ?? id}
              muted={document.nodes[id]?.muted === true}
              shape={shapeOf(id, shared)}
              wrong={shared.problems.has(id)}
              shared={open.has(id) ? shared : null}
              unfold={unfold}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Of the first output. */
function shapeOf(id: NodeId, { document, plan }: Drawing): string {
  const [output = ''] = typeIn(document, document.nodes[id]?.type ?? '')?.outputs ?? [];
  return plan.shapes.get(address(id, output))?.join('×') ?? '';
}
