/* The words about keeping documents, in the present language. */
import { useCallback } from 'react';
import { type SafetyKey, safetyWord } from '../../words/safety.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';

export function useSafety(): (key: SafetyKey, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: SafetyKey, values?: Values) => safetyWord(language, key, values), [language]);
}
