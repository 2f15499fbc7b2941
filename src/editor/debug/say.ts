/* The debugger's own words, and numbers as it prints them. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Address } from '../../document/document.ts';
import { type DebugKey, debugWord } from '../../words/debugging.ts';
import type { Values } from '../../words/words.ts';
import type { Statistics } from '../../worker/view.ts';
import { useChainrule, useSession } from '../context.ts';

export type Say = (key: DebugKey, values?: Values) => string;

/** The words of the present language: `say('leave')`. */
export function useDebugSay(): Say {
  const language = useSession((session) => session.language);
  return useCallback((key: DebugKey, values?: Values) => debugWord(language, key, values), [language]);
}

/** One figure of a tensor as text; empty while it is not computed. Renders again only when the text is another. */
export function useFigure(address: Address | null, print: (statistics: Statistics) => string): string {
  const { live } = useChainrule();
  const source = useMemo(() => live.source((place) => ({ address: place, form: 'statistics' })), [live]);
  const subscribe = useCallback(
    (changed: () => void) => (address === null ? () => {} : source.subscribe(address, changed)),
    [source, address],
  );
  return useSyncExternalStore(subscribe, () => {
    const view = address === null ? undefined : source.read(address);
    return view ? print(view.statistics) : '';
  });
}

/** Root mean square over the finite numbers. */
export function rms({ norm, count, nan, infinite }: Statistics): number {
  return norm / Math.sqrt(Math.max(1, count - nan - infinite));
}
