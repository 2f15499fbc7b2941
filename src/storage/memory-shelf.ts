/* For tests: a storage in memory that several tabs share, whose every answer waits until the test lets it come, and may
   be a failure. It keeps the promises of IndexedDB: writes take place in the order in which they began, whole or not. */
import type { Entry, Snapshot } from '../document/journal.ts';
import type { Batch, Row, Shelf } from './shelf.ts';

export type Fate = 'done' | 'aborted' | 'silent' | 'silent-done';

interface Waiting {
  readonly what: string;
  readonly settle: (fate: Fate) => void;
}

export interface Disk {
  readonly rows: Map<string, Row>;
  readonly entries: Map<string, Entry & { readonly id: string }>;
  readonly snapshots: Map<string, Snapshot & { readonly id: string }>;
  last: string | undefined;
  /** What has begun and is not answered, in order. */
  readonly waiting: Waiting[];
}

export function disk(): Disk {
  return { rows: new Map(), entries: new Map(), snapshots: new Map(), last: undefined, waiting: [] };
}

/** Lets the call that has waited longest be answered. */
export function answer(on: Disk, fate: Fate = 'done'): void {
  on.waiting.shift()?.settle(fate);
}

const error = (name: string) => new DOMException(name, name);

export function memoryShelf(on: Disk): Shelf {
  function call<T>(what: string, act: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      on.waiting.push({
        what,
        settle(fate) {
          if (fate === 'aborted') return reject(error('QuotaExceededError'));
          if (fate === 'silent') return;
          try {
            const value = act();
            if (fate === 'done') resolve(value);
          } catch (failure) {
            if (fate === 'done') reject(failure);
          }
        },
      });
    });
  }
  const of = <T extends { id: string }>(map: ReadonlyMap<string, T>, id: string) =>
    [...map.values()].filter((each) => each.id === id);
  return {
    write: ({ row, entries = [], snapshot, unlisted, last }: Batch) =>
      call('write', () => {
        const taken = entries.some(({ seq }) => on.entries.has(`${row.id} ${seq}`));
        const first = entries[0]?.seq ?? Number.POSITIVE_INFINITY;
        const beyond = of(on.snapshots, row.id).some(({ seq }) => seq >= first);
        if (taken) throw error('ConstraintError');
        for (const entry of entries) on.entries.set(`${row.id} ${entry.seq}`, { ...entry, id: row.id });
        if (snapshot) on.snapshots.set(`${row.id} ${snapshot.seq}`, { ...snapshot, id: row.id });
        if (!unlisted) on.rows.set(row.id, row);
        if (last && !unlisted) on.last = row.id;
        if (beyond) throw error('ConstraintError');
      }),
    writeRow: (row) => call('writeRow', () => void on.rows.set(row.id, row)),
    rows: () => call('rows', () => [...on.rows.values()]),
    read: (id) =>
      call('read', () => {
        const row = on.rows.get(id);
        return row && { id, row, entries: of(on.entries, id), snapshots: of(on.snapshots, id) };
      }),
    written: (id) => call('written', () => ({ id, entries: of(on.entries, id), snapshots: of(on.snapshots, id) })),
    original: () => call('original', () => undefined),
    compact: (id) =>
      call('compact', () => {
        const seqs = of(on.snapshots, id)
          .map(({ seq }) => seq)
          .sort((a, b) => b - a);
        const oldest = seqs[1] ?? -1;
        for (const { seq } of of(on.entries, id)) if (seq <= oldest) on.entries.delete(`${id} ${seq}`);
      }),
    erase: (id) => call('erase', () => void on.rows.delete(id)),
    last: () => call('last', () => on.last),
    setLast: (what) =>
      call('setLast', () => {
        on.last = what;
      }),
    close() {},
  };
}
