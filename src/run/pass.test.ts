import { expect, test, vi } from 'vitest';
import type { Address, GraphDocument } from '../document/document.ts';
import { DEFAULT_TRAINING } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { catalogue } from '../nodes/index.ts';
import { read } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;
type Sketch = Record<string, [type: string, settings?: Record<string, never> | object]>;
function drawn(sketch: Sketch, wires: Record<string, string>, more: Partial<GraphDocument> = {}): GraphDocument {
  const nodes = Object.fromEntries(
    Object.entries(sketch).map(([id, [type, settings = {}]]) => [
      id,
      { type, position: { x: 0, y: 0 }, settings: settings as Record<string, number> },
    ]),
  );
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes,
    wires: wires as Record<Address, Address>,
    training: { ...DEFAULT_TRAINING, batchSize: 'full' },
    ...more,
  };
}
async function trainer(document: GraphDocument, precision: 'f32' | 'f64' = 'f64'): Promise<Trainer> {
  const made = await Trainer.load(document, new Map(), new Reference(precision));
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  expect(made.plan.problems.filter(({ blocks }) => blocks)).toEqual([]);
  return made;
}
async function tensors(document: GraphDocument): Promise<(address: string) => number[]> {
  const { pass } = (await trainer(document)).evaluate();
  return (address) => {
    const tensor = pass.get(address as Address);
    if (!tensor) throw new Error(`${address} is not in the pass`);
    return [...read(tensor)];
  };
}

test('the reverse pass calls every backward once, in exact reverse topological order, on residual-fork', async () => {
  const calls: string[] = [];
  const order: string[] = [];
  const run = await trainer(example('residual-fork'));
  for (const [name, type] of catalogue) {
    const { forward, backward } = type;
    vi.spyOn(type, 'forward').mockImplementation((...given) => {
      order.push(name);
      return forward.apply(type, given);
    });
    vi.spyOn(type, 'backward').mockImplementation((...given) => {
      calls.push(name);
      return backward.apply(type, given);
    });
  }
  try {
    run.evaluate();
  } finally {
    vi.restoreAllMocks();
  }
  expect(order).toEqual(run.plan.steps.map(({ type }) => type.type));
  expect(calls).toEqual(order.toReversed());
  expect(run.plan.steps.map(({ node }) => node)).toEqual([
    'points1',
    'linear1',
    'relu1',
    'linear2',
    'add1',
    'relu2',
    'linear3',
    'cross-entropy-loss1',
  ]);
});

test('a tensor read twice receives the sum of its readers’ gradients, cell by cell', async () => {
  const at = await tensors(example('residual-fork'));
  const sum = at('linear2.dA').map((x, i) => x + (at('add1.dB')[i] as number));
  expect(at('relu1.dA')).toEqual(sum);
  expect(at('relu1.dA').some((x) => x !== 0)).toBe(true);
});

test('the same tensor wired to both inputs of a product is differentiated as a square', async () => {
  const at = await tensors(
    drawn(
      { input1: ['input', { shape: [3] }], multiply1: ['multiply'], sum1: ['sum'] },
      { 'multiply1.A': 'input1.X', 'multiply1.B': 'input1.X', 'sum1.A': 'multiply1.C' },
      { values: { 'input1.X': { shape: [3], data: [1, -2, 3] } } },
    ),
  );
  expect(at('input1.dX')).toEqual([2, -4, 6]);
});

test('tied parameters are one tensor: one value, the summed gradient under both addresses, one update', async () => {
  const shared = drawn(
    {
      input1: ['input', { shape: [2, 3] }],
      linear1: ['linear', { features: 3 }],
      tanh1: ['tanh'],
      linear2: ['linear', { features: 3 }],
      sum1: ['sum'],
    },
    { 'linear1.A': 'input1.X', 'tanh1.Z': 'linear1.Z', 'linear2.A': 'tanh1.A', 'sum1.A': 'linear2.Z' },
    { values: { 'input1.X': { shape: [2, 3], data: [1, 2, -1, 0.5, -2, 1] } }, ties: { 'linear2.W': 'linear1.W' } },
  );
  const run = await trainer(shared);
  const { pass } = run.evaluate();
  expect(pass.get('linear2.W')).toBe(pass.get('linear1.W'));
  expect(pass.get('linear2.dW')).toBe(pass.get('linear1.dW'));
  expect(run.network.parameterCount).toBe(9 + 3 + 3);

  // Untied with the same numbers, the two gradients add up to the tied one.
  const W = { shape: [3, 3], data: [...read(pass.get('linear1.W') as never)] };
  const tied = [...read(pass.get('linear1.dW') as never)];
  const { ties, ...free } = shared;
  const biases = { 'linear1.b': { shape: [3], data: [...read(pass.get('linear1.b') as never)] } };
  const at = await tensors({ ...free, values: { ...free.values, 'linear1.W': W, 'linear2.W': W, ...biases } });
  for (const [i, x] of at('linear1.dW').entries()) expect(tied[i]).toBeCloseTo(x + (at('linear2.dW')[i] as number), 12);
});

