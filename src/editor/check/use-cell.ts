/* One number of a tensor as it is now, and what is known of the loss around it. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Address } from '../../document/document.ts';
import type { CheckedCell } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { around, type Point } from './loss-curve.ts';

/** How far the loss is looked at on either side. */
export const REACH = 0.5;
const STEPS = 20;

export interface Around {
  readonly w: number;
  readonly loss: number;
  readonly cell: CheckedCell;
  /** At w − h, w and w + h; and over ±REACH. */
  readonly near: readonly Point[];
  readonly wide: readonly Point[];
}

/** The number `flat` after the first, as the last report had it. */
export function useValue(place: Address, flat: number, width: number): number | undefined {
  const { live } = useChainrule();
  const [row, column] = [Math.floor(flat / width), flat % width];
  const source = useMemo(
    () => live.source((address) => ({ address, form: 'window', row, column, rows: 1, columns: 1 })),
    [live, row, column],
  );
  return useSyncExternalStore(
    useCallback((listener) => source.subscribe(place, listener), [source, place]),
    useCallback(() => source.read(place)?.picture?.cells[0], [source, place]),
  );
}

/** Asked anew when another number, iteration or network is shown, and by `again`; null before the answer, undefined where
    there is none. */
export function useAround(place: Address, index: readonly number[], w: number | undefined) {
  const store = useChainrule();
  const step = useSession((session) => session.measures?.step);
  const [found, setFound] = useState<{ readonly key: string; readonly around: Around | undefined } | null>(null);
  const [asked, setAsked] = useState(0);
  const key = JSON.stringify([place, index, step, asked]);
  const known = w !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for place, index and iteration; a number that is being moved asks nothing anew.
  useEffect(() => {
    if (w === undefined) return;
    let wanted = true;
    void lookAround(store.ask, place, index, w).then((around) => wanted && setFound({ key, around }));
    return () => {
      wanted = false;
    };
  }, [key, known]);
  return { around: found?.key === key ? found.around : null, again: () => setAsked((count) => count + 1) };
}

async function lookAround(
  ask: ReturnType<typeof useChainrule>['ask'],
  address: Address,
  index: readonly number[],
  w: number,
): Promise<Around | undefined> {
  const h = 1e-5 * Math.max(1, Math.abs(w));
  const [near, wide] = [[w - h, w, w + h], around(w, REACH, STEPS)];
  const [check, answer] = await Promise.all([
    ask({ kind: 'check', address, index }),
    ask({ kind: 'losses', address, index, values: [...near, ...wide] }),
  ]);
  const cell = check.kind === 'check' ? check.tensors[0]?.cells[0] : undefined;
  if (!cell || answer.kind !== 'losses') return undefined;
  const losses = [...near, ...wide].map((x, i) => ({ x, y: answer.losses[i]! }));
  return { w, loss: answer.losses[1]!, cell, near: losses.slice(0, 3), wide: losses.slice(3) };
}
