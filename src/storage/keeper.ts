/* Keeps what is being edited: a record per edit, written at once and without a word, and says whether that worked.
   Nothing here throws: where storage is blocked or full, the editor goes on in memory, the state says so, and saving
   resumes by itself. */
import { difference } from '../document/difference.ts';
import type { GraphDocument } from '../document/document.ts';
import type { Label } from '../document/history.ts';
import { entryOf, type Head, type Snapshot, snapshotOf } from '../document/journal.ts';
import { batchOf, compared, type Draft, drafted, forget, rowOf } from './draft.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Batch, Shelf } from './shelf.ts';

/** `saved` only when the browser has confirmed all that was edited. */
export type SaveState = 'saving' | 'saved' | 'failed';

export interface Keeper {
  /** What is edited from now on. `head`: where storage has it; null: nowhere, and its first edit will be its first write. */
  open(id: string, document: GraphDocument, head: Head | null): void;
  /** Takes the document into storage now, without an edit. */
  keep(original?: Uint8Array): void;
  edited(before: GraphDocument, after: GraphDocument, label: Label): void;
  /** A point to go back to; resolves when it is on the disk, rejects when it cannot be. */
  mark(name: string): Promise<void>;
  /** What to open at the next start, when it is no document of storage. */
  remember(what: string): void;
  /** Where the open document stands. */
  head(): Head | null;
  /** Whether storage has the open document. */
  stored(): boolean;
  /** Begins whatever still waits. Called by itself when the page is hidden or left. */
  flush(): void;
  /** Resolves when nothing waits any more, or when that is not to be had soon. */
  settled(): Promise<void>;
  /** The storage, for those who list and read; null when it cannot be had soon. */
  shelf(): Promise<Shelf | null>;
  /** The same for one who waits as long as it takes. */
  patiently(): Promise<Shelf | null>;
}

interface Options {
  readonly onState: (state: SaveState, fault?: Fault) => void;
  /** Another tab has edited this document: what is here cannot be written there any more, and goes on as a copy. */
  readonly onConflict: (id: string, copy: string) => void;
  /** After a write was confirmed: for the tabs that follow. */
  readonly onWritten?: (id: string) => void;
  readonly open?: (onLost: () => void) => Promise<Shelf>;
  /** Milliseconds until what does not answer counts as failed, and until a failed save is tried again. */
  readonly patience?: number;
  readonly now?: () => number;
}

/** The database and its library are no part of the first screen. */
const fetched = async (onLost: () => void) => (await import('./shelf.ts')).openShelf(onLost);

/** Edits between two snapshots. */
const STRIDE = 100;

