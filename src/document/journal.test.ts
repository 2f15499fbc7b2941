/* The journal: any edits come back, to the byte, from any mixture of snapshots and records; and whatever is damaged costs
   what follows on it, never what came before, never an exception. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { assigned, difference } from './difference.ts';
import { emptyDocument, type GraphDocument } from './document.ts';
import { parseDocument } from './file.ts';
import { hash } from './hash.ts';
import { beginning, type Entry, entryOf, type Head, type Snapshot, snapshotOf } from './journal.ts';
import { restore } from './restore.ts';
import { serialise } from './serialise.ts';

const label = { code: 'mend', values: {} };
const arbitraryDocuments = fc.array(arbitraryDocument, { minLength: 1, maxLength: 6 });

/** Documents one after another, each an edit of the one before, with a snapshot of the first and of those that are named. */
function written(documents: readonly GraphDocument[], snapshotAt: (seq: number) => boolean = () => false) {
  const id = 'a';
  let head: Head = beginning(id);
  const entries: Entry[] = [];
  const snapshots: Snapshot[] = [snapshotOf(id, head, documents[0] as GraphDocument, 0)];
  for (const [index, document] of documents.slice(1).entries()) {
    const entry = entryOf(id, head, label, difference(documents[index] as GraphDocument, document), index);
    entries.push(entry);
    head = { seq: entry.seq, hash: entry.hash };
    if (snapshotAt(entry.seq)) snapshots.push(snapshotOf(id, head, document, index));
  }
  return { id, entries, snapshots };
}

function texts(kept: Parameters<typeof restore>[0]): string | null {
  const found = restore(kept);
  return 'problem' in found ? null : serialise(found.document);
}

test('the difference of two documents makes one into the other and leaves the first alone', () => {
  fc.assert(
    fc.property(arbitraryDocument, arbitraryDocument, (before, after) => {
      const text = serialise(before);
      const made = assigned(before, difference(before, after));
      expect(made && serialise(made)).toBe(serialise(after));
      expect(serialise(before)).toBe(text);
      expect(difference(after, after)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('any row of edits comes back to the byte, with snapshots anywhere and records in any order', () => {
  fc.assert(
    fc.property(arbitraryDocuments, fc.array(fc.nat(5)), fc.nat(), (documents, at, turn) => {
      const kept = written(documents, (seq) => at.includes(seq));
      const by = turn % Math.max(1, kept.entries.length);
      const turned = { ...kept, entries: [...kept.entries.slice(by), ...kept.entries.slice(0, by)] };
      expect(texts(turned)).toBe(serialise(documents.at(-1) as GraphDocument));
      expect(restore(turned)).toMatchObject({ damaged: 0, report: [] });
    }),
    { numRuns: 300 },
  );
});

test('any prefix of what was written opens as exactly what it says', () => {
  fc.assert(
    fc.property(arbitraryDocuments, fc.nat(), (documents, cut) => {
      const { id, entries, snapshots } = written(documents);
      const count = cut % (entries.length + 1);
      expect(texts({ id, snapshots, entries: entries.slice(0, count) })).toBe(
        serialise(documents[count] as GraphDocument),
      );
    }),
    { numRuns: 300 },
  );
});

test('a damaged, missing or foreign record costs what follows on it and nothing before it', () => {
  fc.assert(
    fc.property(
      arbitraryDocuments,
      fc.nat(),
      fc.constantFrom('gone', 'cut', 'garbled', 'foreign'),
      (all, place, how) => {
        const { id, entries, snapshots } = written(all);
        if (entries.length === 0) return;
        const at = place % entries.length;
        const damaged = entries.flatMap((entry, index): Entry[] => {
          if (index !== at) return [entry];
          if (how === 'gone') return [];
          if (how === 'cut') return [{ ...entry, text: entry.text.slice(0, -1) }];
          if (how === 'garbled') return [{ ...entry, text: `${entry.text} ` }];
          return [{ ...entryOf('b', entry, label, [], 0), seq: entry.seq }];
        });
        expect(texts({ id, snapshots, entries: damaged })).toBe(serialise(all[at] as GraphDocument));
      },
    ),
    { numRuns: 300 },
  );
});

test('a damaged snapshot is passed over for the one before it, and every edit is still there', () => {
  const documents = ['one', 'two', 'three', 'four'].map((title) => emptyDocument(title));
  const kept = written(documents, (seq) => seq === 2);
  const broken = kept.snapshots.map((each) => (each.seq === 2 ? { ...each, text: `${each.text}{` } : each));
  expect(restore({ ...kept, snapshots: broken })).toMatchObject({ document: { title: 'four' }, damaged: 1 });
  const none = kept.snapshots.map((each) => ({ ...each, text: '' }));
  expect(restore({ ...kept, snapshots: none })).toEqual({ problem: { code: 'record-damaged', values: { id: 'a' } } });
});

test('a document of a newer version is refused by that name, not opened from an older snapshot', () => {
  const { id, snapshots, entries } = written([emptyDocument('one'), emptyDocument('two')], () => true);
  const [first, second] = snapshots as [Snapshot, Snapshot];
  const newer = serialise(emptyDocument('two')).replace('"version": 1', '"version": 2');
  const resealed = { ...second, ...snapshotOf(id, second, JSON.parse(newer), 0) };
  expect(restore({ id, snapshots: [first, resealed], entries })).toMatchObject({ problem: { code: 'newer-version' } });
});

test('nothing that storage may hold makes it throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .anything()
      .map((value) => JSON.stringify({ changes: value }, (_, each) => (typeof each === 'bigint' ? 0 : each)) ?? ''),
    fc
      .array(fc.tuple(fc.array(fc.constantFrom('nodes', '__proto__', 'a1', 'settings', 'x')), fc.jsonValue()))
      .map((changes) => JSON.stringify({ changes })),
    fc.constant(`{"changes":[[["title"],${'['.repeat(100_000)}`),
    fc.nat(3000).map((depth) => `{"changes":[[["later"],${'['.repeat(depth)}${']'.repeat(depth)}]]}`),
  );
  fc.assert(
    fc.property(arbitraryDocument, fc.array(text, { maxLength: 3 }), (document, garbage) => {
      const id = 'a';
      let head = beginning(id);
      const snapshots = [snapshotOf(id, head, document, 0)];
      const entries = garbage.map((each): Entry => {
        // Sealed as if an edit had written it: how the hash is made is no secret.
        const seq = head.seq + 1;
        head = { seq, hash: hash(`${id} ${seq} ${head.hash} ${each}`) };
        return { ...head, text: each };
      });
      const text = texts({ id, snapshots, entries });
      expect(text).not.toBeNull();
      const again = parseDocument(text ?? '');
      expect('document' in again && again.report).toEqual([]);
      expect(Reflect.get({}, 'x')).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
