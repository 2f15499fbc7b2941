/* Types that a document brings: made, changed, and carried along by a copy. */
import { expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from './document.ts';
import { apply, begin } from './history.ts';
import { addOwn, changeOwn } from './own-types.ts';
import { paste, pieceOf } from './pieces.ts';

const edited = (document: GraphDocument, ...edits: Parameters<typeof apply>[2][]) =>
  edits.reduce((history, edit) => apply(history, { code: 'try', values: {} }, edit), begin(document)).present;
const own = edited(emptyDocument('Own'), addOwn('custom1', { x: 0, y: 0 }));

test('a node of a new type passes on what arrives; fields are put and taken out', () => {
  expect(own.nodes.custom1?.type).toBe('custom:custom1');
  const changed = edited(own, changeOwn('custom:custom1', { title: 'Gate', indices: ['I'] }));
  expect(changed.definitions?.['custom:custom1']).toEqual({
    ...{ inputs: ['A'], outputs: ['Z'], forward: 'Z = A', backward: 'dA = dZ' },
    ...{ title: 'Gate', indices: ['I'] },
  });
  const without = edited(changed, changeOwn('custom:custom1', { indices: undefined }));
  expect(Object.keys(without.definitions?.['custom:custom1'] as object)).not.toContain('indices');
});

test('a copy brings its type along, shares one that is the same, and renames one that is another', () => {
  const piece = pieceOf(own, ['custom1']);
  expect(Object.keys(piece.definitions ?? {})).toEqual(['custom:custom1']);
  const beside = { x: 40, y: 40 };
  const elsewhere = edited(emptyDocument('Other'), paste(emptyDocument('Other'), piece, beside, false).edit);
  expect(elsewhere.definitions).toEqual(own.definitions);
  const twice = edited(own, paste(own, piece, beside, false).edit);
  expect(twice.nodes.custom2?.type).toBe('custom:custom1');
  expect(twice.definitions).toEqual(own.definitions);
  const other = edited(own, changeOwn('custom:custom1', { forward: 'Z = 2 * A' }));
  const both = edited(other, paste(other, piece, beside, false).edit);
  expect(both.nodes.custom2?.type).toBe('custom:custom1-2');
  expect(both.definitions?.['custom:custom1-2']).toEqual(own.definitions?.['custom:custom1']);
  expect(both.definitions?.['custom:custom1']).toMatchObject({ forward: 'Z = 2 * A' });
});

test('a copy of other nodes brings none', () => {
  expect(pieceOf(own, []).definitions).toBeUndefined();
});
