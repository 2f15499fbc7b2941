/* What the revision of a document depends on, and what not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument, type GraphDocument } from './document.ts';
import { revision } from './revision.ts';

const document: GraphDocument = {
  ...emptyDocument('Revision'),
  nodes: {
    linear1: { type: 'linear', position: { x: 0, y: 0 }, settings: { features: 2 } },
    relu1: { type: 'relu', position: { x: 0, y: 0 }, settings: {} },
  },
  wires: { 'relu1.Z': 'linear1.Z' },
};
const { linear1, relu1 } = document.nodes;

test('nothing that is only seen changes it, nor the order of keys', () => {
  fc.assert(
    fc.property(arbitraryDocument, fc.integer(), fc.string(), (document, x, text) => {
      const moved = Object.entries(document.nodes).map(([id, node]) => [
        id,
        { ...node, position: { x, y: 1 }, label: text },
      ]);
      const seen: GraphDocument = {
        ...document,
        title: text,
        nodes: Object.fromEntries(moved.reverse()),
        wires: Object.fromEntries(Object.entries(document.wires).reverse()),
        view: { notes: { note1: { text, position: { x: 1, y: 2 }, width: 20, height: 20 } } },
        card: { title: { en: text, ja: text }, says: { en: '', ja: '' }, try: [] },
      };
      expect(revision(seen)).toBe(revision(document));
    }),
  );
});

test('everything that changes a number changes it', () => {
  const changes: Partial<GraphDocument>[] = [
    { nodes: { ...document.nodes, relu1: { type: 'elu', position: { x: 0, y: 0 }, settings: {} } } },
    { nodes: { ...document.nodes, ...(linear1 && { linear1: { ...linear1, settings: { features: 3 } } }) } },
    { nodes: { ...document.nodes, ...(relu1 && { relu1: { ...relu1, muted: true } }) } },
    { nodes: { ...document.nodes, ...(relu1 && { relu2: relu1 }) } },
    { wires: {} },
    { ties: { 'relu1.W': 'linear1.W' } },
    { values: { 'linear1.W': { shape: [1], data: [0] } } },
    { values: { 'linear1.W': { shape: [1], data: [-0] } } },
    { frozen: ['linear1.W'] },
    { training: { ...document.training, seed: 1 } },
    { training: { ...document.training, learningRate: 0.1000000001 } },
    { definitions: { square: 1 } },
  ];
  const revisions = new Set(changes.map((change) => revision({ ...document, ...change })));
  expect(revisions.add(revision(document)).size).toBe(changes.length + 1);
  for (const each of revisions) expect(each).toMatch(/^[0-9a-f]{16}$/);
});

test('a node that is said not to be muted is one that is not', () => {
  const spoken = { ...document, nodes: { ...document.nodes, ...(relu1 && { relu1: { ...relu1, muted: false } }) } };
  expect(revision(spoken)).toBe(revision(document));
  expect(revision({ ...document, ties: {}, frozen: [], values: {} })).toBe(revision(document));
});

test('ten thousand documents that differ in one digit have ten thousand revisions', () => {
  const seeds = Array.from({ length: 10_000 }, (_, seed) =>
    revision({ ...document, training: { ...document.training, seed } }),
  );
  expect(new Set(seeds).size).toBe(10_000);
});
