/* A document that is being edited, with what of it storage has not confirmed, and what is to be written of it next. */
import type { GraphDocument } from '../document/document.ts';
import { beginning, type Entry, type Head, type Kept, snapshotOf } from '../document/journal.ts';
import type { Batch, Row } from './shelf.ts';

/** A document with what of it is not confirmed yet. */
export interface Draft {
  readonly id: string;
  document: GraphDocument;
  head: Head;
  stored: boolean;
  /** Its first write has begun and is not answered. */
  storing: boolean;
  /** Where it began: the first write's snapshot. */
  readonly first: GraphDocument;
  original: Uint8Array | undefined;
  waiting: Entry[];
  /** The number of the last entry whose write has begun. */
  begun: number;
  /** How many writes have not been answered. */
  awaited: number;
  sinceSnapshot: number;
  /** It lost against another tab: nothing of it is written any more. */
  lost: boolean;
}

export function drafted(id: string, document: GraphDocument, stored: Head | null): Draft {
  const head = stored ?? beginning(id);
  return {
    ...{ id, document, head, stored: stored !== null, storing: false, first: document, original: undefined },
    ...{ waiting: [], begun: head.seq, awaited: 0, sinceSnapshot: 0, lost: false },
  };
}

/** What the start page shows of it. */
export function rowOf({ id, document, head }: Draft, savedAt: number): Row {
  const { title, card, nodes } = document;
  const count = Object.keys(nodes).length;
  return { id, title, ...(card && { cardTitle: card.title }), nodes: count, savedAt, head };
}

/** What is to be written next of a document that storage has, or is being given; null: nothing. The first write, or the
    one that puts it back after it was taken away, is a snapshot with its edits. */
export function batchOf(draft: Draft, now: number): Batch | null {
  const row = rowOf(draft, now);
  if (draft.stored || draft.storing) {
    const entries = draft.waiting.filter(({ seq }) => seq > draft.begun);
    return entries.length > 0 ? { row, entries, unlisted: !draft.stored } : null;
  }
  const fresh = draft.waiting[0]?.seq === 1;
  const snapshot = fresh
    ? snapshotOf(draft.id, beginning(draft.id), draft.first, now)
    : snapshotOf(draft.id, draft.head, draft.document, now);
  const original = draft.original && { original: draft.original };
  return { row, entries: fresh ? [...draft.waiting] : [], snapshot, ...original };
}

/** No write of it has been begun: after a connection was lost. */
export function forget(draft: Draft): void {
  draft.awaited = 0;
  draft.storing = false;
  draft.begun = (draft.waiting[0]?.seq ?? draft.head.seq + 1) - 1;
}

/** Of the entries that wait, those that storage does not have; or that another tab has written in their place. */
export function compared(waiting: readonly Entry[], { entries, snapshots }: Kept): Entry[] | 'foreign' | 'nothing' {
  const mine = new Map(waiting.map(({ seq, hash }) => [seq, hash]));
  const first = waiting[0]?.seq ?? Number.POSITIVE_INFINITY;
  const beyond = [...entries, ...snapshots].filter(({ seq }) => seq >= first);
  if (beyond.some(({ seq, hash }) => mine.get(seq) !== hash)) return 'foreign';
  if (beyond.length === 0) return 'nothing';
  const covered = Math.max(-1, ...snapshots.filter(({ seq }) => seq >= first).map(({ seq }) => seq));
  const there = new Set(entries.map(({ seq }) => seq));
  return waiting.filter(({ seq }) => seq > covered && !there.has(seq));
}
