/* Linear (Affine): the notebook's Z = A Wᵀ + b. */
import { ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { flag, integer } from './settings.ts';

/** A fully connected layer: each output is a weighted sum of all inputs, plus a bias. A [..., in] → Z [..., out]. */
export const linear = defineNode({
  type: 'linear',
  words: {
    en: {
      name: 'Linear',
      help: 'Each output is a weighted sum of all inputs, plus a bias.',
      also: ['dense', 'affine', 'fully connected'],
    },
    ja: {
      name: 'Linear',
      help: '各出力は、全入力の重み付き和にバイアスを足したものです。',
      also: ['全結合', 'アフィン'],
    },
  },
  category: 'layer',
  settings: {
    features: integer({ en: 'Output features', ja: '出力の特徴数' }, { initial: 8, min: 1 }),
    bias: flag({ en: 'Bias', ja: 'バイアス' }, true),
  },

  inputs: ['A'],
  parameters: { W: 'kaiming' },
  optional: { b: 'bias' },
  outputs: ['Z'],

  formula: {
    forward: ['Z = A·Wᵀ + b'],
    backward: ['dW = dZᵀ·A', 'db = Σ dZ', 'dA = dZ·W'],
  },

  shapes({ A }, { features, bias }) {
    const inputs = A.at(-1);
    if (inputs === undefined) throw new ShapeError('rank', { name: 'A', shape: written(A), least: 1 });
    return { W: [features, inputs], b: bias ? [features] : undefined, Z: [...A.slice(0, -1), features] };
  },

  forward: ({ A, W, b }) => ({
    Z: b ? A.matmul(W.T).add(b) : A.matmul(W.T),
  }),

  backward: ({ A, W }, { dZ }) => ({
    dW: dZ.T.matmul(A),
    db: dZ.sumRows(),
    dA: dZ.matmul(W),
  }),

  axes: { Z: 'out' },
  pytorch: ({ A, W, b }) => `F.linear(${A}, ${W}, ${b})`,
  example: { inputs: { A: [4, 3] }, settings: { features: 2 } },
});
