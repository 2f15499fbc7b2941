import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from '../document/arbitrary-document.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument, type Training } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import type { en } from '../words/en.ts';
import { loadLanguage, word } from '../words/words.ts';
import { plan } from './plan.ts';

type Nodes = Record<
  string,
  readonly [type: string, settings?: Record<string, number | string | boolean | number[]>, muted?: boolean]
>;
function drawn(
  nodes: Nodes,
  wires: Record<string, string>,
  training: Partial<Training> = {},
  more: Partial<GraphDocument> = {},
): GraphDocument {
  const records = Object.entries(nodes).map(([id, [type, settings = {}, muted]]) => [
    id,
    { type, position: { x: 0, y: 0 }, settings, ...(muted && { muted }) },
  ]);
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(records),
    wires: wires as Record<Address, Address>,
    training: { ...DEFAULT_TRAINING, ...training },
    ...more,
  };
}
await loadLanguage('ja');

const codes = (document: GraphDocument) => plan(document).problems.map(({ code }) => code);
const blocking = (document: GraphDocument) =>
  plan(document)
    .problems.filter(({ blocks }) => blocks)
    .map(({ code }) => code);

const chain: Nodes = {
  digits1: ['digits'],
  linear1: ['linear', { features: 30 }],
  relu1: ['relu'],
  linear2: ['linear', { features: 10 }],
  loss1: ['cross-entropy-loss'],
};
const wires = {
  'linear1.A': 'digits1.X',
  'relu1.Z': 'linear1.Z',
  'linear2.A': 'relu1.A',
  'loss1.Z': 'linear2.Z',
  'loss1.y': 'digits1.y',
};

test.each([...(await openExamples())])('the example %s plans without a problem', (_, document) => {
  const planned = plan(document);
  expect(planned.problems).toEqual([]);
  expect(planned.ready).toBe(true);
});

test('shapes are known before anything runs, and rows divide as sklearn divides them', () => {
  const planned = plan(drawn(chain, wires));
  expect(planned.rows).toEqual({ total: 1797, train: 1437, test: 360, batch: 32, last: 29, batches: 45 });
  expect(planned.shapes.get('linear1.W')).toEqual([30, 64]);
  expect(planned.shapes.get('loss1.L')).toEqual([]);
  expect(planned.losses).toEqual(['loss1.L']);
});

test('a spare branch that would change its parameters with the rows is left out, and what reads it', () => {
  const planned = plan(
    drawn(
      { ...chain, transpose1: ['transpose'], linear3: ['linear'], relu2: ['relu'] },
      { ...wires, 'transpose1.A': 'digits1.X', 'linear3.A': 'transpose1.Z', 'relu2.Z': 'linear3.Z' },
    ),
  );
  const steps = planned.steps.map(({ node }) => node);
  expect(steps).toContain('transpose1');
  expect(steps).not.toContain('linear3');
  expect(steps).not.toContain('relu2');
  expect(planned.problems).toMatchObject([{ code: 'rows-change-shape', node: 'linear3', blocks: false }]);
  expect(planned.ready).toBe(true);
});

test('a loop is named, and only the loop', () => {
  const looped = drawn(
    { ...chain, add1: ['add'], relu2: ['relu'], tanh1: ['tanh'] },
    { ...wires, 'add1.A': 'linear1.Z', 'add1.B': 'relu2.A', 'relu2.Z': 'add1.C', 'tanh1.Z': 'relu2.A' },
  );
  const problem = plan(looped).problems.find(({ code }) => code === 'loop');
  expect(problem?.values.loop).toMatch(/^(add1 → relu2 → add1|relu2 → add1 → relu2)$/);
  expect(problem?.blocks).toBe(false);
  expect(plan(looped).ready).toBe(true);
});

test('a spare unwired node is a remark, not an obstacle', () => {
  const spare = drawn({ ...chain, relu9: ['relu'], 'mse-loss1': ['mse-loss'] }, wires);
  expect(plan(spare).problems.map(({ code, node, blocks }) => [code, node, blocks])).toEqual([
    ['unwired', 'mse-loss1', false],
    ['unwired', 'relu9', false],
  ]);
  expect(plan(spare).ready).toBe(true);
});

test('what lies upstream of the loss blocks', () => {
  const { 'relu1.Z': _, ...cut } = wires;
  expect(blocking(drawn(chain, cut))).toEqual(['unwired']);
  expect(plan(drawn(chain, cut)).ready).toBe(false);
});

