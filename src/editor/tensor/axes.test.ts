/* Tests of what axes are called, on the examples: told by the plan alone. */
import { expect, test } from 'vitest';
import type { Address } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { plan as planOf } from '../../plan/plan.ts';
import { axesOf, edgesOf, withAxes } from './axes.ts';
import { arrange, NODE_BOX } from './layout.ts';

async function axes(name: string, ...places: readonly Address[]) {
  const document = await openExample(name);
  const plan = planOf(document);
  return Object.fromEntries(places.map((place) => [place, axesOf(document, plan, place).join(' ')]));
}

test('samples, features, what goes in and what comes out of a layer', async () => {
  const names = await axes('moons', 'points1.X', 'points1.y', 'linear1.Z', 'linear1.dZ', 'linear1.W', 'linear1.db');
  expect(Object.values(names)).toEqual(['N features', 'N', 'N out', 'N out', 'out in', 'out']);
  expect(await axes('moons', 'relu1.A', 'linear2.A', 'cross-entropy-loss1.P', 'cross-entropy-loss1.L')).toEqual({
    'relu1.A': 'N features',
    'linear2.A': 'N features',
    'cross-entropy-loss1.P': 'N class',
    'cross-entropy-loss1.L': '',
  });
});

test('pictures have channels, height and width, and their kernels four axes of their own', async () => {
  expect(await axes('conv-digits', 'digits1.X', 'conv2d1.Z', 'conv2d1.W', 'max-pool2d1.Z', 'flatten1.Z')).toEqual({
    'digits1.X': 'N C H W',
    'conv2d1.Z': 'N C H W',
    'conv2d1.W': 'out in kh kw',
    'max-pool2d1.Z': 'N C H W',
    'flatten1.Z': 'N features',
  });
});

test('time comes along from the tokens, and heads from attention', async () => {
  expect(await axes('character-gpt', 'text1.X', 'embedding1.Z', 'add1.C', 'attention1.P', 'linear5.Z')).toEqual({
    'text1.X': 'N T',
    'embedding1.Z': 'N T features',
    'add1.C': 'N T features',
    'attention1.P': 'N head T T',
    'linear5.Z': 'N T out',
  });
});

test('what nothing tells has no name: a product of two activations, numbers that no data node gives', async () => {
  expect(await axes('attention-look-up', 'matmul1.C', 'softmax1.A')).toEqual({
    'matmul1.C': 'N  ',
    'softmax1.A': 'N  ',
  });
  expect(await axes('one-linear', 'input1.X', 'linear1.W')).toEqual({ 'input1.X': ' ', 'linear1.W': 'out in' });
});

test('on the edges stand rows and columns, of tiles how they lie', () => {
  const edges = (shape: readonly number[], names: string, samples = true) =>
    edgesOf(arrange(shape, NODE_BOX, samples), names.split(' '));
  expect(edges([200, 8], 'N out')).toEqual({ down: 'N ↓', across: 'out →' });
  expect(edges([8], 'out')).toEqual({ down: '', across: 'out →' });
  expect(edges([32, 8, 6, 6], 'N C H W')).toEqual({ down: '', across: 'C · H ↓ W →' });
  expect(edges([8, 1, 3, 3], 'out in kh kw', false)).toEqual({ down: '', across: 'out ↓ in → · kh ↓ kw →' });
  expect(withAxes([200, 8], ['N', 'out'])).toBe('[N 200, out 8]');
  expect(withAxes([2, 3], [])).toBe('[2, 3]');
});