export function openKeeper(options: Options): Keeper {
  const { onState, onConflict, onWritten, open = fetched, patience = 3000, now = Date.now } = options;
  let shelf: Shelf | null = null;
  let opening: Promise<Shelf | null> | null = null;
  let draft: Draft | null = null;
  /** Drafts with something that waits; the open one, and those that were left a moment ago. */
  const drafts = new Set<Draft>();
  let last: string | null = null;
  /** Answers to writes of an earlier connection are not believed. */
  let era = 0;
  let fault: Fault | null = null;
  /** Why the last attempt to open it failed: a fault of what is edited only once something is to be written. */
  let closed: Fault = 'blocked';
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let onceSettled: (() => void)[] = [];

  function opened(): Promise<Shelf | null> {
    opening ??= open(taken).then(
      (found) => {
        shelf = found;
        return found;
      },
      (error: unknown) => {
        closed = faultOf(error, 'blocked');
        return null;
      },
    );
    return opening;
  }

  /** The browser took the database away, perhaps with all that was in it: write the open document once more, whole. */
  function taken(): void {
    disconnect();
    if (draft?.stored) {
      draft.stored = false;
      drafts.add(draft);
    }
    if (drafts.size > 0) attempt();
  }

  function disconnect(): void {
    shelf?.close();
    shelf = null;
    opening = null;
    era++;
    for (const each of drafts) forget(each);
  }

  function attempt(): void {
    clearTimeout(alarm);
    alarm = setTimeout(() => fail('silent'), patience);
    if (shelf) begin(false);
    else void opened().then((found) => (found ? begin(false) : fail(closed)));
  }

  /** Reaches `shelf.write` before it returns: a page that is going runs nothing later. One write of a document at a time
      otherwise: what is edited meanwhile goes together into the next. */
  function begin(hurried: boolean): void {
    if (last !== null && shelf) {
      shelf.setLast(last).catch(() => {});
      last = null;
    }
    for (const each of drafts) if (each.awaited === 0 || hurried) write(each);
  }

  function write(each: Draft): void {
    if (!shelf || each.lost) return;
    const next = batchOf(each, now());
    if (!next) return;
    const batch = { ...next, last: each === draft };
    each.storing ||= !each.stored;
    each.begun = each.head.seq;
    each.awaited++;
    const [connection, at] = [shelf, era];
    connection.write(batch).then(
      () => at === era && succeed(each, batch),
      (error: unknown) => at === era && void refused(connection, each, error),
    );
  }

  function succeed(each: Draft, batch: Batch): void {
    each.awaited--;
    const { head } = batch.row;
    if (batch.snapshot) each.stored = true;
    if (batch.snapshot) each.storing = false;
    // The next write brings the list up to date as well, should this one not.
    if (batch.unlisted && each.stored) shelf?.writeRow(batch.row).catch(() => {});
    // An earlier write that was not confirmed keeps its entries waiting: a later one does not speak for it.
    const [first] = batch.entries ?? [];
    if (!first || each.waiting[0]?.seq === first.seq) each.waiting = each.waiting.filter(({ seq }) => seq > head.seq);
    each.sinceSnapshot += batch.entries?.length ?? 0;
    onWritten?.(each.id);
    drained(each);
  }

  /** Goes on with what still waits; else this draft is done. */
  function drained(each: Draft): void {
    if (each.waiting.length > 0) {
      attempt();
      return;
    }
    if (each.sinceSnapshot >= STRIDE) void compact(each);
    if (each.awaited === 0) drafts.delete(each);
    if (drafts.size === 0) quiet();
  }

  function quiet(): void {
    clearTimeout(alarm);
    fault = null;
    onState('saved');
    for (const each of onceSettled) each();
    onceSettled = [];
  }

  /** Either another tab has written here, or an earlier write that we gave up has arrived after all. */
  async function refused(connection: Shelf, each: Draft, error: unknown): Promise<void> {
    if (!(error instanceof DOMException && error.name === 'ConstraintError')) {
      fail(faultOf(error, 'broken'));
      return;
    }
    const at = era;
    const kept = await connection.written(each.id).catch(() => undefined);
    if (at !== era || each.lost) return;
    const verdict = kept && compared(each.waiting, kept);
    if (!kept || verdict === 'nothing') {
      fail('broken');
      return;
    }
    if (verdict !== 'foreign' && verdict !== undefined) {
      each.waiting = verdict;
      each.stored = kept.snapshots.length > 0;
      forget(each);
      if (each.stored) drained(each);
      else attempt();
      return;
    }
    each.lost = true;
    drafts.delete(each);
    const copy = drafted(crypto.randomUUID(), each.document, null);
    if (draft === each) draft = copy;
    drafts.add(copy);
    onConflict(each.id, copy.id);
    attempt();
  }

  /** A snapshot, so that opening need not go through thousands of records; then what is no longer needed may go. */
  async function compact(each: Draft): Promise<void> {
    if (!shelf) return;
    each.sinceSnapshot = 0;
    const connection = shelf;
    try {
      await connection.write({
        row: rowOf(each, now()),
        snapshot: snapshotOf(each.id, each.head, each.document, now()),
      });
      await connection.compact(each.id);
    } catch (error) {
      // All edits are in the records, so nothing is lost; the next hundred will try again.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  function fail(why: Fault): void {
    fault = why;
    // The connection may be what broke: the next attempt opens another.
    disconnect();
    onState('failed', why);
    clearTimeout(alarm);
    alarm = setTimeout(attempt, patience);
    for (const each of onceSettled) each();
    onceSettled = [];
  }

  function flush(): void {
    begin(true);
  }

  globalThis.addEventListener?.('pagehide', flush);
  globalThis.document?.addEventListener('visibilitychange', flush);
  globalThis.document?.addEventListener('freeze', flush);

  return {
    open(id, document, head) {
      draft = drafted(id, document, head);
    },
    keep(original) {
      if (!draft) return;
      draft.original = original;
      drafts.add(draft);
      onState('saving');
      attempt();
    },
    edited(before, after, label) {
      if (!draft || draft.lost) return;
      const entry = entryOf(draft.id, draft.head, label, difference(before, after), now());
      draft.head = { seq: entry.seq, hash: entry.hash };
      draft.document = after;
      draft.waiting.push(entry);
      drafts.add(draft);
      onState('saving', fault ?? undefined);
      if (fault === null && draft.awaited === 0) attempt();
    },
    async mark(name) {
      if (!draft) return;
      const { id, document, head } = draft;
      const snapshot: Snapshot = snapshotOf(id, head, document, now(), name);
      const found = await opened();
      if (!found) throw new DOMException('storage cannot be had', 'InvalidStateError');
      await found.write({ row: rowOf(draft, now()), snapshot });
      draft.stored = true;
    },
    remember(what) {
      last = what;
      void opened().then((found) => found && begin(false));
    },
    head: () => draft?.head ?? null,
    stored: () => draft?.stored ?? false,
    flush,
    settled: () => (drafts.size === 0 || fault ? Promise.resolve() : new Promise((then) => onceSettled.push(then))),
    patiently: opened,
    async shelf() {
      const silence = new Promise<'silent'>((resolve) => setTimeout(() => resolve('silent'), patience));
      const found = await Promise.race([opened(), silence]);
      if (found && found !== 'silent') return found;
      onState('failed', found ?? closed);
      return null;
    },
  };
}
