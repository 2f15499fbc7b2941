/* The words of the outline in the present language. */
import { useCallback } from 'react';
import { type OutlineKey, outlineWord } from '../../words/outline.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';

export function useOutlineSay(): (key: OutlineKey, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: OutlineKey, values?: Values) => outlineWord(language, key, values), [language]);
}
