/* The words about the network as code, in the present language. */
import { useCallback } from 'react';
import { type ExportingKey, exportingWord } from '../../words/exporting.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';

export function useExporting(): (key: ExportingKey, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: ExportingKey, values?: Values) => exportingWord(language, key, values), [language]);
}
