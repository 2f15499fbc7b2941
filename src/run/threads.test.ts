/* Several threads on one memory: the same bits as one alone, step for step. */
import { afterAll, expect, test } from 'vitest';
import { sharedModules } from '../check/engines.ts';
import { crew } from '../cli/crew.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { Wasm } from '../kernels/wasm.ts';
import type { Given } from './starting.ts';
import { Trainer } from './trainer.ts';

/** Wide enough that threads are worth it. */
function wide(): [GraphDocument, Given] {
  const nodes = {
    x: { type: 'input', settings: { shape: [301], batched: true } },
    y: { type: 'input', settings: { shape: [], batched: true, kind: 'indices' } },
    linear1: { type: 'linear', settings: { features: 333 } },
    gelu1: { type: 'gelu', settings: {} },
    'batch-norm1': { type: 'batch-norm', settings: {} },
    linear2: { type: 'linear', settings: { features: 10 } },
    loss1: { type: 'cross-entropy-loss', settings: {} },
  };
  const document = {
    ...{ format: 'chainrule', version: 1, title: '' },
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { ...node, position: { x: 0, y: 0 } }])),
    wires: {
      'linear1.A': 'x.X',
      'gelu1.Z': 'linear1.Z',
      'batch-norm1.A': 'gelu1.A',
      'linear2.A': 'batch-norm1.Z',
      'loss1.Z': 'linear2.Z',
      'loss1.y': 'y.X',
    },
    training: { ...DEFAULT_TRAINING, batchSize: 151, optimizer: { type: 'adam', settings: {} }, learningRate: 0.001 },
  } as unknown as GraphDocument;
  const rows = 400;
  const given = new Map([
    ['x.X' as Address, { shape: [rows, 301], data: Float32Array.from({ length: rows * 301 }, (_, i) => Math.sin(i)) }],
    ['y.X' as Address, { shape: [rows], data: Float32Array.from({ length: rows }, (_, i) => i % 10) }],
  ]);
  return [document, given];
}

const started: number[] = [];
afterAll(() => expect(started.length).toBeGreaterThan(0));

/** The parameters and all that the optimiser remembers after so many steps. */
async function memory(document: GraphDocument, given: Given, threads: number, steps: number): Promise<Uint8Array> {
  const module = sharedModules.get('plain')!;
  const together = crew(threads);
  const watched = together && {
    ...together,
    start: (...call: Parameters<typeof together.start>) => {
      started.push(call[2]);
      together.start(...call);
    },
  };
  const trainer = await Trainer.load(document, given, new Wasm(module, watched ?? { threads: 1, start: () => {} }));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  for (let step = 0; step < steps; step++) {
    expect(trainer.advance().broken).toBeUndefined();
    // Helpers come while the first steps run alone.
    if (step < 3 && threads > 1) await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return new Uint8Array(trainer.network.memory.slice().buffer);
}

test('two and three threads give the bits of one, on a wide network with Adam and batch norm', async () => {
  const [document, given] = wide();
  const alone = await memory(document, given, 1, 12);
  for (const threads of [2, 3]) expect(await memory(document, given, threads, 12)).toEqual(alone);
  expect(started.toSorted()).toEqual([1, 1, 2]);
}, 60_000);

test('a network too small to share is carried out by one thread, and none is started', async () => {
  const before = started.length;
  const document = await openExample('digits');
  expect(await memory(document, new Map(), 2, 5)).toEqual(await memory(document, new Map(), 1, 5));
  expect(started.length).toBe(before);
});
