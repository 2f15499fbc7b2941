/* The formula of each tensor as the inspector prints it, and which tensors it offers. */
import { expect, test } from 'vitest';
import {
  type Address,
  address,
  DEFAULT_TRAINING,
  type GraphDocument,
  parts,
  type Setting,
  type Training,
} from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { catalogue } from '../../nodes/index.ts';
import { plan } from '../../plan/plan.ts';
import { formulaOf } from './formula.ts';
import { firstOf, layersOf, originOf, shapeOf, stepOf, updateLayers } from './tensors.ts';

const digits = plan(await openExample('digits'));
const linear = digits.steps.filter(({ type }) => type.type === 'linear').at(-1)?.node ?? '';
const loss = digits.steps.find(({ type }) => type.category === 'loss')?.node ?? '';

function lines(planned: typeof digits, place: Address, training: Training = DEFAULT_TRAINING) {
  const step = stepOf(planned, parts(place).node);
  if (!step) throw new Error(`no step for ${place}`);
  return formulaOf(planned, step, place, training);
}

test('a Linear offers its output, what it learns and what came in, values beside gradients', () => {
  const layers = layersOf(digits, linear);
  expect(layers.map((layer) => layer.map((place) => parts(place).name))).toEqual([
    ['Z', 'dZ'],
    ['W', 'dW'],
    ['b', 'db'],
    ['A', 'dA'],
  ]);
  expect(firstOf(digits, layers)).toBe(`${linear}.dW`);
});

test('a loss offers what it kept, and no gradient of class numbers', () => {
  const names = layersOf(digits, loss).map((layer) => layer.map((place) => parts(place).name));
  expect(names).toEqual([['L', 'dL'], ['Z', 'dZ'], ['y'], ['P'], ['Y']]);
  expect(firstOf(digits, layersOf(digits, loss))).toBe(`${loss}.dZ`);
});

test('of data the data are shown first, of an activation its gradient', () => {
  const first = (type: string) => {
    const id = digits.steps.find((step) => step.type.type === type)?.node ?? '';
    return firstOf(digits, layersOf(digits, id));
  };
  expect(first('digits')).toMatch(/\.X$/);
  expect(first('relu')).toMatch(/\.dA$/);
});

test('an input lies where it is wired from and has that shape', () => {
  const origin = originOf(digits, `${linear}.A`);
  expect(parts(origin).node).not.toBe(linear);
  expect(shapeOf(digits, `${linear}.A`)).toEqual(digits.shapes.get(origin));
  expect(shapeOf(digits, `${linear}.dA`)).toEqual(digits.shapes.get(origin));
});

test('the gradient of a weight is a product whose shapes are written out and fit', () => {
  expect(lines(digits, `${linear}.dW`)).toEqual({
    what: '∂L/∂W = dZᵀ·A',
    shapes: '(10×32)·(32×30) → 10×30',
    like: 'W',
    pytorch: 'Z = F.linear(A, W, b)',
  });
  expect(lines(digits, `${linear}.dA`)).toMatchObject({ shapes: '(32×10)·(10×30) → 32×30', like: 'A' });
  expect(lines(digits, `${linear}.Z`)).toMatchObject({
    what: 'Z = A·Wᵀ + b',
    shapes: '(32×30)·(30×10) + (10) → 32×10',
    like: undefined,
  });
  expect(lines(digits, `${loss}.dZ`)).toMatchObject({
    what: '∂L/∂Z = (P − Y)/N',
    shapes: '((32×10) − (32×10))/N → 32×10',
    like: 'Z',
  });
  expect(lines(digits, `${loss}.P`)).toMatchObject({ what: 'P = softmax(Z)', shapes: 'softmax(32×10) → 32×10' });
});