test('Linear taken apart gives what Linear gives, to 1e-12', async () => {
  const apart = example('linear-apart');
  const whole: GraphDocument = {
    ...apart,
    nodes: {
      iris1: apart.nodes.iris1 as never,
      linear1: { type: 'linear', position: { x: 0, y: 0 }, settings: { features: 3 } },
      'cross-entropy-loss1': apart.nodes['cross-entropy-loss1'] as never,
    },
    wires: { 'linear1.A': 'iris1.X', 'cross-entropy-loss1.Z': 'linear1.Z', 'cross-entropy-loss1.y': 'iris1.y' },
  };
  const first = await trainer(apart);
  const start = first.evaluate().pass;
  const values = {
    'linear1.W': { shape: [3, 4], data: [...read(start.get('parameter1.W') as never)] },
    'linear1.b': { shape: [3], data: [0, 0, 0] },
  };
  const second = await trainer({ ...whole, values });
  for (let step = 0; step < 20; step++) {
    const [a, b] = [first.evaluate().pass, second.evaluate().pass];
    const pairs = [
      ['parameter1.W', 'linear1.W'],
      ['parameter1.dW', 'linear1.dW'],
      ['parameter2.dW', 'linear1.db'],
      ['add1.C', 'linear1.Z'],
      ['add1.dC', 'linear1.dZ'],
    ];
    for (const [x, y] of pairs as [Address, Address][]) {
      const [p, q] = [read(a.get(x) as never), read(b.get(y) as never)];
      for (const [i, value] of p.entries())
        expect(Math.abs(value - (q[i] as number)), `${x} step ${step}`).toBeLessThanOrEqual(1e-12);
    }
    first.advance();
    second.advance();
  }
});

test('what leaves an arena is a copy: poisoning all arenas changes nothing that is kept or computed next', async () => {
  const [clean, poisoned] = [await trainer(example('moons'), 'f32'), await trainer(example('moons'), 'f32')];
  const report = read(poisoned.evaluate().pass.get('linear1.dW') as never);
  const copy = [...report];
  for (let i = 0; i < 5; i++) {
    const [a, b] = [clean.advance(), poisoned.advance()];
    expect(b.loss).toBe(a.loss);
    const kept = new Set(
      [...poisoned.network.learned.values()].flatMap(({ pointer, size }) =>
        Array.from({ length: size }, (_, j) => pointer + j),
      ),
    );
    for (const tensor of poisoned.network.step(poisoned.batch().length).pass.values())
      if (tensor.shape.length > 0 && tensor.pointer > Math.max(...kept))
        for (let j = 0; j < tensor.size; j++) poisoned.network.device.data[tensor.pointer + j] = Number.NaN;
  }
  expect([...report]).toEqual(copy);
  expect(poisoned.evaluate().loss).toBe(clean.evaluate().loss);
});

test('a value that is not finite stops the run, is named, and leaves the parameters of before', async () => {
  const run = await trainer({
    ...example('one-linear'),
    training: { ...example('one-linear').training, learningRate: 1e200 },
  });
  run.advance();
  const before = read(run.network.keptTensor('linear1.W') as never).slice();
  const { broken } = run.advance();
  expect(broken).toMatch(/^(linear1|mse-loss1)\./);
  expect(run.step).toBe(1);
  expect([...read(run.network.keptTensor('linear1.W') as never)]).toEqual([...before]);
});

test('a chain of 20,000 nodes is planned and run without recursion', async () => {
  const length = 20_000;
  const sketch: Sketch = { input1: ['input', { shape: [1] }] };
  const wires: Record<string, string> = {};
  for (let i = 1; i <= length; i++) {
    sketch[`tanh${i}`] = ['tanh'];
    wires[`tanh${i}.Z`] = i === 1 ? 'input1.X' : `tanh${i - 1}.A`;
  }
  const run = await trainer(drawn(sketch, wires, { values: { 'input1.X': { shape: [1], data: [0.5] } } }));
  expect(run.plan.steps).toHaveLength(length + 1);
  expect(run.evaluate().loss).toBeGreaterThan(0);
});

test('reset draws the same numbers and batches: two runs of one seed have the same losses', async () => {
  const losses = async () => {
    const run = await trainer(example('digits'), 'f32');
    return Array.from({ length: 50 }, () => run.advance().loss);
  };
  expect(await losses()).toEqual(await losses());
});

test('a network that is cut computes forward as far as it goes, with no gradient, and does not break', async () => {
  const moons = example('moons');
  for (const [input] of Object.entries(moons.wires)) {
    const wires = Object.fromEntries(Object.entries(moons.wires).filter(([place]) => place !== input));
    const made = await Trainer.load({ ...moons, wires });
    if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
    expect(made.plan.ready).toBe(false);
    const { pass } = made.evaluate();
    expect([...pass.keys()].filter((place) => /\.d/.test(place))).toEqual([]);
    expect(pass.has('points1.X')).toBe(true);
  }
});
