/* What a step of the history is called: "add linear1". */
import type { Label } from '../../document/history.ts';
import { isKey, type Language, word } from '../../words/words.ts';

/** The words of a change; empty for a code that has none, which a newer version may have kept. */
export function changeWords(language: Language, { code, values }: Label): string {
  const key = `edit.${code}`;
  return isKey(key) ? word(language, key, values) : '';
}
