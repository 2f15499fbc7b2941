/* Mends: after each its problem is gone, tried on documents that have the problem. */
import { expect, test } from 'vitest';
import {
  type Address,
  DEFAULT_TRAINING,
  type GraphDocument,
  type Setting,
  type Training,
} from '../document/document.ts';
import { apply, begin, undo } from '../document/history.ts';
import { plan } from '../plan/plan.ts';
import { later } from '../words/en-later.ts';
import { fixesFor, fixesOfWire } from './fixes.ts';
import { refusal } from './wiring.ts';

type Nodes = Record<string, readonly [type: string, settings?: Record<string, Setting>]>;
function drawn(nodes: Nodes, wires: Record<string, string>, training: Partial<Training> = {}): GraphDocument {
  const records = Object.entries(nodes).map(([id, [type, settings = {}]], place) => [
    id,
    { type, position: { x: 262 * place, y: 0 }, settings },
  ]);
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(records),
    wires: wires as Record<Address, Address>,
    training: { ...DEFAULT_TRAINING, ...training },
  };
}
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
const { 'loss1.y': _, ...noLabels } = wires;
const product: Nodes = { matmul1: ['matmul'], sum1: ['sum'] };
const sgd = (settings: Record<string, Setting>) => ({ optimizer: { type: 'sgd', settings } });

function mended(document: GraphDocument, code: string) {
  const planned = plan(document);
  const problem = planned.problems.find((each) => each.code === code);
  if (!problem) throw new Error(`the document has no ${code}, but ${planned.problems.map((each) => each.code)}`);
  const [fix = null] = fixesFor(document, planned, problem);
  const label = { code: 'mend', values: {} };
  return { fix, present: fix ? apply(begin(document), label, fix.edit).present : document };
}

