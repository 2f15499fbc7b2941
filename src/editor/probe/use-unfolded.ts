/* What is unfolded of a number, asked of the worker as it is opened; the tree as a list of rows in sight. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Store } from '../../store/store.ts';
import type { Samples } from './samples.ts';
import { type Item, type NumberItem, numbersIn, sharesOf } from './why.ts';

/** As many products are asked for. */
const TERMS = 2048;

export interface Row {
  /** Where it stands: the places on the way from the root. */
  readonly key: string;
  readonly level: number;
  readonly item: Item;
  readonly open: boolean;
  /** Whether it can be opened; a number that is found to be given cannot. */
  readonly opens: boolean;
}

/** Null: the number is given. */
type Unfolded = ReadonlyMap<string, readonly Item[] | null>;

export function useUnfolded(store: Store, root: NumberItem, samples: Samples) {
  const [found, setFound] = useState<Unfolded>(new Map());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const unfold = useCallback(
    async (key: string, item: Item) => {
      setOpen((before) => new Set([...before, key]));
      if (item.kind === 'share') setFound((before) => new Map(before).set(key, numbersIn(item.part)));
      if (item.kind !== 'number') return;
      const { place: address, index } = item;
      const answer = await store.ask({ kind: 'explain', address, index, limit: TERMS });
      const shares = answer.kind === 'explain' && answer.explanation ? sharesOf(answer.explanation, samples) : null;
      setFound((before) => new Map(before).set(key, shares));
    },
    [store, samples],
  );
  const fold = useCallback(
    (key: string) => setOpen((before) => new Set([...before].filter((each) => each !== key))),
    [],
  );
  useEffect(() => {
    void unfold('', root);
  }, [unfold, root]);
  const rows = useMemo(() => {
    const list: Row[] = [];
    const visit = (item: Item, key: string, level: number) => {
      const inside = found.get(key);
      const opened = open.has(key) && inside !== null;
      const made = item.kind === 'number' || (item.kind === 'share' && numbersIn(item.part).length > 0);
      list.push({ key, level, item, open: opened, opens: made && inside !== null });
      if (opened) for (const [place, each] of (inside ?? []).entries()) visit(each, `${key}/${place}`, level + 1);
    };
    visit(root, '', 1);
    return list;
  }, [root, found, open]);
  return { rows, unfold, fold, isGiven: (key: string) => found.get(key) === null };
}
