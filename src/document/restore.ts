/* Puts a document together again from what storage has of it: reading is not on the first screen, writing is
   (`journal.ts`). */
import { type Assignment, assigned } from './difference.ts';
import type { GraphDocument } from './document.ts';
import { type Problem, parseDocument } from './file.ts';
import { checked, type Entry, type Head, type Kept, linked, type Snapshot } from './journal.ts';
import { LIMITS } from './limits.ts';
import type { Repair } from './repair.ts';
import { scan } from './scan.ts';
import { serialise } from './serialise.ts';
import { isRecord } from './valid.ts';

export type Restored =
  | {
      readonly document: GraphDocument;
      readonly head: Head;
      /** What the one door put right. */
      readonly report: readonly Repair[];
      /** Snapshots and records that are damaged and were passed over; 0 when all is well. */
      readonly damaged: number;
    }
  | { readonly problem: Problem };

/** The latest document that can be had, through the one door: from the newest whole snapshot, by every record that
    follows on it without a gap. */
export function restore({ id, snapshots, entries }: Kept): Restored {
  let damaged = 0;
  let first: Problem | null = null;
  for (const snapshot of [...snapshots].sort((a, b) => b.seq - a.seq)) {
    const opened = checked(id, snapshot, snapshot.text) === snapshot.check ? parseDocument(snapshot.text) : null;
    if (opened && 'document' in opened) return replayed(id, snapshot, opened, entries, damaged);
    // A newer version's own records must not be read by the rules of this one.
    if (opened?.problem.code === 'newer-version') return opened;
    if (opened) first ??= opened.problem;
    damaged++;
  }
  return { problem: first ?? { code: 'record-damaged', values: { id } } };
}

function replayed(
  id: string,
  snapshot: Snapshot,
  { document, report }: { readonly document: GraphDocument; readonly report: readonly Repair[] },
  entries: readonly Entry[],
  damaged: number,
): Restored {
  let [present, head]: [GraphDocument, Head] = [document, { seq: snapshot.seq, hash: snapshot.hash }];
  const later = entries.filter(({ seq }) => seq > snapshot.seq).sort((a, b) => a.seq - b.seq);
  let count = 0;
  for (const entry of later) {
    const next = follows(id, head, entry) ? carriedOut(present, entry.text) : null;
    if (!next) break;
    [present, head] = [next, { seq: entry.seq, hash: entry.hash }];
    count++;
  }
  if (count === 0) return { document, head, report, damaged: damaged + later.length };
  const opened = parseDocument(serialise(present));
  // Edits leave nothing to repair, so this is a record that no edit of ours made: stay with the snapshot.
  if ('problem' in opened) return { document, head: { ...snapshot }, report, damaged: damaged + later.length };
  return { ...opened, head, report: [...report, ...opened.report], damaged: damaged + later.length - count };
}

function follows(id: string, base: Head, entry: Entry): boolean {
  return entry.seq === base.seq + 1 && entry.hash === linked(id, base, entry.text);
}

function carriedOut(document: GraphDocument, text: string): GraphDocument | null {
  const changes = changesOf(text);
  return changes && assigned(document, changes);
}

function changesOf(text: string): readonly Assignment[] | null {
  // A record can hold what no edit of ours wrote: nothing deep is built before it has been looked at.
  if (scan(text)) return null;
  try {
    const entry: unknown = JSON.parse(text);
    if (!isRecord(entry) || !Array.isArray(entry.changes)) return null;
    return entry.changes.every(isAssignment) ? entry.changes : null;
  } catch {
    return null;
  }
}

function isAssignment(value: unknown): value is Assignment {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return false;
  const [path] = value;
  return (
    Array.isArray(path) &&
    path.length > 0 &&
    path.length < LIMITS.depth &&
    path.every((step) => typeof step === 'string')
  );
}
