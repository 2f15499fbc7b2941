/* How components reach the store: the whole of it, a part of its session, its words. */
import { createContext, useCallback, useContext } from 'react';
import { useStore as useZustand } from 'zustand';
import type { Words } from '../document/document.ts';
import { typeIn } from '../nodes/brought.ts';
import type { Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';
import { type Key, type Values, word } from '../words/words.ts';

export const StoreContext = createContext<Store | null>(null);

export function useChainrule(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error('a component outside StoreContext');
  return store;
}

/** Renders again when the selected part is another; select what is the same object while it says the same. */
export function useSession<T>(select: (session: Session) => T): T {
  return useZustand(useChainrule().session, select);
}

/** The type of a node of this document, of the catalogue or its own. */
export const useNodeType = (type: string) => useSession(({ history }) => typeIn(history.present, type));

/** The words of the present language: `say('transport.train')`. */
export function useSay(): (key: Key, values?: Values) => string {
  const language = useSession((session) => session.language);
  return useCallback((key: Key, values?: Values) => word(language, key, values), [language]);
}

/** Of words that belong to a document or a node type, those of the present language. */
export function useChoose(): (words: Words) => string {
  const language = useSession((session) => session.language);
  return useCallback((words: Words) => words[language], [language]);
}
