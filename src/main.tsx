/* Starts the worker, makes the store, opens what is to be opened, renders the editor. The only file that does something. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './editor/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { examples, openExample } from './document/examples.ts';
import { App } from './editor/App.tsx';
import { StoreContext } from './editor/context.ts';
import type { Embedded } from './editor/embed/embed.ts';
import { preferences } from './editor/preferences.ts';
import { Guard } from './editor/safety/Guard.tsx';
import { fetchTypes, waits } from './nodes/brought.ts';
import { begin, broke, type Start } from './safe/starts.ts';
import { createChainrule, type Store } from './store/store.ts';
import { loadLanguage } from './words/words.ts';
import { keepOffline, startDoor, startWorker } from './worker/start.ts';

const query = new URLSearchParams(location.search);
/** Milliseconds, so that keeping the site does not delay what is on the screen. */
const SOON = 4000;

/** A link opens as a new document; else the example asked for; else what was open last; else the first example. */
async function open(store: Store, { kept = true }: Partial<Embedded>): Promise<void> {
  if (location.hash.startsWith('#d=')) {
    if (await store.openBytes(new TextEncoder().encode(location.hash)))
      history.replaceState(null, '', location.pathname + location.search);
  } else if (kept && !query.has('example')) await store.openLast();
}

async function start(root: HTMLElement, { well }: Start): Promise<void> {
  const asked = examples.find(({ name }) => name === query.get('example'))?.name ?? 'moons';
  const embed = embeds ? (await import('./editor/embed/embed.ts')).embedded(query) : {};
  const store = createChainrule({ startWorker, startDoor, document: await openExample(asked), ...chosen, ...embed });
  await Promise.all([loadLanguage(chosen.language), open(store, embed)]);
  // Else its own nodes would be drawn as unknown ones first.
  if (waits(store.session.getState().history.present)) await fetchTypes();
  if (!embeds && import.meta.env.PROD) setTimeout(keepOffline, SOON);
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={store}>
        <Guard whole>
          <App onStanding={well} />
        </Guard>
      </StoreContext>
    </StrictMode>,
  );
}

/** Instead of the editor: what storage holds, to be saved as it is. */
async function safely(root: HTMLElement, message?: string): Promise<void> {
  const { openSafeMode } = await import('./safe/safe-mode.ts');
  await openSafeMode(root, chosen.language, message);
}

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the editor');
const chosen = preferences(query);
/** Only this page may stand in a frame. */
const embeds = root.dataset.embed !== undefined;
const attempt = embeds ? { safe: false, well() {} } : begin();
// Not awaited: safe mode's file imports from this one, which would wait for itself.
if (!embeds && top !== self) void import('./safe/framed.ts').then((it) => it.refuseFrame(root, chosen.language));
else if (attempt.safe) void safely(root);
else
  start(root, attempt).catch((error: unknown) => {
    broke();
    console.error(error);
    return safely(root, error instanceof Error ? error.message : String(error));
  });
