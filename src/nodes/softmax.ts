/* Softmax: numbers along one axis into shares that add up to 1. */
import { axisOf } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { integer } from './settings.ts';

/** A = exp Z / Σ exp Z along one axis, computed from Z − max Z. Z → A, any shape that has the axis. */
export const softmax = defineNode({
  type: 'softmax',
  words: {
    en: {
      name: 'Softmax',
      help: 'Turns the numbers along an axis into shares that add up to 1.',
      also: ['normalised exponential', 'probabilities'],
    },
    ja: {
      name: 'ソフトマックス',
      help: '軸に沿った値を、合計が 1 になる割合に変えます。',
      also: ['活性化関数', '確率'],
    },
  },
  category: 'activation',
  settings: { axis: integer({ en: 'Axis, −1 the last', ja: '軸(−1 は最後)' }, { initial: -1, min: -8, max: 7 }) },

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: { forward: ['A = exp(Z) / Σ exp(Z)'], backward: ['dZ = A ⊙ (dA − Σ A ⊙ dA)'] },

  shapes({ Z }, { axis }) {
    axisOf(axis, Z);
    return { A: Z };
  },
  forward: ({ Z }, { axis }) => ({ A: Z.softmax(axis) }),
  backward: ({ A }, { dA }, { axis }) => ({ dZ: A.softmaxGradient(dA, axis) }),

  pytorch: ({ Z }, { axis }) => `F.softmax(${Z}, dim=${axis})`,
  example: { inputs: { Z: [3, 4] } },
});
