/* Where documents lie in this browser: the IndexedDB database `chainrule`. A write is begun and committed in one breath,
   because one that waits for its commit is lost when the page goes (measured: 80 of 80). */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Words } from '../document/document.ts';
import { hash } from '../document/hash.ts';
import { beginning, type Entry, type Head, type Kept, type Snapshot } from '../document/journal.ts';

/** What the start page shows of a document without opening it. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** The title of its card, for an example that nobody renamed. */
  readonly cardTitle?: Words;
  readonly nodes: number;
  readonly savedAt: number;
  readonly head: Head;
  /** In the bin, from where it can be taken out again. */
  readonly deletedAt?: number;
}

/** What is written at once or not at all. Entries and snapshots are of the row's document. */
export interface Batch {
  readonly row: Row;
  readonly entries?: readonly Entry[];
  readonly snapshot?: Snapshot;
  /** The first write is not confirmed: only that one may list the document, or edits could be listed that stand on nothing. */
  readonly unlisted?: boolean;
  /** The bytes that were opened, where opening had to put something right. */
  readonly original?: Uint8Array;
  /** It is what is open: the next start opens it again. */
  readonly last?: boolean;
}

/** What the editor needs of a storage. Whatever fails rejects; nothing is half done. */
export interface Shelf {
  /** Has begun before it returns. Rejects with a ConstraintError where another tab has written these entries' numbers. */
  write(batch: Batch): Promise<void>;
  /** Only the row: a new title of its own, into the bin and out of it. */
  writeRow(row: Row): Promise<void>;
  rows(): Promise<readonly Row[]>;
  read(id: string): Promise<(Kept & { readonly row: Row }) | undefined>;
  /** What there is of a document, listed or not. */
  written(id: string): Promise<Kept>;
  original(id: string): Promise<Uint8Array | undefined>;
  /** Forgets automatic snapshots but the newest few, and the entries that no kept one needs. */
  compact(id: string): Promise<void>;
  /** For ever. */
  erase(id: string): Promise<void>;
  last(): Promise<string | undefined>;
  setLast(what: string): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  rows: { key: string; value: Row };
  entries: { key: [id: string, seq: number]; value: Entry };
  snapshots: { key: [id: string, seq: number]; value: Snapshot };
  originals: { key: string; value: Uint8Array };
  /** `last`: what to open at the next start. */
  slots: { key: string; value: string };
  /** Version 1's documents. They stay as they were; version 2 has made its own of them. */
  documents: { key: string; value: { readonly text: string; readonly savedAt: number } };
}

/** Automatic snapshots that are kept: points to go back to, and a second chance when one of them is damaged. */
const KEPT = 10;

