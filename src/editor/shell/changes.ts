/* What a step of the history is called: "add linear1". */
import type { Label } from '../../document/history.ts';
import { en } from '../../words/en.ts';
import { type Key, type Language, word } from '../../words/words.ts';

/** The words of a change; empty for a code that has none. */
export function changeWords(language: Language, { code, values }: Label): string {
  const key = `edit.${code}`;
  return Object.hasOwn(en, key) ? word(language, key as Key, values) : '';
}
