/* The probe's state and words, as components read them. */
import { useCallback, useSyncExternalStore } from 'react';
import { type ProbeKey, probeWord } from '../../words/probe.ts';
import type { Values } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { type Probed, type Probing, probeOf } from './probe.ts';

export type Say = (key: ProbeKey, values?: Values) => string;

export function useProbeSay(): Say {
  const language = useSession((session) => session.language);
  return useCallback((key: ProbeKey, values?: Values) => probeWord(language, key, values), [language]);
}

export function useProbing(): Probing {
  const probe = probeOf(useChainrule());
  return useSyncExternalStore(probe.subscribe, probe.read);
}

/** For the live region: `dW row 1 column 0, 0.05, sum of 3 products`. */
export function spoken(say: Say, tensor: string, { index, explanation, value }: Probed): string {
  const [row = '', column = ''] = index;
  const cell =
    index.length === 2
      ? say('cell', { tensor, row, column })
      : index.length === 1
        ? say('place', { tensor, place: row })
        : index.length === 0
          ? tensor
          : say('index', { tensor, index: index.join(', ') });
  if (value === undefined) return say('cell-pending', { cell });
  const words = { cell, value: fmt(value, true) };
  if (!explanation) return say('given-as', words);
  const count = explanation.terms.length + explanation.omitted;
  return count > 1 ? say('sum-of', { ...words, count }) : say('made-of', words);
}