test.each<[code: string, label: string, document: GraphDocument]>([
  ['too-many-classes', 'features', drawn({ ...chain, linear2: ['linear', { features: 8 }] }, wires)],
  [
    'no-loss',
    'add-loss',
    drawn({ digits1: ['digits'], linear1: ['linear', { features: 10 }] }, { 'linear1.A': 'digits1.X' }),
  ],
  ['no-loss', 'add-loss', drawn({ digits1: ['digits'], linear1: ['linear'] }, { 'linear1.A': 'digits1.X' })],
  [
    'no-loss',
    'add-loss',
    drawn({ points1: ['points', { kind: 'sine' }], linear1: ['linear'] }, { 'linear1.A': 'points1.X' }),
  ],
  [
    'no-broadcast',
    'target',
    drawn({ ...chain, digits1: ['digits', { target: 'column' }], loss1: ['mse-loss'] }, wires),
  ],
  [
    'no-broadcast',
    'features',
    drawn(
      { points1: ['points', { kind: 'sine' }], linear1: ['linear'], tanh1: ['tanh'], loss1: ['mse-loss'] },
      { 'linear1.A': 'points1.X', 'tanh1.Z': 'linear1.Z', 'loss1.Z': 'tanh1.A', 'loss1.y': 'points1.y' },
    ),
  ],
  ['wants-numbers', 'target', drawn({ ...chain, loss1: ['mse-loss'] }, wires)],
  ['wants-numbers', 'target', drawn({ ...chain, linear2: ['linear', { features: 8 }], loss1: ['mse-loss'] }, wires)],
  ['wants-indices', 'target', drawn({ ...chain, digits1: ['digits', { target: 'column' }] }, wires)],
  ['wants-indices', 'wire', drawn(chain, { ...wires, 'loss1.y': 'digits1.X' })],
  ['unwired', 'wire', drawn(chain, noLabels)],
  ['targets', 'flatten', drawn({ ...chain, digits1: ['digits', { as: 'images' }] }, wires)],
  [
    'rank-of',
    'flatten',
    drawn(
      { ...chain, input1: ['input', { shape: [4, 3, 2] }], 'batch-norm1': ['batch-norm'] },
      { ...wires, 'batch-norm1.A': 'input1.X' },
    ),
  ],
  ['setting-refused', 'default', drawn({ ...chain, linear1: ['linear', { features: 0 }] }, wires)],
  ['unknown-setting', 'remove-setting', drawn({ ...chain, linear1: ['linear', { feature: 8, width: 2 }] }, wires)],
  ['unknown-setting', 'remove-setting', drawn(chain, wires, sgd({ momentum: 0.9, betas: [0.9, 0.99] }))],
  [
    'unknown-setting',
    'remove-setting',
    drawn(chain, wires, { schedule: { type: 'constant', every: 'step', settings: { gamma: 0.1 } } }),
  ],
  ['unknown-port', 'unwire', drawn(chain, { ...wires, 'linear1.Q': 'digits1.X' })],
  ['unknown-port', 'unwire', drawn(chain, { ...wires, 'linear1.A': 'digits1.Q' })],
  ['nesterov', 'default', drawn(chain, wires, sgd({ nesterov: true }))],
  ['bad-training-setting', 'default', drawn(chain, wires, sgd({ momentum: 'much', weightDecay: 0.1 }))],
  ['unknown-optimizer', 'default', drawn(chain, wires, { optimizer: { type: 'adagrad2', settings: {} } })],
  ['unknown-schedule', 'default', drawn(chain, wires, { schedule: { type: 'sawtooth', every: 'step', settings: {} } })],
  [
    'bad-training-setting',
    'default',
    drawn(chain, wires, { schedule: { type: 'cosine', every: 'step', settings: { tMax: 0 } } }),
  ],
  [
    'no-momentum-to-cycle',
    'default',
    drawn(chain, wires, {
      optimizer: { type: 'adagrad', settings: {} },
      schedule: { type: 'one-cycle', every: 'step', settings: {} },
    }),
  ],
  ['loss-unknown', 'default', drawn(chain, wires, { loss: 'linear9.Z' })],
  ['loss-shape', 'default', drawn(chain, wires, { loss: 'linear2.Z' })],
  [
    'matmul',
    'transpose',
    drawn(
      { input1: ['input', { shape: [4, 3] }], parameter1: ['parameter', { shape: [2, 3] }], ...product },
      { 'matmul1.A': 'input1.X', 'matmul1.B': 'parameter1.W', 'sum1.A': 'matmul1.C' },
    ),
  ],
  [
    'matmul',
    'swap',
    drawn(
      { input1: ['input', { shape: [4, 2] }], parameter1: ['parameter', { shape: [2, 5] }], ...product },
      { 'matmul1.A': 'parameter1.W', 'matmul1.B': 'input1.X', 'sum1.A': 'matmul1.C' },
    ),
  ],
  [
    'matmul',
    'features',
    drawn(
      { points1: ['points'], linear1: ['linear'], parameter1: ['parameter', { shape: [5, 3] }], ...product },
      { 'linear1.A': 'points1.X', 'matmul1.A': 'linear1.Z', 'matmul1.B': 'parameter1.W', 'sum1.A': 'matmul1.C' },
    ),
  ],
  [
    'broadcast',
    'features',
    drawn(
      { ...chain, linear3: ['linear'], add1: ['add'] },
      {
        ...wires,
        'linear3.A': 'digits1.X',
        'add1.A': 'linear3.Z',
        'add1.B': 'linear2.Z',
        'loss1.Z': 'add1.C',
      },
    ),
  ],
  [
    'broadcast',
    'transpose',
    drawn(
      {
        input1: ['input', { shape: [4, 3] }],
        parameter1: ['parameter', { shape: [3, 4] }],
        add1: ['add'],
        sum1: ['sum'],
      },
      { 'add1.A': 'input1.X', 'add1.B': 'parameter1.W', 'sum1.A': 'add1.C' },
    ),
  ],
  [
    'concat',
    'transpose',
    drawn(
      {
        input1: ['input', { shape: [4, 3] }],
        parameter1: ['parameter', { shape: [2, 4] }],
        concat1: ['concat'],
        sum1: ['sum'],
      },
      { 'concat1.A': 'input1.X', 'concat1.B': 'parameter1.W', 'sum1.A': 'concat1.C' },
    ),
  ],
  ['wants-numbers', 'swap', drawn(chain, { ...wires, 'loss1.Z': 'digits1.y', 'loss1.y': 'linear2.Z' })],
  [
    'heads',
    'default',
    drawn(
      { input1: ['input', { shape: [2, 3, 4] }], attention1: ['attention', { heads: 3 }], sum1: ['sum'] },
      { 'attention1.Q': 'input1.X', 'attention1.K': 'input1.X', 'attention1.V': 'input1.X', 'sum1.A': 'attention1.Z' },
    ),
  ],
  ['no-training-rows', 'default', drawn(chain, wires, { split: { test: 0.9999, seed: 0 } })],
])('%s is gone after its mend, %s', (code, label, document) => {
  const { fix, present } = mended(document, code);
  expect(fix?.label.code).toBe(label);
  expect(Object.hasOwn(later, `fix.${label}`)).toBe(true);
  expect(plan(present).problems.map((problem) => problem.code)).not.toContain(code);
  if (code !== 'unknown-port') expect(plan(present).ready).toBe(true);
});

