/* Starts the worker, makes the store, opens what is to be opened, renders the editor. The only file that does something. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './editor/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { exampleText } from './document/examples.ts';
import { parseDocument } from './document/file.ts';
import { decodeLink } from './document/link.ts';
import { App } from './editor/App.tsx';
import { StoreContext } from './editor/context.ts';
import { preferences } from './editor/preferences.ts';
import { createChainrule, type Store } from './store/store.ts';
import { loadLanguage } from './words/words.ts';
import { startWorker } from './worker/start.ts';

const query = new URLSearchParams(location.search);

function exampleDocument(name: string) {
  const opened = parseDocument(exampleText(name) ?? '');
  return 'document' in opened ? opened.document : undefined;
}

/** A link opens as a new document; else the example asked for; else what was open last; else the first example. */
async function open(store: Store): Promise<void> {
  if (location.hash.startsWith('#d=')) {
    const bytes = await decodeLink(location.hash);
    if ('code' in bytes) store.say({ ...bytes, tone: 'error' });
    else if (store.openBytes(bytes)) history.replaceState(null, '', location.pathname + location.search);
  } else if (!query.has('example')) await store.openLast();
}

const asked = exampleDocument(query.get('example') ?? 'moons') ?? exampleDocument('moons');
const root = document.getElementById('root');
if (!asked || !root) throw new Error('the first example or the page is missing');
const chosen = preferences(query);
const store = createChainrule({ startWorker, document: asked, ...chosen });
await Promise.all([loadLanguage(chosen.language), open(store)]);
createRoot(root).render(
  <StrictMode>
    <StoreContext value={store}>
      <App />
    </StoreContext>
  </StrictMode>,
);
