/* What the open document is called on the screen. */
import type { GraphDocument } from '../../document/document.ts';
import { type Language, word } from '../../words/words.ts';

/** An example's title in the user's language until somebody renames it. */
export function shownTitle(language: Language, { title, card }: Pick<GraphDocument, 'title' | 'card'>): string {
  if (card && ['', card.title.en, card.title.ja].includes(title)) return card.title[language];
  return title || word(language, 'shell.untitled');
}
