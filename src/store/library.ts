/* All documents of this browser: listed, duplicated, renamed, thrown away and taken back. Only documents that no tab has
   open are changed from here. */
import { difference } from '../document/difference.ts';
import type { GraphDocument } from '../document/document.ts';
import { beginning, entryOf, type Head, type Kept, type Snapshot, snapshotOf } from '../document/journal.ts';
import { shortened } from '../document/valid.ts';
import { unclaimed } from '../storage/claim.ts';
import { forgetRunsOf } from '../storage/runs.ts';
import type { Row } from '../storage/shelf.ts';
import { forgetTrained } from '../storage/trained.ts';
import type { Store } from './store.ts';

export type { Row, Snapshot };

/** The newest first; null where storage cannot be read. */
export async function listed(store: Store): Promise<readonly Row[] | null> {
  await store.settled();
  const rows = await (await store.shelf())?.rows().catch(() => null);
  return rows ? [...rows].sort((a, b) => b.savedAt - a.savedAt) : null;
}

export async function duplicated(store: Store, row: Row, title: string): Promise<boolean> {
  const opened = await store.readKept(row.id);
  const shelf = await store.shelf();
  if (!opened?.document || !shelf) return false;
  const [id, now] = [crypto.randomUUID(), Date.now()];
  const document = { ...opened.document, title: shortened(title) };
  const snapshot = snapshotOf(id, beginning(id), document, now);
  await shelf.write({ row: rowOf(id, document, snapshot, now), snapshot });
  return true;
}

/** False when another tab has it open. */
export async function renamed(store: Store, row: Row, title: string): Promise<boolean> {
  return unclaimed(row.id, async () => {
    const opened = await store.readKept(row.id);
    const shelf = await store.shelf();
    if (!opened?.document || !shelf) return;
    const document = { ...opened.document, title: shortened(title) };
    const changes = difference(opened.document, document);
    const now = Date.now();
    const entry = entryOf(row.id, opened.head, { code: 'rename', values: { title } }, changes, now);
    await shelf.write({ row: rowOf(row.id, document, entry, now), entries: [entry] });
  });
}

export async function binned(store: Store, row: Row, away: boolean): Promise<void> {
  const { deletedAt: _, ...rest } = row;
  await (await store.shelf())?.writeRow(away ? { ...rest, deletedAt: Date.now() } : rest);
}

export async function erased(store: Store, row: Row): Promise<void> {
  await forgetTrained(row.id);
  await forgetRunsOf(row.id);
  await (await store.shelf())?.erase(row.id);
}

/** The points of the open document that can be gone back to, the newest first. */
export async function versions(store: Store): Promise<readonly Snapshot[]> {
  await store.settled();
  const shelf = await store.shelf();
  const kept = await shelf?.read(store.session.getState().documentId).catch(() => undefined);
  return [...(kept?.snapshots ?? [])].sort((a, b) => b.seq - a.seq || b.at - a.at);
}

/** Of the open document, as it was then; null when that is damaged. */
export async function versionOf(store: Store, snapshot: Snapshot): Promise<GraphDocument | null> {
  const kept: Kept = { id: store.session.getState().documentId, snapshots: [snapshot], entries: [] };
  const restored = await store.restore(kept);
  return 'problem' in restored ? null : restored.document;
}

export async function original(store: Store): Promise<Uint8Array | undefined> {
  return (await store.shelf())?.original(store.session.getState().documentId);
}

function rowOf(id: string, { title, card, nodes }: GraphDocument, { seq, hash }: Head, savedAt: number): Row {
  const count = Object.keys(nodes).length;
  return { id, title, ...(card && { cardTitle: card.title }), nodes: count, savedAt, head: { seq, hash } };
}
