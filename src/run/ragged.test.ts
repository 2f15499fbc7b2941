/* Last batches and test rows of other lengths than a batch, or of the same: axis 0 counts, and is worked out anew. */
import { expect, test } from 'vitest';
import { type Address, DEFAULT_TRAINING, type GraphDocument, type Settings } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { Trainer } from './trainer.ts';

/** Digits as pictures, batches of 500 with a last one of 437, through these nodes to a linear layer and a loss. */
function drawn(
  middle: Record<string, [type: string, settings: Settings]>,
  wires: Record<string, string>,
): GraphDocument {
  const nodes: typeof middle = {
    digits1: ['digits', { as: 'images' }],
    ...middle,
    linear1: ['linear', { features: 10 }],
    loss1: ['cross-entropy-loss', {}],
  };
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [type, settings]]) => [id, { type, position: { x: 0, y: 0 }, settings }]),
    ),
    wires: { ...wires, 'loss1.Z': 'linear1.Z', 'loss1.y': 'digits1.y' } as Record<Address, Address>,
    training: { ...DEFAULT_TRAINING, batchSize: 500, shuffle: false },
  };
}

async function losses(document: GraphDocument): Promise<number[]> {
  const run = await Trainer.load(document, new Map(), new Reference('f64'));
  if (!(run instanceof Trainer)) throw new Error(JSON.stringify(run));
  expect(run.plan.problems).toEqual([]);
  return Array.from({ length: run.stepsPerEpoch + 1 }, () => run.advance().loss);
}

const flattened = losses(
  drawn({ flatten1: ['flatten', {}] }, { 'flatten1.A': 'digits1.X', 'linear1.A': 'flatten1.Z' }),
);

test('a reshape with −1 for the rows trains as a flatten does', async () => {
  const reshaped = drawn(
    { reshape1: ['reshape', { shape: [-1, 64] }] },
    { 'reshape1.A': 'digits1.X', 'linear1.A': 'reshape1.Z' },
  );
  expect(await losses(reshaped)).toEqual(await flattened);
});

test('pictures sliced in two and joined again, or permuted there and back, are what they were', async () => {
  const joined = drawn(
    {
      left: ['slice', { end: 3 }],
      right: ['slice', { start: 3 }],
      concat1: ['concat', {}],
      there: ['permute', { order: [3, 0, 2, 1] }],
      back: ['permute', { order: [1, 3, 2, 0] }],
      flatten1: ['flatten', {}],
    },
    {
      'left.A': 'digits1.X',
      'right.A': 'digits1.X',
      'concat1.A': 'left.Z',
      'concat1.B': 'right.Z',
      'there.A': 'concat1.C',
      'back.A': 'there.Z',
      'flatten1.A': 'back.Z',
      'linear1.A': 'flatten1.Z',
    },
  );
  expect(await losses(joined)).toEqual(await flattened);
});

test('test rows that are as many as a batch are the test rows, whatever the batch', async () => {
  const moons = await openExample('moons');
  const run = await Trainer.load({
    ...moons,
    training: { ...moons.training, batchSize: 40, split: { test: 0.2, seed: 0 } },
  });
  if (!(run instanceof Trainer)) throw new Error(JSON.stringify(run));
  expect(run.plan.rows).toMatchObject({ batch: 40, test: 40 });
  const before = run.network.test();
  run.evaluate();
  expect(run.network.test()).toEqual(before);
});
