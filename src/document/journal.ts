/* How a document is written down as it is made: snapshots, and after each one a record per edit. Every record names by
   its hash what it was made on, so a gap, another document's record and a damaged byte are all seen. */
import type { Assignment } from './difference.ts';
import type { GraphDocument } from './document.ts';
import { hash } from './hash.ts';
import type { Label } from './history.ts';
import { onOneLine, serialise } from './serialise.ts';

/** Where a document stands: after how many edits, and the hash that the next record is made on. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** One edit. `text` is `{ at, label, changes }` as JSON. */
export interface Entry extends Head {
  readonly text: string;
}

/** The whole document after `seq` edits. `check` is over everything else that opening it depends on. */
export interface Snapshot extends Head {
  readonly text: string;
  readonly check: string;
  readonly at: number;
  /** A point that the user wanted to be able to go back to. */
  readonly name?: string;
}

/** All that storage has of a document. */
export interface Kept {
  readonly id: string;
  readonly snapshots: readonly Snapshot[];
  readonly entries: readonly Entry[];
}

export function entryOf(id: string, base: Head, label: Label, changes: readonly Assignment[], at: number): Entry {
  const text = onOneLine({ at, label: { code: label.code, values: label.values }, changes });
  return { seq: base.seq + 1, text, hash: linked(id, base, text) };
}

export function snapshotOf(id: string, head: Head, document: GraphDocument, at: number, name?: string): Snapshot {
  const text = serialise(document);
  return { ...head, text, at, check: checked(id, head, text), ...(name === undefined ? {} : { name }) };
}

/** The hash of a document of which nothing is written down yet. */
export function beginning(id: string): Head {
  return { seq: 0, hash: hash(id) };
}

export const linked = (id: string, base: Head, text: string) => hash(`${id} ${base.seq + 1} ${base.hash} ${text}`);
export const checked = (id: string, head: Head, text: string) => hash(`${id} ${head.seq} ${head.hash} ${text}`);
