/* The runs of documents, for the editor: kept in this browser's storage, except by an embedded page, which keeps nothing. */
import { nowhere } from '../storage/nowhere.ts';
import { forgetRun, keepRun, runsOf, type StoredRun } from '../storage/runs.ts';
import type { Store } from './store.ts';

export type { StoredRun };

export async function stored(store: Store, run: StoredRun): Promise<void> {
  if (await keeps(store)) await keepRun(run);
}

/** The newest first. */
export async function storedRuns(store: Store, documentId: string): Promise<readonly StoredRun[]> {
  return (await keeps(store)) ? runsOf(documentId) : [];
}

export async function forgotten(store: Store, id: string): Promise<void> {
  if (await keeps(store)) await forgetRun(id);
}

async function keeps(store: Store): Promise<boolean> {
  const shelf = await store.shelf();
  return shelf !== null && shelf !== nowhere;
}
