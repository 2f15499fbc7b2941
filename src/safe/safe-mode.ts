/* Safe mode: a list of what storage holds, to be saved as it is. It shares no code with the editor, and opens, parses and
   draws no document. */
import { safeMode } from '../words/safe-mode.ts';
import { forgive } from './starts.ts';

type Words = (typeof safeMode)['en' | 'ja'];

/** Fills the page; `message` says what failed, when that is known. */
export async function openSafeMode(root: HTMLElement, language: 'en' | 'ja', message?: string): Promise<void> {
  const words = safeMode[language];
  document.title = words.title;
  const list = element('ul');
  root.replaceChildren(
    element(
      'main',
      element('h1', words.title),
      element('p', message === undefined ? words.why : words.failed.replace('{message}', message)),
      list,
      link(words.again, location.pathname),
      element('br'),
      link(words.other, `${location.pathname}?example=moons`),
    ),
  );
  (root.firstElementChild as HTMLElement).className = 'safe-mode';
  try {
    list.replaceChildren(...(await entries(words, language)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    list.replaceChildren(element('li', words.unreadable.replace('{message}', reason)));
  }
}

async function entries(words: Words, language: string): Promise<readonly HTMLElement[]> {
  const database = await answered(indexedDB.open('chainrule'));
  if (!database.objectStoreNames.contains('rows')) return [element('li', words.none)];
  const stores = ['rows', 'entries', 'snapshots'] as const;
  const transaction = database.transaction(stores);
  const [rows, records, snapshots] = await Promise.all(
    stores.map((name) => answered(transaction.objectStore(name).getAll()) as Promise<readonly unknown[]>),
  );
  const [keys, recordKeys, snapshotKeys] = await Promise.all(
    stores.map((name) => answered(transaction.objectStore(name).getAllKeys())),
  );
  const isOf = (id: IDBValidKey, key: IDBValidKey | undefined) => Array.isArray(key) && key[0] === id;
  if (!keys || keys.length === 0) return [element('li', words.none)];
  return keys.map((id, place) => {
    const row = rows?.[place] as { title?: unknown; savedAt?: unknown } | undefined;
    const own = snapshots?.filter((_, at) => isOf(id, snapshotKeys?.[at])) ?? [];
    const raw = { id, row, snapshots: own, entries: records?.filter((_, at) => isOf(id, recordKeys?.[at])) };
    const versions = own.map((each) => {
      const { text, at } = each as { text?: unknown; at?: unknown };
      const time = new Date(Number(at)).toLocaleString(language);
      return save(words.version.replace('{time}', time), `${id}.chainrule.json`, () => String(text));
    });
    return element(
      'li',
      element('b', String(row?.title || words.untitled)),
      save(words.raw, `${id}.raw.json`, () => JSON.stringify(raw, null, 1)),
      ...versions,
    );
  });
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function element(name: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** A start that the user wants is not one that failed. */
function link(text: string, href: string): HTMLElement {
  const made = document.createElement('a');
  made.href = href;
  made.textContent = text;
  made.addEventListener('click', forgive);
  return made;
}

function save(text: string, name: string, content: () => string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', () => {
    const url = URL.createObjectURL(new Blob([content()], { type: 'application/json' }));
    const made = document.createElement('a');
    made.href = url;
    made.download = name;
    made.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  });
  return button;
}
