/* The lines of a file: one is picked by the pointer or the arrow keys and selects its node, and those of the selected node
   are marked. */
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useChainrule, useSession } from '../context.ts';
import styles from './export.module.css';
import { highlighted, type Piece } from './highlight.ts';
import { useExporting } from './say.ts';
import type { Exported } from './use-exported.ts';

type File = Exported['files'][number];
/** Lines that Page Up and Page Down go by. */
const PAGE = 20;

export function CodeList({ file }: { readonly file: File }) {
  const store = useChainrule();
  const say = useExporting();
  const id = useId();
  const selection = useSession((session) => session.selection);
  const list = useRef<HTMLDivElement>(null);
  const { lines } = file;
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, lines.length - 1);
  const pieces = useMemo(() => piecesOf(file), [file]);
  const numbers = useMemo(() => numbered(lines), [lines]);
  // What was picked here is in sight already.
  const picked = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written anew stays where it was scrolled to.
  useEffect(() => {
    const first = lines.findIndex(({ node }) => node !== undefined && selection.has(node));
    const seen = picked.current !== null && selection.has(lines[picked.current]?.node ?? '');
    picked.current = null;
    if (first < 0 || seen) return;
    setActive(first);
    list.current?.children[first]?.scrollIntoView({ block: 'center' });
  }, [selection]);
  const pick = (place: number) => {
    const { node } = lines[place] ?? {};
    if (node === undefined) return;
    picked.current = place;
    store.select([node]);
  };
  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element ? target.closest('[role="option"]') : null;
    // Whoever marks text to copy it selects no node.
    if (!row || !getSelection()?.isCollapsed) return;
    const place = [...(list.current?.children ?? [])].indexOf(row);
    setActive(place);
    pick(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = goal(event.key, active, lines.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    if (event.key === 'Enter' || event.key === ' ') return pick(active);
    setActive(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div
      ref={list}
      className={styles.code}
      role="listbox"
      tabIndex={0}
      aria-label={say('lines', { file: file.name, count: numbers.at(-1) ?? 0 })}
      aria-multiselectable="true"
      aria-activedescendant={`${id}-${active}`}
      data-testid="code"
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {lines.map((each, place) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
          key={place}
          id={`${id}-${place}`}
          number={numbers[place] ?? 0}
          pieces={pieces[place] ?? []}
          packed={each.packed === undefined ? null : say('packed', { count: each.packed })}
          node={each.node ?? null}
          selected={each.node !== undefined && selection.has(each.node)}
          active={place === active}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly number: number;
  readonly pieces: readonly Piece[];
  readonly packed: string | null;
  readonly node: string | null;
  readonly selected: boolean;
  readonly active: boolean;
}

const Line = memo(function Line({ id, number, pieces, packed, node, selected, active }: LineProps) {
  return (
    <div
      id={id}
      className={styles.line}
      role="option"
      tabIndex={-1}
      // An empty line is heard by its number.
      aria-label={packed === null && pieces.every(({ text }) => text.trim() === '') ? String(number) : undefined}
      aria-selected={selected}
      data-active={active}
      data-node={node ?? undefined}
      data-number={number}
    >
      {packed === null ? (
        pieces.map(({ text, kind }, place) =>
          kind ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place.
            <span key={place} data-kind={kind}>
              {text}
            </span>
          ) : (
            text
          ),
        )
      ) : (
        <span className={styles.packed}>{packed}</span>
      )}
    </div>
  );
});

function piecesOf({ name, lines }: File): readonly (readonly Piece[])[] {
  const texts = lines.map(({ text }) => text);
  return /\.(py|ipynb)$/.test(name) ? highlighted(texts) : texts.map((text) => [{ text }]);
}

/** The number of each line in its file, of packed ones the last. */
function numbered(lines: File['lines']): readonly number[] {
  let number = 0;
  return lines.map(({ packed }) => {
    number += packed ?? 1;
    return number;
  });
}

/** Where a key leads; undefined for one that means nothing here. */
function goal(key: string, active: number, last: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + PAGE,
    PageUp: active - PAGE,
    Home: 0,
    End: last,
    Enter: active,
    ' ': active,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.max(0, Math.min(last, to));
}
