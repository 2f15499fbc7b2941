/* The wording of the whole editor, by language and key; a key missing in Japanese does not compile. */
import { en } from './en.ts';

export type Language = 'en' | 'ja';
export type Key = keyof typeof en;
export type Dictionary = Readonly<Record<Key, string>>;
export type Values = Readonly<Record<string, string | number>>;

const dictionaries = new Map<Language, Dictionary>([['en', en]]);

/** English is always there; another language is fetched before it is spoken. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'ja' && !dictionaries.has('ja')) dictionaries.set('ja', (await import('./ja.ts')).ja);
}

function dictionary(language: Language): Dictionary {
  return dictionaries.get(language) ?? en;
}

/** A sentence with its {placeholders} filled. */
export function word(language: Language, key: Key, values: Values = {}): string {
  return filled(dictionary(language)[key], values);
}

/** The sentence of a problem: whatever the engine or a file reader returned as `{ code, values }`. */
export function sentence(
  language: Language,
  { code, values }: { readonly code: string; readonly values: Values },
): string {
  const key = `problem.${code}`;
  if (!isKey(key)) throw new Error(`words/ has no sentence for ${key}`);
  return filled(dictionary(language)[key], values);
}

function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}

function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : hole,
  );
}
