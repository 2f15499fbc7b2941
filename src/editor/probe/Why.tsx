/* Why this number: a tree that unfolds it into its samples and products, and each of them into the numbers that made it, as
   far back as the loss and the input. A number that is looked at lights its tensor. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { useChainrule } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { cellName, namingFor } from './names.ts';
import styles from './probe.module.css';
import { probeOf } from './probe.ts';
import type { Samples } from './samples.ts';
import { useProbeSay } from './say.ts';
import { sumOf } from './sum.ts';
import { type Row, useUnfolded } from './use-unfolded.ts';
import type { NumberItem } from './why.ts';

interface Props {
  readonly root: NumberItem;
  readonly plan: Plan;
  readonly samples: Samples;
}

/** Steps to the right that show on the screen; deeper rows stand below one another. */
const DEEPEST = 12;

export function Why({ root, plan, samples }: Props) {
  const store = useChainrule();
  const say = useProbeSay();
  const { rows, unfold, fold, isGiven } = useUnfolded(store, root, samples);
  const [at, setAt] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const moves = useRef(false);
  const probe = probeOf(store);
  useEffect(() => () => probe.light(null), [probe]);
  useEffect(() => {
    if (moves.current) tree.current?.querySelector<HTMLElement>(`[data-key="${at}"]`)?.focus();
  }, [at]);
  const toggle = ({ key, item, open, opens }: Row) => (open ? fold(key) : opens && void unfold(key, item));
  const pressed = (event: KeyboardEvent) => {
    const place = rows.findIndex(({ key }) => key === at);
    const row = rows[place];
    if (!row) return;
    const go = (key: string | undefined) => {
      moves.current = true;
      if (key !== undefined) setAt(key);
    };
    if (event.key === 'ArrowDown') go(rows[place + 1]?.key);
    else if (event.key === 'ArrowUp') go(rows[place - 1]?.key);
    else if (event.key === 'Home') go(rows[0]?.key);
    else if (event.key === 'End') go(rows.at(-1)?.key);
    else if (event.key === 'ArrowRight') row.open ? go(rows[place + 1]?.key) : toggle(row);
    else if (event.key === 'ArrowLeft') row.open && row.key !== '' ? fold(row.key) : go(row.key.replace(/\/?\d*$/, ''));
    else if (event.key === 'Enter' || event.key === ' ') toggle(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const light = ({ item }: Row) => probe.light(item.kind === 'number' ? item.place : null);
  return (
    <div ref={tree} role="tree" aria-label={say('why')} className={styles.why} onKeyDown={pressed}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the tree's.
        <div
          key={row.key}
          role="treeitem"
          tabIndex={row.key === at ? 0 : -1}
          data-key={row.key}
          data-kind={row.item.kind}
          aria-level={row.level}
          aria-expanded={row.opens ? row.open : undefined}
          aria-selected={row.key === at}
          style={{ paddingLeft: 12 * Math.min(DEEPEST, row.level - 1) }}
          onClick={() => {
            setAt(row.key);
            toggle(row);
          }}
          onFocus={() => {
            setAt(row.key);
            light(row);
          }}
          onPointerEnter={() => light(row)}
          onPointerLeave={() => probe.light(null)}
        >
          <span aria-hidden="true">{row.opens ? (row.open ? '▾' : '▸') : '·'}</span>
          <RowShown row={row} plan={plan} given={isGiven(row.key)} home={root.place} />
        </div>
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: Row;
  readonly plan: Plan;
  readonly given: boolean;
  /** Letters are those of its node. */
  readonly home: NumberItem['place'];
}

function RowShown({ row: { item }, plan, given, home }: RowProps) {
  const say = useProbeSay();
  if (item.kind === 'rest') return <i>{say('more', { count: item.count, sum: fmt(item.sum) })}</i>;
  if (item.kind === 'number')
    return (
      <span>
        <code>{cellName((address) => address, { address: item.place, index: item.index })}</code> ={' '}
        <b>{fmt(item.value)}</b>
        {given && <small> {say('why-given')}</small>}
      </span>
    );
  const { part, of } = item;
  const naming = namingFor(plan, part.terms[0]?.node ?? parts(home).node);
  const letters = sumOf(plan, { terms: part.terms, omitted: 0, omittedSum: 0, result: part.product }, naming).letters;
  const share = of === 0 ? 0 : part.product / of;
  return (
    <span>
      <b>{fmt(part.product)}</b>
      {part.sample !== undefined && <em>n = {part.sample}</em>} <code>{letters}</code>
      {of !== 0 && <small> {say('why-share', { share: (100 * share).toFixed(0).replace('-', '−') })}</small>}
    </span>
  );
}