/** Rejects where storage is blocked. `onLost` is called when the browser takes an open database away. */
export async function openShelf(onLost: () => void): Promise<Shelf> {
  const database = await openDB<Schema>('chainrule', 2, {
    async upgrade(database, from, _to, transaction) {
      for (const store of ['rows', 'entries', 'snapshots', 'originals'] as const) database.createObjectStore(store);
      if (from === 0) {
        database.createObjectStore('slots');
        return;
      }
      const ids = await transaction.objectStore('documents').getAllKeys();
      for (const id of ids) {
        const old = await transaction.objectStore('documents').get(id);
        if (!old) continue;
        const head = beginning(id);
        const snapshot = { ...head, text: old.text, at: old.savedAt, check: hash(`${id} 0 ${head.hash} ${old.text}`) };
        await transaction.objectStore('snapshots').put(snapshot, [id, 0]);
        const row = { id, title: titleIn(old.text), nodes: 0, savedAt: old.savedAt, head };
        await transaction.objectStore('rows').put(row, id);
      }
    },
    // A newer version in another tab wants to upgrade: make way, or it waits for ever.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  return shelfOf(database);
}

/** The title as version 1 wrote it, on a line of its own. */
function titleIn(text: string): string {
  const found = /^ {2}"title": (".*"),$/m.exec(text)?.[1];
  const title: unknown = found === undefined ? '' : JSON.parse(found);
  return typeof title === 'string' ? title : '';
}

const of = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);

/** Begins all requests and commits them before it returns. A request that throws takes the others with it: without that
    they would be carried out, and the write would be half done. */
async function atOnce(
  transaction: { readonly done: Promise<void>; abort(): void; commit(): void },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const begun: Promise<unknown>[] = [transaction.done];
  try {
    for (const request of requests) begun.push(request());
    transaction.commit();
  } catch (error) {
    transaction.abort();
    // They all fail now, for the reason that is thrown here.
    await Promise.allSettled(begun);
    throw error;
  }
  await Promise.all(begun);
}

function shelfOf(database: IDBPDatabase<Schema>): Shelf {
  return {
    async write({ row, entries = [], snapshot, original, unlisted = false, last = false }) {
      const { id } = row;
      const transaction = database.transaction(['rows', 'entries', 'snapshots', 'originals', 'slots'], 'readwrite');
      const snapshots = transaction.objectStore('snapshots');
      const requests: (() => Promise<unknown>)[] = [
        // `add`, not `put`: of two tabs that write the same number only one is let in.
        ...entries.map((entry) => () => transaction.objectStore('entries').add(entry, [id, entry.seq])),
      ];
      if (!unlisted) requests.push(() => transaction.objectStore('rows').put(row, id));
      const later = IDBKeyRange.bound([id, entries[0]?.seq ?? 0], [id, Number.POSITIVE_INFINITY]);
      let beyond: readonly unknown[] = [];
      if (entries.length > 0)
        requests.unshift(async () => {
          beyond = await snapshots.getAllKeys(later);
        });
      if (last && !unlisted) requests.push(() => transaction.objectStore('slots').put(id, 'last'));
      if (snapshot) requests.push(() => snapshots.put(snapshot, [id, snapshot.seq]));
      if (original) requests.push(() => transaction.objectStore('originals').put(original, id));
      await atOnce(transaction, requests);
      // Another tab's snapshot has already gone beyond these numbers, and they will be passed over.
      if (beyond.length > 0) throw new DOMException('another tab has written on', 'ConstraintError');
    },
    async writeRow(row) {
      const transaction = database.transaction('rows', 'readwrite');
      await atOnce(transaction, [() => transaction.store.put(row, row.id)]);
    },
    rows: () => database.getAll('rows'),
    async read(id) {
      const transaction = database.transaction(['rows', 'entries', 'snapshots']);
      const [row, snapshots, entries] = await Promise.all([
        transaction.objectStore('rows').get(id),
        transaction.objectStore('snapshots').getAll(of(id)),
        transaction.objectStore('entries').getAll(of(id)),
      ]);
      return row && { id, row, snapshots, entries };
    },
    async written(id) {
      const transaction = database.transaction(['entries', 'snapshots']);
      const [snapshots, entries] = await Promise.all([
        transaction.objectStore('snapshots').getAll(of(id)),
        transaction.objectStore('entries').getAll(of(id)),
      ]);
      return { id, snapshots, entries };
    },
    original: (id) => database.get('originals', id),
    async compact(id) {
      const transaction = database.transaction(['entries', 'snapshots'], 'readwrite');
      const snapshots = await transaction.objectStore('snapshots').getAll(of(id));
      const automatic = snapshots.filter(({ name }) => name === undefined).sort((a, b) => b.seq - a.seq);
      const oldest = automatic.slice(0, 2).at(-1);
      const needless = automatic.slice(KEPT).map(
        ({ seq }) =>
          () =>
            transaction.objectStore('snapshots').delete([id, seq]),
      );
      // From the second newest on: the newest may be the damaged one.
      const covered = IDBKeyRange.bound([id, 0], [id, oldest?.seq ?? 0]);
      await atOnce(transaction, [...needless, () => transaction.objectStore('entries').delete(covered)]);
    },
    async erase(id) {
      const transaction = database.transaction(['rows', 'entries', 'snapshots', 'originals'], 'readwrite');
      await atOnce(transaction, [
        () => transaction.objectStore('rows').delete(id),
        () => transaction.objectStore('entries').delete(of(id)),
        () => transaction.objectStore('snapshots').delete(of(id)),
        () => transaction.objectStore('originals').delete(id),
      ]);
    },
    last: () => database.get('slots', 'last'),
    async setLast(what) {
      await database.put('slots', what, 'last');
    },
    close: () => database.close(),
  };
}
