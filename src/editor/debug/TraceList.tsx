/* The micro-steps of the iteration as a list: done, current, and what waits for what. Only the rows in view are rendered,
   the current one among them. */
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { type NodeId, parts } from '../../document/document.ts';
import type { TraceEvent, Walk } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { useSize } from '../training/use-size.ts';
import { pause, useBench } from './bench.ts';
import styles from './debug.module.css';
import { missing } from './lane.ts';
import { GLYPHS } from './Phases.tsx';
import { reasonIn, whatIn } from './reason.ts';
import { rms, type Say, useDebugSay, useFigure } from './say.ts';
import { gives } from './spoken.ts';

const ROW = 22;
/** Rows kept in view after the current one. */
const AHEAD = 3;

export function TraceList() {
  const store = useChainrule();
  const say = useDebugSay();
  const events = useSession((session) => session.debug?.events ?? NONE);
  const position = useSession((session) => session.debug?.position ?? 0);
  const [box, { height }] = useSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const current = position - 1;
  const cursor = chosen ?? current;
  useKeptInView(box, Math.max(0, current), height);
  const go = (walk: Walk) => {
    pause();
    setChosen(null);
    store.walk(walk);
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      const next = Math.max(0, Math.min(events.length - 1, cursor + by));
      setChosen(next);
      reveal(box.current, next);
    } else if (event.key === 'Enter' && chosen !== null) go({ position: chosen + 1 });
    else if (event.key === 'Escape') setChosen(null);
    else return;
    event.preventDefault();
  };
  const [from, to] = [Math.floor(top / ROW) - 1, Math.ceil((top + height) / ROW) + 1];
  const rows = events.slice(Math.max(0, from), to).map((event, place) => ({ event, at: Math.max(0, from) + place }));
  return (
    <div ref={box} className={styles.trace} onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are chosen and gone to by key.
        role="grid"
        tabIndex={0}
        aria-label={say('trace')}
        aria-description={say('trace-help')}
        aria-rowcount={events.length}
        aria-activedescendant={cursor >= 0 ? `trace-${cursor}` : undefined}
        onKeyDown={press}
      >
        <tbody style={{ height: events.length * ROW }}>
          {rows.map(({ event, at }) => (
            <Row
              key={at}
              event={event}
              at={at}
              state={at < current ? 'done' : at === current ? 'current' : at === position ? 'next' : 'waits'}
              reason={at > position ? reasonIn(missing(events, at, position), say) : ''}
              chosen={at === chosen}
              onGo={go}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NONE: readonly TraceEvent[] = [];

interface RowProps {
  readonly event: TraceEvent;
  readonly at: number;
  readonly state: 'done' | 'current' | 'next' | 'waits';
  readonly reason: string;
  readonly chosen: boolean;
  readonly onGo: (walk: Walk) => void;
}

const Row = memo(
  function Row({ event, at, state, reason, chosen, onGo }: RowProps) {
    const say = useDebugSay();
    const watched = useBench(({ watches }) => watches.includes(event.writes));
    const past = state === 'done' || state === 'current';
    const size = useFigure(past && gives(event) ? event.writes : null, (statistics) => fmt(rms(statistics)));
    const remark = past
      ? (size && say('rms', { value: size })) || sent(event, say)
      : state === 'next'
        ? say('next')
        : reason;
    return (
      <tr
        id={`trace-${at}`}
        aria-rowindex={at + 1}
        aria-selected={state === 'current'}
        data-state={state}
        data-phase={event.phase}
        data-chosen={chosen}
        className={styles.row}
        style={{ top: at * ROW }}
        onClick={() => onGo({ position: at + 1 })}
      >
        <td className={styles.sign} aria-label={say(past ? `row-${state}` : 'row-waits')}>
          {state === 'current' ? GLYPHS[event.phase] : state === 'done' ? '✓' : '○'}
        </td>
        <td className={styles.place}>{at + 1}</td>
        <td className={styles.who}>{event.node}</td>
        <td className={styles.what}>{whatIn(event, say)}</td>
        <td className={styles.shape}>{event.shape.join('×')}</td>
        <td className={styles.remark} data-watched={watched}>
          {watched && '◉ '}
          {remark}
        </td>
      </tr>
    );
  },
  (a, b) =>
    a.event === b.event && a.at === b.at && a.state === b.state && a.reason === b.reason && a.chosen === b.chosen,
);

function sent({ arrival, kind, reads }: TraceEvent, say: Say): string {
  if (arrival) {
    const { to, count, of } = arrival;
    return say(of > 1 ? 'sent-of' : 'sent-to', { node: to, count, of });
  }
  if (kind !== 'receive' || reads.length === 0) return '';
  const nodes: readonly NodeId[] = reads.map((read) => parts(read).node);
  return say('came-from', { nodes: [...new Set(nodes)].join(', ') });
}

function reveal(list: HTMLElement | null, row: number, ahead = 0): void {
  if (!list) return;
  const { scrollTop, clientHeight } = list;
  const [first, last] = [row * ROW, (row + 1 + ahead) * ROW];
  if (first < scrollTop) list.scrollTop = first - ROW;
  else if (last > scrollTop + clientHeight) list.scrollTop = last - clientHeight;
}

function useKeptInView(list: { readonly current: HTMLElement | null }, row: number, height: number): void {
  const before = useRef(-1);
  useEffect(() => {
    if (height === 0 || before.current === row) return;
    before.current = row;
    reveal(list.current, row, AHEAD);
  }, [list, row, height]);
}