test.each<[string, GraphDocument]>([
  ['unknown-type', drawn({ ...chain, x1: ['warp-drive'] }, wires)],
  ['setting-refused', drawn({ ...chain, linear1: ['linear', { features: 0 }] }, wires)],
  ['setting-refused', drawn({ ...chain, linear1: ['linear', { features: 'many' }] }, wires)],
  ['unknown-setting', drawn({ ...chain, linear1: ['linear', { feature: 8 }] }, wires)],
  ['unknown-setting', drawn(chain, wires, { optimizer: { type: 'sgd', settings: { lr: 0.1 } } })],
  ['unknown-setting', drawn(chain, wires, { schedule: { type: 'cosine', every: 'step', settings: { gamma: 0.1 } } })],
  ['unknown-port', drawn(chain, { ...wires, 'linear1.Q': 'digits1.X' })],
  ['unknown-port', drawn(chain, { ...wires, 'linear1.A': 'digits1.Q' })],
  ['wants-numbers', drawn(chain, { ...wires, 'linear1.A': 'digits1.y' })],
  ['wants-indices', drawn(chain, { ...wires, 'loss1.y': 'digits1.X' })],
  ['too-many-classes', drawn({ ...chain, linear2: ['linear', { features: 8 }] }, wires)],
  ['targets', drawn({ ...chain, digits1: ['digits', { as: 'images' }] }, wires)],
  ['no-broadcast', drawn({ ...chain, digits1: ['digits', { target: 'column' }], loss1: ['mse-loss'] }, wires)],
  [
    'matmul',
    drawn({ ...chain, matmul1: ['matmul'] }, { ...wires, 'matmul1.A': 'linear1.Z', 'matmul1.B': 'digits1.X' }),
  ],
  ['broadcast', drawn({ ...chain, add1: ['add'] }, { ...wires, 'add1.A': 'linear1.Z', 'add1.B': 'linear2.Z' })],
  ['tie-shape', drawn(chain, wires, {}, { ties: { 'linear2.W': 'linear1.W' } })],
  ['bad-tie', drawn(chain, wires, {}, { ties: { 'linear2.W': 'linear2.W' } })],
  [
    'value-shape',
    drawn(chain, wires, {}, { values: { 'linear1.W': { shape: [64, 30], data: new Array(1920).fill(0) } } }),
  ],
  [
    'rows-disagree',
    drawn(
      { ...chain, iris1: ['iris'], loss2: ['cross-entropy-loss'] },
      { ...wires, 'loss2.Z': 'linear2.Z', 'loss2.y': 'iris1.y' },
    ),
  ],
  ['no-training-rows', drawn(chain, wires, { split: { test: 0.9999, seed: 0 } })],
  ['loss-unknown', drawn(chain, wires, { loss: 'linear9.Z' })],
  ['loss-shape', drawn(chain, wires, { loss: 'linear2.Z' })],
  ['no-loss', drawn({ digits1: ['digits'], linear1: ['linear'] }, { 'linear1.A': 'digits1.X' })],
  ['unknown-optimizer', drawn(chain, wires, { optimizer: { type: 'adagrad2', settings: {} } })],
  ['bad-training-setting', drawn(chain, wires, { optimizer: { type: 'adam', settings: { betas: [0.9, 1] } } })],
  [
    'bad-training-setting',
    drawn(chain, wires, { schedule: { type: 'step', every: 'epoch', settings: { stepSize: 0.5 } } }),
  ],
  ['unknown-schedule', drawn(chain, wires, { schedule: { type: 'sawtooth', every: 'step', settings: {} } })],
  [
    'no-momentum-to-cycle',
    drawn(chain, wires, {
      optimizer: { type: 'adagrad', settings: {} },
      schedule: { type: 'one-cycle', every: 'step', settings: {} },
    }),
  ],
  ['nesterov', drawn(chain, wires, { optimizer: { type: 'sgd', settings: { nesterov: true } } })],
  [
    'tensor-too-large',
    drawn({ ...chain, linear1: ['linear', { features: 65_536 }], linear2: ['linear', { features: 65_536 }] }, wires),
  ],
  [
    'too-much-memory',
    drawn(
      {
        ...{ ...chain, linear1: ['linear', { features: 65_536 }] },
        ...{ linear2: ['linear', { features: 2040 }], linear3: ['linear', { features: 2040 }] },
      },
      { ...wires, 'linear3.A': 'relu1.A' },
    ),
  ],
  [
    'reshape',
    drawn(
      { points1: ['points', { samples: 10 }], reshape1: ['reshape', { shape: [4, 2, 1] }] },
      { 'reshape1.A': 'points1.X' },
      { batchSize: 4, split: { test: 0.2, seed: 0 } },
    ),
  ],
  ['order', drawn({ digits1: ['digits'], permute1: ['permute', { order: [0] }] }, { 'permute1.A': 'digits1.X' })],
  [
    'empty-slice',
    drawn(
      { points1: ['points', { samples: 10 }], slice1: ['slice', { axis: 0, start: 3 }] },
      { 'slice1.A': 'points1.X' },
      { batchSize: 4, split: { test: 0, seed: 0 } },
    ),
  ],
  [
    'concat',
    drawn(
      { a: ['input', { shape: [2, 3] }], b: ['input', { shape: [4, 2] }], concat1: ['concat'] },
      { 'concat1.A': 'a.X', 'concat1.B': 'b.X' },
    ),
  ],
  [
    'rows-change-shape',
    drawn(
      { points1: ['points', { samples: 10 }], transpose1: ['transpose'], linear1: ['linear'], mean1: ['mean'] },
      { 'transpose1.A': 'points1.X', 'linear1.A': 'transpose1.Z', 'mean1.A': 'linear1.Z' },
      { batchSize: 4, split: { test: 0, seed: 0 } },
    ),
  ],
  [
    'one-value',
    drawn(
      { points1: ['points', { samples: 3 }], 'batch-norm1': ['batch-norm'], loss1: ['cross-entropy-loss'] },
      { 'batch-norm1.A': 'points1.X', 'loss1.Z': 'batch-norm1.Z', 'loss1.y': 'points1.y' },
      { batchSize: 2, split: { test: 0, seed: 0 } },
    ),
  ],
])('the problem %s is found and has its sentence', (code, document) => {
  expect(codes(document)).toContain(code);
  expect(plan(document).ready || !blocking(document).includes(code)).toBe(!blocking(document).includes(code));
  for (const problem of plan(document).problems) {
    const key = `problem.${problem.code}` as keyof typeof en;
    for (const language of ['en', 'ja'] as const)
      expect(word(language, key, problem.values)).not.toMatch(/\{\w+\}|undefined/);
  }
});

