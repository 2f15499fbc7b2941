/* The words about writing a backward, in the present language. */
import { useCallback } from 'react';
import type { Values } from '../../words/words.ts';
import { type WritingKey, writingWord } from '../../words/writing.ts';
import { useSession } from '../context.ts';

export function useWriting(): (key: WritingKey, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: WritingKey, values?: Values) => writingWord(language, key, values), [language]);
}
