/* The wording of the whole editor, by language and key; a key missing in Japanese does not compile. */
import { en } from './en.ts';
import type { later } from './en-later.ts';

export type Language = 'en' | 'ja';
export type Key = keyof typeof en | keyof typeof later;
export type Dictionary = Readonly<Record<Key, string>>;
export type Values = Readonly<Record<string, string | number>>;

const dictionaries = new Map<Language, Partial<Dictionary>>([['en', en]]);

/** English is always there as far as the first screen needs it; another language is fetched before it is spoken. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'ja' && !dictionaries.has('ja')) dictionaries.set('ja', (await import('./ja.ts')).ja);
}

/** The English words of what is not on the first screen; another language has come whole. */
export async function loadLater(): Promise<void> {
  dictionaries.set('en', { ...en, ...(await import('./en-later.ts')).later });
}

/** Whether there are such words, as far as they have been loaded. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(dictionaries.get('en') ?? {}, key);
}

function template(language: Language, key: Key): string {
  const found = dictionaries.get(language)?.[key] ?? dictionaries.get('en')?.[key];
  if (found === undefined) throw new Error(`the words of ${key} have not been loaded`);
  return found;
}

/** A sentence with its {placeholders} filled. */
export function word(language: Language, key: Key, values: Values = {}): string {
  return filled(template(language, key), values);
}

/** The sentence of a problem: whatever the engine or a file reader returned as `{ code, values }`. */
export function sentence(
  language: Language,
  { code, values }: { readonly code: string; readonly values: Values },
): string {
  const key = `problem.${code}`;
  return filled(template(language, key as Key), values);
}

export function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : hole,
  );
}
