/* What each edit does to the rest of the document. */
import { expect, test } from 'vitest';
import { bend } from './annotations.ts';
import { emptyDocument, type GraphDocument } from './document.ts';
import * as edits from './edits.ts';
import { apply, begin, type Edit } from './history.ts';
import { newId } from './names.ts';

function after(...changes: Edit[]): GraphDocument {
  let history = begin(emptyDocument('Edits'));
  for (const change of changes) history = apply(history, { code: 'test', values: {} }, change);
  return history.present;
}

const linear = (id: string) => edits.addNode(id, 'linear', { x: 0, y: 0 }, { features: 2 });

test('a new id is the type and the smallest free number', () => {
  const document = after(linear('linear1'), linear('linear3'));
  expect(newId(document, 'linear')).toBe('linear2');
  expect(newId(document, 'max-pool2d')).toBe('max-pool2d1');
  expect(newId(document, '__proto__')).toBe('proto__1');
  expect(newId(document, '9日本')).toBe('node1');
  expect(newId(document, 'x'.repeat(99))).toHaveLength(57);
});

test('removing a node takes its wires, ties, values, frozen parameters and loss with it', () => {
  const document = after(
    linear('linear1'),
    linear('linear2'),
    edits.connect('linear2.A', 'linear1.Z'),
    edits.tie('linear2.W', 'linear1.W'),
    edits.setValue('linear1.b', { shape: [1], data: [3] }),
    edits.freeze('linear1.W', true),
    edits.changeTraining({ loss: 'linear1.Z' }),
    edits.removeNodes(['linear1']),
  );
  expect(document).toEqual(after(linear('linear2')));
});

test('removing one node leaves what belongs to others', () => {
  const rest = [
    linear('linear2'),
    edits.freeze('linear2.W', true),
    edits.setValue('linear2.b', { shape: [1], data: [3] }),
  ];
  const document = after(linear('linear1'), ...rest, edits.freeze('linear1.W', true), edits.removeNodes(['linear1']));
  expect(document).toEqual(after(...rest));
});

test('an input has one wire: a second replaces the first', () => {
  const nodes = [linear('a1'), linear('a2'), linear('a3')];
  const document = after(...nodes, edits.connect('a3.A', 'a1.Z'), edits.connect('a3.A', 'a2.Z'));
  expect(document.wires).toEqual({ 'a3.A': 'a2.Z' });
  expect(after(...nodes, edits.connect('a3.A', 'a1.Z'), edits.disconnect('a3.A')).wires).toEqual({});
});

test('the last tie, value or frozen parameter takes its record with it', () => {
  const document = after(
    linear('linear1'),
    linear('linear2'),
    edits.tie('linear2.W', 'linear1.W'),
    edits.tie('linear2.W', undefined),
    edits.setValue('linear1.b', { shape: [], data: [3] }),
    edits.setValue('linear1.b', undefined),
    edits.freeze('linear1.W', true),
    edits.freeze('linear1.W', false),
  );
  expect(Object.keys(document)).toEqual(Object.keys(emptyDocument('')));
});

test('bends last as long as their wire, and go with its two ends', () => {
  const bent = [
    linear('linear1'),
    linear('linear2'),
    edits.connect('linear2.A', 'linear1.Z'),
    bend('linear2.A', [{ x: 50, y: 9.6 }]),
  ];
  const to = (x: number, y: number, ...ids: string[]) => edits.moveNodes(new Map(ids.map((id) => [id, { x, y }])));
  expect(after(...bent).view).toEqual({ bends: { 'linear2.A': [{ x: 50, y: 10 }] } });
  expect(after(...bent, to(7, 1, 'linear1')).view?.bends?.['linear2.A']).toEqual([{ x: 50, y: 10 }]);
  expect(after(...bent, to(7, 1, 'linear1', 'linear2')).view?.bends?.['linear2.A']).toEqual([{ x: 57, y: 11 }]);
  expect(after(...bent, edits.connect('linear2.A', 'linear1.Z')).view).toBeDefined();
  for (const change of [
    edits.connect('linear2.A', 'linear2.Z'),
    edits.disconnect('linear2.A'),
    edits.removeNodes(['linear1']),
    bend('linear2.A', []),
  ])
    expect(Object.keys(after(...bent, change))).not.toContain('view');
});

test('values have room for 20,000 numbers in all, and replacing makes room', () => {
  const numbers = (length: number) => ({ shape: [length], data: new Array<number>(length).fill(1) });
  const document = after(linear('a1'), edits.setValue('a1.W', numbers(15_000)));
  expect(edits.valuesFit(document, 'a1.b', numbers(5_000))).toBe(true);
  expect(edits.valuesFit(document, 'a1.b', numbers(5_001))).toBe(false);
  expect(edits.valuesFit(document, 'a1.W', numbers(20_000))).toBe(true);
});

test('training fields given as undefined go back to their defaults, and what no file could hold is left out', () => {
  const document = after(edits.changeTraining({ clipNorm: 1, batchSize: 4, seed: 7, mode: 'eval' }));
  expect(document.training).toMatchObject({ clipNorm: 1, batchSize: 4, seed: 7, mode: 'eval' });
  const back = after(
    edits.changeTraining({ clipNorm: 1, batchSize: 4, seed: 7 }),
    edits.changeTraining({ clipNorm: undefined, batchSize: undefined, seed: undefined, learningRate: Number.NaN }),
  );
  expect(back).toEqual(emptyDocument('Edits'));
});

test('a node may not have a name of Object.prototype, nor a position that is nowhere', () => {
  const nowhere = edits.addNode('a1', 'relu', { x: Number.NaN, y: 0 }, {});
  expect(after(linear('constructor'), linear('__proto__'), linear('1a'), nowhere)).toEqual(emptyDocument('Edits'));
  expect(after(edits.addNode('a1', 'relu', { x: 8e14, y: 0 }, {})).nodes.a1?.position).toEqual({ x: 1e6, y: 0 });
});
