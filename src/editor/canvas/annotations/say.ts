/* The words of frames, notes and bends, as components read them. */
import { useCallback } from 'react';
import { type AnnotationKey, annotationWord } from '../../../words/annotations.ts';
import type { Values } from '../../../words/words.ts';
import { useSession } from '../../context.ts';

export function useAnnotationSay(): (key: AnnotationKey, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: AnnotationKey, values?: Values) => annotationWord(language, key, values), [language]);
}
