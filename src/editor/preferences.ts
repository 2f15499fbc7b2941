/* Language, theme, kernels, keys and aids: what the address asks for, else what was chosen before, else what the browser prefers. */
import type { Session, Theme } from '../store/session.ts';
import type { Language } from '../words/words.ts';

const KEY = 'chainrule.preferences';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Kernels whose bits are the same everywhere. */
  readonly exact: boolean;
  /** The user's own keys, by the ids of commands. */
  readonly keys: Session['keys'];
  readonly aids: Session['aids'];
}

export function preferences(query: URLSearchParams): Preferences {
  const kept = remembered();
  const language = query.get('lang') ?? kept.language ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');
  const theme =
    query.get('theme') ?? kept.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  return {
    language: language === 'ja' ? 'ja' : 'en',
    theme: theme === 'dark' ? 'dark' : 'light',
    exact: kept.exact === true,
    keys: readKeys(kept.keys),
    aids: (['map', 'snap'] as const).filter((aid) => Array.isArray(kept.aids) && kept.aids.includes(aid)),
  };
}

/** Where storage is blocked the choice lasts as long as the page. */
export function remember({ language, theme, exact, keys, aids }: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ language, theme, exact, keys, aids }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function remembered(): { readonly [Name in keyof Preferences]?: Name extends 'language' | 'theme' ? string : unknown } {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return {};
    throw error;
  }
}

function readKeys(kept: unknown): Session['keys'] {
  if (typeof kept !== 'object' || kept === null) return {};
  const isKeys = (keys: unknown) => Array.isArray(keys) && keys.every((key) => typeof key === 'string' && key !== '');
  return Object.fromEntries(Object.entries(kept).filter(([, keys]) => isKeys(keys)));
}
