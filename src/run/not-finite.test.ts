/* Nothing that can be wired makes NaN or ∞ silently: the run stops, names tensor and node, and its parameters stay. */
import { expect, test } from 'vitest';
import { bits } from '../check/bits.ts';
import { engines } from '../check/engines.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument, parts, type Settings } from '../document/document.ts';
import { read } from '../tensor/tensor.ts';
import { loadLanguage, sentence } from '../words/words.ts';
import { Trainer } from './trainer.ts';

await loadLanguage('ja');

/** A parameter of one number through one node, zeros at its other input if it has one, to a sum: the loss. */
function drawn(W: number, type: string, settings: Settings = {}, after: Settings = {}): GraphDocument {
  const output = type === 'divide' ? 'C' : 'Z';
  const nodes: Record<string, [type: string, settings: Settings]> = {
    weight: ['parameter', { shape: [1] }],
    zero: ['input', { shape: [1] }],
    middle: [type, settings],
    scale1: ['scale', after],
    sum1: ['sum', {}],
  };
  const wires = {
    'middle.A': 'weight.W',
    ...(type === 'divide' ? { 'middle.B': 'zero.X' } : {}),
    'scale1.A': `middle.${output}`,
    'sum1.A': 'scale1.Z',
  };
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [of, own]]) => [id, { type: of, position: { x: 0, y: 0 }, settings: own }]),
    ),
    wires: wires as Record<Address, Address>,
    values: { 'weight.W': { shape: [1], data: [W] } },
    training: { ...DEFAULT_TRAINING, batchSize: 'full' },
  };
}

async function trainer(document: GraphDocument, engine: string): Promise<Trainer> {
  const made = await Trainer.load(document, new Map(), engines.get(engine)!());
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  expect(made.plan.ready).toBe(true);
  return made;
}

test.each([
  ['the logarithm of 0', drawn(0, 'log'), 'middle.Z'],
  ['the logarithm of a negative number', drawn(-1, 'log'), 'middle.Z'],
  ['a number divided by 0', drawn(2, 'divide'), 'middle.C'],
  ['0 divided by 0', drawn(0, 'divide'), 'middle.C'],
  ['the root of a negative number', drawn(-1, 'sqrt'), 'middle.Z'],
  ['the slope of the root at 0', drawn(0, 'sqrt'), 'middle.dA'],
  ['the slope of the root at 0, times 0', drawn(0, 'sqrt', {}, { factor: 0 }), 'middle.dA'],
  ['a power of e beyond all numbers', drawn(1e4, 'exp'), 'middle.Z'],
] as const)('%s stops the run at its first step, by name', async (_, document, place) => {
  for (const engine of engines.keys()) {
    const run = await trainer(document, engine);
    const before = [...read(run.network.keptTensor('weight.W') as never)];
    const { broken } = run.advance();
    expect(broken).toBe(place);
    expect([run.step, [...read(run.network.keptTensor('weight.W') as never)]]).toEqual([0, before]);
    const values = { ...parts(broken as Address), tensor: broken ?? '', step: 1 };
    for (const language of ['en', 'ja'] as const) {
      const said = sentence(language, { code: 'not-finite', values });
      for (const word of [values.tensor, ` ${values.node} `, / 1\b/]) expect(` ${said}`).toMatch(word);
    }
  }
});

test('what stays finite goes on: an ε under the logarithm, the root above 0', async () => {
  for (const document of [drawn(0, 'log', { epsilon: 0.1 }), drawn(4, 'sqrt'), drawn(3, 'square')]) {
    const run = await trainer(document, 'f64');
    expect([run.advance().broken, run.step]).toEqual([undefined, 1]);
  }
});

test.each([...engines.keys()])('in %s, −∞ that a ReLU swallows in one step only stops that step', async (engine) => {
  const nodes: Record<string, [type: string, settings: Settings]> = {
    x: ['input', { shape: [1], batched: true }],
    linear1: ['linear', { features: 1 }],
    relu1: ['relu', {}],
    sum1: ['sum', {}],
  };
  const document: GraphDocument = {
    ...drawn(0, 'sqrt'),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [type, settings]]) => [id, { type, position: { x: 0, y: 0 }, settings }]),
    ),
    wires: { 'linear1.A': 'x.X', 'relu1.Z': 'linear1.Z', 'sum1.A': 'relu1.A' },
    values: { 'linear1.W': { shape: [1, 1], data: [-10] } },
    training: { ...DEFAULT_TRAINING, batchSize: 1, shuffle: false, split: { test: 0, seed: 0 } },
  };
  const large = engine === 'f64' ? 1e308 : 3e38;
  const given = new Map([
    ['x.X' as Address, { shape: [25, 1], data: Array.from({ length: 25 }, (_, i) => (i === 20 ? large : 1)) }],
  ]);
  const run = await Trainer.load(document, given, engines.get(engine)!());
  if (!(run instanceof Trainer)) throw new Error(JSON.stringify(run));
  const losses = Array.from({ length: 20 }, () => run.advance().loss);
  const before = bits(run.network.memory);
  const { loss, broken } = run.advance();
  expect([broken, loss, run.step]).toEqual(['linear1.Z', losses[0], 20]);
  expect(bits(run.network.memory)).toBe(before);
});
