/* Convolution and pooling by hand: which window wins a tie, what NaN does, how a convolution starts. */
import { expect, test } from 'vitest';
import { type Case, carryOut } from '../check/trial.ts';
import { DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { plan } from '../plan/plan.ts';
import { startingValues } from '../run/starting.ts';
import golden from '../tensor/random.golden.json';
import { read } from '../tensor/tensor.ts';
import { causalMask } from './causal-mask.ts';
import { conv2d } from './conv2d.ts';
import type { AnyNodeType } from './define.ts';
import { maxPool2d } from './max-pool2d.ts';

function carried(node: AnyNodeType, trial: Case, A: readonly number[]) {
  const { returned, gradients } = carryOut(node, trial, 'train', 'f64', { A: Float64Array.from(A) });
  const numbers = (tensor: (typeof returned)[string] | undefined) => (tensor ? [...read(tensor)] : []);
  return { Z: numbers(returned.Z), I: numbers(returned.I), M: numbers(returned.M), dA: numbers(gradients.dA) };
}
const square: Case = { inputs: { A: [1, 1, 2, 2] } };

test('of equal numbers the first wins the window, and alone receives the gradient', () => {
  const { Z, I, M, dA } = carried(maxPool2d, square, [1, 3, 3, 3]);
  expect([Z, I, M]).toEqual([[3], [1], [0, 1, 0, 0]]);
  expect(dA.map((x) => x !== 0)).toEqual([false, true, false, false]);
});

test('a number that wins several windows receives the sum, and is told how many it won', () => {
  const { M, dA } = carried(
    maxPool2d,
    { inputs: { A: [1, 1, 3, 3] }, settings: { kernel: 2, stride: 1 } },
    [0, 1, 2, 3, 9, 5, 6, 7, 8],
  );
  expect(M).toEqual([0, 0, 0, 0, 4, 0, 0, 0, 0]);
  expect(dA.filter((x) => x !== 0)).toHaveLength(1);
  expect(Object.is(dA[0], 0)).toBe(true);
});

test('the rim of a pooling never wins, even over negative numbers', () => {
  const { Z } = carried(maxPool2d, { ...square, settings: { kernel: 2, stride: 1, padding: 1 } }, [-4, -3, -2, -1]);
  expect(Z).toEqual([-4, -3, -3, -2, -1, -1, -2, -1, -1]);
});

test('NaN in a window is its maximum, as in PyTorch', () => {
  expect(carried(maxPool2d, square, [1, Number.NaN, 3, 4]).Z).toEqual([Number.NaN]);
});

test('the causal mask hides what comes after, NaN included, and keeps the rest', () => {
  const { Z, dA } = carried(causalMask, { inputs: { A: [2, 2] } }, [1, Number.NaN, -0, 4]);
  expect(Z).toEqual([1, Number.NEGATIVE_INFINITY, -0, 4]);
  expect(dA.map((x) => x !== 0)).toEqual([true, false, true, true]);
});

test.each(golden.torch)('a convolution starts as nn.Conv2d after manual_seed($seed)', ({ seed, conv }) => {
  const document: GraphDocument = {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: {
      input1: { type: 'input', position: { x: 0, y: 0 }, settings: { shape: [1, 3, 5, 5] } },
      conv2d1: { type: conv2d.type, position: { x: 0, y: 0 }, settings: { channels: 4 } },
    },
    wires: { 'conv2d1.A': 'input1.X' },
    training: DEFAULT_TRAINING,
  };
  const values = startingValues(plan(document), seed, new Map());
  expect([...(values.get('conv2d1.W') ?? [])]).toEqual(conv.W.map(Math.fround));
  expect([...(values.get('conv2d1.b') ?? [])]).toEqual(conv.b.map(Math.fround));
});
