/* Sigmoid: any number into (0, 1). */
import { defineNode } from './define.ts';

/** A = 1/(1 + exp(−Z)), whose derivative is A ⊙ (1 − A). Z → A, any shape. */
export const sigmoid = defineNode({
  type: 'sigmoid',
  words: {
    en: {
      name: 'Sigmoid',
      help: 'Squeezes any number between 0 and 1; the gradient vanishes at both ends.',
      also: ['logistic', 'squash'],
    },
    ja: {
      name: 'シグモイド',
      help: 'どんな値も 0 と 1 の間に収めます。両端では勾配がほぼ 0 になります。',
      also: ['活性化関数', 'ロジスティック関数'],
    },
  },
  category: 'activation',
  settings: {},

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: { forward: ['A = 1/(1 + exp(−Z))'], backward: ['dZ = dA ⊙ A ⊙ (1 − A)'] },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }) => ({ A: Z.sigmoid() }),
  backward: ({ A }, { dA }) => ({ dZ: dA.mul(A).mul(A.neg().add(1)) }),

  range: [0, 1],
  pytorch: ({ Z }) => `torch.sigmoid(${Z})`,
  example: { inputs: { Z: [3, 4] } },
});
