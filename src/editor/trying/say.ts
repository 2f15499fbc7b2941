/* The words of this pane in the language that is spoken. */
import { useCallback } from 'react';
import { type TryKey, tryWord } from '../../words/trying.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';

export type TrySay = (key: TryKey, values?: Values) => string;

export function useTrySay(): TrySay {
  const language = useSession((session) => session.language);
  return useCallback((key, values) => tryWord(language, key, values), [language]);
}
