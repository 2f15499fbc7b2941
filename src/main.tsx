/* Starts the worker, makes the store, opens what is to be opened, renders the editor. The only file that does something. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './editor/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { examples, openExample } from './document/examples.ts';
import { decodeLink } from './document/link.ts';
import { App } from './editor/App.tsx';
import { StoreContext } from './editor/context.ts';
import { preferences } from './editor/preferences.ts';
import { createChainrule, type Store } from './store/store.ts';
import { loadLanguage } from './words/words.ts';
import { startWorker } from './worker/start.ts';

const query = new URLSearchParams(location.search);

/** A link opens as a new document; else the example asked for; else what was open last; else the first example. */
async function open(store: Store): Promise<void> {
  if (location.hash.startsWith('#d=')) {
    const bytes = await decodeLink(location.hash);
    if ('code' in bytes) store.say({ ...bytes, tone: 'error' });
    else if (store.openBytes(bytes)) history.replaceState(null, '', location.pathname + location.search);
  } else if (!query.has('example')) await store.openLast();
}

const asked = examples.find(({ name }) => name === query.get('example'))?.name ?? 'moons';
const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the editor');
const chosen = preferences(query);
const store = createChainrule({ startWorker, document: await openExample(asked), ...chosen });
await Promise.all([loadLanguage(chosen.language), open(store)]);
createRoot(root).render(
  <StrictMode>
    <StoreContext value={store}>
      <App />
    </StoreContext>
  </StrictMode>,
);