test('without a loss node, the one scalar that nothing reads is the loss', () => {
  const scalar = drawn({ digits1: ['digits'], mean1: ['mean'] }, { 'mean1.A': 'digits1.X' });
  expect(plan(scalar).losses).toEqual(['mean1.Z']);
});

test('several loss nodes are summed', () => {
  const two = drawn(
    { ...chain, loss2: ['cross-entropy-loss'] },
    { ...wires, 'loss2.Z': 'linear2.Z', 'loss2.y': 'digits1.y' },
  );
  expect(plan(two).losses).toEqual(['loss1.L', 'loss2.L']);
});

test('a muted node passes its input on', () => {
  const muted = plan(drawn({ ...chain, relu1: ['relu', {}, true] }, wires));
  expect(muted.ready).toBe(true);
  expect(muted.steps.find(({ node }) => node === 'linear2')?.sources.get('A')).toBe('linear1.Z');
});

test('order is topological, and natural among equals', () => {
  const nodes: Nodes = { input1: ['input', { shape: [2] }] };
  const more: Record<string, string> = {};
  for (const i of [10, 2, 1]) {
    nodes[`tanh${i}`] = ['tanh'];
    more[`tanh${i}.Z`] = 'input1.X';
  }
  expect(plan(drawn(nodes, more)).steps.map(({ node }) => node)).toEqual(['input1', 'tanh1', 'tanh2', 'tanh10']);
});

test('plan never throws, whatever the document', () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      expect(Array.isArray(plan(document).problems)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('5,000 nodes in a star are planned', () => {
  const nodes: Nodes = { input1: ['input', { shape: [2] }] };
  const more: Record<string, string> = {};
  for (let i = 1; i < 5000; i++) {
    nodes[`tanh${i}`] = ['tanh'];
    more[`tanh${i}.Z`] = 'input1.X';
  }
  expect(plan(drawn(nodes, more)).steps).toHaveLength(5000);
});
