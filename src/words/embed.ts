/* What an embedded page says, and a framed one that may not be: in both languages, fetched with them. */
import type { Language } from './words.ts';

const en = {
  open: 'Open in the editor',
  framed: 'This page may not be shown inside another one: whoever frames it could have its controls pressed unseen.',
  alone: 'Open it by itself',
} as const;

const ja: Readonly<Record<keyof typeof en, string>> = {
  open: 'エディターで開く',
  framed:
    'このページは、ほかのページの中には表示できません。枠の中では、気づかないうちに操作させられるおそれがあるためです。',
  alone: 'このページだけを開く',
};

export function embedWord(language: Language, key: keyof typeof en): string {
  return (language === 'ja' ? ja : en)[key];
}