test('the loss that is added stands to the right of what it judges and has a column for each class', () => {
  const { present } = mended(
    drawn({ digits1: ['digits'], linear1: ['linear'] }, { 'linear1.A': 'digits1.X' }),
    'no-loss',
  );
  expect(present.nodes['cross-entropy-loss1']?.position).toEqual({ x: 514, y: 0 });
  expect(present.wires).toMatchObject({ 'cross-entropy-loss1.Z': 'linear1.Z', 'cross-entropy-loss1.y': 'digits1.y' });
  expect(present.nodes.linear1?.settings.features).toBe(10);
});

test('a mend keeps the other settings of the optimizer', () => {
  const { present } = mended(drawn(chain, wires, sgd({ nesterov: true, weightDecay: 0.1 })), 'nesterov');
  expect(present.training.optimizer.settings).toEqual({ weightDecay: 0.1 });
});

test.each<[why: string, code: string, document: GraphDocument]>([
  ['two data nodes could give the labels', 'unwired', drawn({ ...chain, digits2: ['digits'] }, noLabels)],
  ['any tensor could feed an activation', 'unwired', drawn({ ...chain, relu2: ['relu'] }, wires)],
  [
    'the network has two open ends',
    'no-loss',
    drawn(
      { digits1: ['digits'], linear1: ['linear'], linear2: ['linear'] },
      { 'linear1.A': 'digits1.X', 'linear2.A': 'digits1.X' },
    ),
  ],
  [
    'no layer decides the columns',
    'too-many-classes',
    drawn(
      {
        points1: ['points'],
        digits1: ['digits'],
        flatten1: ['flatten', { startAxis: 1 }],
        loss1: ['cross-entropy-loss'],
        input1: ['input', { shape: [3], batched: true }],
      },
      { 'flatten1.A': 'input1.X', 'loss1.Z': 'flatten1.Z', 'loss1.y': 'digits1.y' },
    ),
  ],
  [
    'any wire of a loop could go',
    'loop',
    drawn({ ...chain, tanh1: ['tanh'], tanh2: ['tanh'] }, { ...wires, 'tanh1.Z': 'tanh2.A', 'tanh2.Z': 'tanh1.A' }),
  ],
])('nothing is offered where %s', (_, code, document) => {
  expect(mended(document, code).fix).toBeNull();
});

test('a wire that was refused fits together with its mend, as one step', () => {
  const document = drawn(
    { input1: ['input', { shape: [4, 3] }], parameter1: ['parameter', { shape: [2, 3] }], ...product },
    { 'matmul1.A': 'input1.X', 'sum1.A': 'matmul1.C' },
  );
  expect(refusal(document, 'parameter1.W', 'matmul1.B')).toMatchObject({
    code: 'matmul',
    wire: { output: 'parameter1.W', input: 'matmul1.B' },
  });
  const [fix] = fixesOfWire(document, 'parameter1.W', 'matmul1.B');
  expect(fix?.label).toEqual({ code: 'transpose', values: { input: 'matmul1.B' } });
  const before = begin(document);
  const mended = apply(before, { code: 'mend', values: {} }, fix?.edit ?? (() => {}));
  expect(mended.present.wires).toMatchObject({ 'transpose1.A': 'parameter1.W', 'matmul1.B': 'transpose1.Z' });
  expect(plan(mended.present).ready).toBe(true);
  expect(undo(mended).present).toEqual(document);
});

test('a wire that nothing surely mends is offered nothing, and one that fits needs nothing', () => {
  expect(fixesOfWire(drawn(chain, wires), 'digits1.y', 'linear1.A')).toEqual([]);
  expect(fixesOfWire(drawn(chain, wires), 'digits1.X', 'linear2.A')).toEqual([]);
});
