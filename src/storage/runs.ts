/* The runs of documents, in a database of their own: apart from the documents, so that no run can crowd one out. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Address, GraphDocument } from '../document/document.ts';

export interface RunPoint {
  readonly step: number;
  readonly value: number;
}

export interface StoredRun {
  readonly id: string;
  /** Of which document, as storage names it, and as it was. */
  readonly documentId: string;
  readonly revision: string;
  readonly document: GraphDocument;
  readonly at: number;
  readonly name: string;
  readonly note: string;
  readonly pinned: boolean;
  readonly steps: number;
  readonly loss: number;
  readonly accuracy?: number;
  readonly testLoss?: number;
  readonly testAccuracy?: number;
  /** Few points of each: what a chart draws. */
  readonly curves: Readonly<Record<'loss' | 'testLoss' | 'accuracy' | 'testAccuracy', readonly RunPoint[]>>;
  readonly best?: {
    readonly by: 'test' | 'loss';
    readonly step: number;
    readonly value: number;
    /** Absent where they are too many. */
    readonly tensors?: ReadonlyMap<Address, Float32Array | Float64Array>;
  };
}

interface Schema extends DBSchema {
  runs: { key: string; value: StoredRun; indexes: { document: string } };
}

/** Of one document, besides those that are pinned: the oldest goes first. */
const MOST = 40;

let opening: Promise<IDBPDatabase<Schema>> | undefined;

/** Null where there is no storage, or none that can be had: then runs last as long as the page. */
async function opened(): Promise<IDBPDatabase<Schema> | null> {
  opening ??= openDB<Schema>('chainrule-runs', 1, {
    upgrade(database) {
      database.createObjectStore('runs', { keyPath: 'id' }).createIndex('document', 'documentId');
    },
  });
  try {
    return await opening;
  } catch (error) {
    opening = undefined;
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

/** The newest first. */
export async function runsOf(documentId: string): Promise<readonly StoredRun[]> {
  const runs = (await (await opened())?.getAllFromIndex('runs', 'document', documentId)) ?? [];
  return runs.sort((a, b) => b.at - a.at);
}

/** False where it could not be kept. */
export async function keepRun(run: StoredRun): Promise<boolean> {
  const database = await opened();
  if (!database) return false;
  try {
    await database.put('runs', run);
    const others = (await runsOf(run.documentId)).filter(({ pinned }) => !pinned);
    for (const { id } of others.slice(MOST)) await database.delete('runs', id);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}

export async function forgetRunsOf(documentId: string): Promise<void> {
  for (const { id } of await runsOf(documentId)) await forgetRun(id);
}

export async function forgetRun(id: string): Promise<void> {
  await (await opened())?.delete('runs', id);
}
