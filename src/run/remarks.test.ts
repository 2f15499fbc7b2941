/* Data that are odd but compute: each case is finite, and gives its sentence. */
import { expect, test } from 'vitest';
import {
  type Address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type Settings,
  type Training,
} from '../document/document.ts';
import { Reference } from '../kernels/reference.ts';
import { plan } from '../plan/plan.ts';
import { loadLanguage, sentence } from '../words/words.ts';
import type { Given } from './starting.ts';
import { Trainer } from './trainer.ts';

await loadLanguage('ja');

type Sketch = Record<string, [type: string, settings?: Settings]>;
function drawn(sketch: Sketch, wires: Record<string, string>, training: Partial<Training> = {}): GraphDocument {
  const nodes = Object.entries(sketch).map(([id, [type, settings = {}]]) => [
    id,
    { type, position: { x: 0, y: 0 }, settings },
  ]);
  return {
    ...{ format: 'chainrule', version: 1, title: '', nodes: Object.fromEntries(nodes), wires },
    training: { ...DEFAULT_TRAINING, ...training },
  } as GraphDocument;
}
async function load(document: GraphDocument, given: Record<string, readonly (readonly number[])[]> = {}) {
  const tensors = Object.entries(given).map(([place, rows]) => {
    const width = rows[0]?.length ?? 0;
    return [
      place as Address,
      { shape: place === 'y.X' ? [rows.length] : [rows.length, width], data: rows.flat() },
    ] as const;
  });
  const trainer = await Trainer.load(document, new Map(tensors) as Given, new Reference('f32'));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  return trainer;
}
const said = (trainer: Trainer) => {
  for (const language of ['en', 'ja'] as const)
    for (const remark of trainer.remarks) expect(sentence(language, remark)).not.toMatch(/[{}]/);
  return trainer.remarks.map((remark) => sentence('en', remark));
};
async function finite(trainer: Trainer, steps = 20) {
  for (let step = 0; step < steps; step++) {
    const { loss, broken } = trainer.advance();
    expect([Number.isFinite(loss), broken]).toEqual([true, undefined]);
  }
}

const classifier: Sketch = { linear1: ['linear', { features: 2 }], loss1: ['cross-entropy-loss'] };
const wires = { 'linear1.A': 'x.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'y.X' };
const inputs: Sketch = {
  x: ['input', { shape: [2], batched: true }],
  y: ['input', { shape: [], batched: true, kind: 'indices' }],
};

test('one class only: the loss is finite, and a sentence says that there is nothing to tell apart', async () => {
  const trainer = await load(drawn({ ...inputs, ...classifier }, wires), {
    'x.X': [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [9, 1],
    ],
    'y.X': [[1], [1], [1], [1], [1]],
  });
  expect(said(trainer)).toEqual([expect.stringMatching(/^y\.X: all training rows are of class 1\./)]);
  await finite(trainer);
});

test('a constant column that is to be standardised becomes 0, and a sentence names it', async () => {
  // So few training rows that some columns of the flowers are equal in them.
  const document = drawn(
    { iris1: ['iris'], ...classifier, linear1: ['linear', { features: 3 }] },
    { 'linear1.A': 'iris1.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'iris1.y' },
    { split: { test: 0.985, seed: 1 } },
  );
  for (let seed = 0; seed < 40; seed++) {
    const trainer = await load({ ...document, training: { ...document.training, split: { test: 0.985, seed } } });
    const [remark] = said(trainer).filter((text) => text.includes('column'));
    if (!remark) continue;
    expect(remark).toMatch(/^iris1: column [\d, ]+ of X has the same value in all training rows\./);
    await finite(trainer);
    return;
  }
  throw new Error('no seed gave a constant column');
});

test('data with nothing odd are loaded without a word', async () => {
  const trainer = await load(
    drawn(
      { iris1: ['iris'], ...classifier, linear1: ['linear', { features: 3 }] },
      { 'linear1.A': 'iris1.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'iris1.y' },
    ),
  );
  expect(said(trainer)).toEqual([]);
});

test('an empty batch never comes to be: no training rows, and no rows at all, are problems with a sentence', () => {
  const document = drawn({ ...inputs, ...classifier }, wires);
  const without = (rows: number, share: number) =>
    plan(
      { ...document, training: { ...document.training, split: { test: share, seed: 0 } } },
      {
        given: new Map([
          ['x.X', [rows, 2]],
          ['y.X', [rows]],
        ] as [Address, number[]][]),
      },
    );
  for (const planned of [without(0, 0.2), without(1, 0.99)]) {
    expect(planned.ready).toBe(false);
    const blocking = planned.problems.filter(({ blocks }) => blocks);
    expect(blocking.length).toBeGreaterThan(0);
    for (const problem of blocking) expect(sentence('en', problem)).toMatch(/row/);
  }
});

test('no test rows: no test figures, and nothing else changes', async () => {
  const trainer = await load(
    drawn(
      { points1: ['points', { kind: 'moons', samples: 20 }], ...classifier },
      { 'linear1.A': 'points1.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'points1.y' },
      { split: { test: 0, seed: 0 } },
    ),
  );
  await finite(trainer);
  expect(trainer.network.test()).toBeUndefined();
});

test('a loss that is not finite over the test rows alone is named, and training goes on', async () => {
  // The logarithm of a test row is −∞.
  const document = drawn(
    {
      x: ['input', { shape: [1], batched: true }],
      log1: ['log'],
      linear1: ['linear', { features: 1 }],
      loss1: ['mse-loss'],
    },
    { 'log1.A': 'x.X', 'linear1.A': 'log1.Z', 'loss1.Z': 'linear1.Z', 'loss1.y': 'x.X' },
  );
  const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const positive = await load(document, { 'x.X': rows.map((x) => [x]) });
  const [testRow = 0] = positive.network.columns.split.test;
  const trainer = await load(document, { 'x.X': rows.map((x, i) => [i === testRow ? 0 : x]) });
  await finite(trainer, 5);
  expect(positive.network.test()?.broken).toBeUndefined();
  const broken = trainer.network.test()?.broken;
  expect(broken).toBe('log1.Z');
  for (const language of ['en', 'ja'] as const)
    expect(
      sentence(language, { code: 'test-not-finite', values: { node: 'log1', tensor: 'log1.Z', step: 5 } }),
    ).toMatch(/log1\.Z/);
});