test('at an output the gradient is the sum of what its readers send, and of a loss it is 1', async () => {
  expect(lines(digits, `${linear}.dZ`)).toMatchObject({
    what: `∂L/∂Z = ${loss}.dZ`,
    shapes: '(32×10) → 32×10',
    like: 'Z',
  });
  expect(lines(digits, `${loss}.dL`)).toMatchObject({ what: '∂L/∂L = 1', like: 'L' });
  const fork = plan(await openExample('residual-fork'));
  const forked = fork.steps
    .flatMap(({ node, type }) => type.outputs.map((name) => lines(fork, address(node, `d${name}`)).what))
    .filter((what) => what?.includes(' + '));
  expect(forked.length).toBeGreaterThan(0);
});

test('a row of an embedding collects what its uses send', () => {
  const settings = new Map<string, Record<string, Setting>>([
    ['input1', { shape: [3], kind: 'indices' }],
    ['embedding1', {}],
    ['mean1', {}],
  ]);
  const nodes = Object.fromEntries(
    [...settings].map(([id, each]) => [id, { type: id.slice(0, -1), settings: each, position: { x: 0, y: 0 } }]),
  );
  const planned = plan({
    format: 'chainrule',
    version: 1,
    title: '',
    nodes,
    wires: { 'embedding1.X': 'input1.X', 'mean1.A': 'embedding1.Z' },
    training: DEFAULT_TRAINING,
  });
  expect(lines(planned, 'embedding1.dW')).toMatchObject({ what: '∂L/∂W = Σ dZ', like: 'W' });
  expect(lines(planned, 'embedding1.Z')).toMatchObject({ what: 'Z = W[X]', shapes: '(10×8)[3] → 3×8' });
});

test('a layer over sequences takes samples and places together in dW', () => {
  const nodes = Object.entries<readonly [string, Record<string, Setting>]>({
    input1: ['input', { shape: [4, 3, 2] }],
    linear1: ['linear', { features: 5 }],
    mean1: ['mean', {}],
  });
  const drawn: GraphDocument = {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(
      nodes.map(([id, [type, settings]]) => [id, { type, settings, position: { x: 0, y: 0 } }]),
    ),
    wires: { 'linear1.A': 'input1.X', 'mean1.A': 'linear1.Z' },
    training: DEFAULT_TRAINING,
  };
  const planned = plan(drawn);
  expect(lines(planned, 'linear1.dW')).toMatchObject({ shapes: '(5×12)·(12×2) → 5×2', like: 'W' });
  expect(lines(planned, 'linear1.dA')).toMatchObject({ shapes: '(4×3×5)·(5×2) → 4×3×2', like: 'A' });
});

test('every gradient line of the catalogue names a gradient that the node returns', () => {
  for (const { type, formula, inputs, parameters, optional } of catalogue.values())
    for (const line of formula.backward) {
      const name = line.slice(1, line.search(/[ [=]/));
      expect([...inputs, ...Object.keys(parameters), ...Object.keys(optional ?? {})], `${type}: ${line}`).toContain(
        name,
      );
    }
});

test('a parameter has four layers, and only a parameter', () => {
  const layers = [`${linear}.W`, `${linear}.dW`, `${linear}.ΔW`, `${linear}.W⁺`] as const;
  for (const place of layers) expect(updateLayers(digits, place)).toEqual(layers);
  for (const place of [`${linear}.Z`, `${linear}.dA`, `${loss}.P`] as const)
    expect(updateLayers(digits, place)).toEqual([]);
  expect(shapeOf(digits, `${linear}.W⁺`)).toEqual(shapeOf(digits, `${linear}.W`));
});

test('what an update makes is −α dW only where the optimiser does no more', () => {
  const what = (place: Address, training?: Training) => lines(digits, place, training).what;
  expect(what(`${linear}.ΔW`)).toBe('ΔW = −α dW');
  expect(what(`${linear}.W⁺`)).toBe('W⁺ = W + ΔW');
  const adam = { ...DEFAULT_TRAINING, optimizer: { type: 'adam', settings: {} } };
  expect(what(`${linear}.Δb`, adam)).toBe('Δb = b⁺ − b');
  expect(what(`${linear}.b⁺`, adam)).toBe('b⁺ = Adam(b, db)');
});
