/* Language, theme and kernels: what the address asks for, else what was chosen before, else what the browser prefers. */
import type { Theme } from '../store/session.ts';
import type { Language } from '../words/words.ts';

const KEY = 'chainrule.preferences';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Kernels whose bits are the same everywhere. */
  readonly exact: boolean;
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
  };
}

/** Where storage is blocked the choice lasts as long as the page. */
export function remember({ language, theme, exact }: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ language, theme, exact }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function remembered(): { readonly [Name in keyof Preferences]?: Name extends 'exact' ? unknown : string } {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return {};
    throw error;
  }
}
