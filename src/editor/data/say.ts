/* The words of bringing data, in the present language. */
import { useCallback } from 'react';
import { type DataKey, dataWord } from '../../words/data.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';

export type DataSay = (key: DataKey, values?: Values) => string;

export function useDataSay(): DataSay {
  const language = useSession((session) => session.language);
  return useCallback((key: DataKey, values?: Values) => dataWord(language, key, values), [language]);
}
