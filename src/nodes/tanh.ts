/* Hyperbolic tangent: any number into (−1, 1). */
import { defineNode } from './define.ts';

/** A = tanh Z, whose derivative is 1 − A². Z → A, any shape. */
export const tanh = defineNode({
  type: 'tanh',
  words: {
    en: {
      name: 'Tanh',
      help: 'Squeezes any number between −1 and 1, around 0.',
      also: ['hyperbolic tangent', 'squash'],
    },
    ja: {
      name: 'tanh',
      help: 'どんな値も −1 と 1 の間に収めます。0 を中心に対称です。',
      also: ['活性化関数', '双曲線正接', 'ハイパボリックタンジェント'],
    },
  },
  category: 'activation',
  settings: {},

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: { forward: ['A = tanh(Z)'], backward: ['dZ = dA ⊙ (1 − A²)'] },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }) => ({ A: Z.tanh() }),
  backward: ({ A }, { dA }) => ({ dZ: dA.mul(A.square().neg().add(1)) }),

  range: [-1, 1],
  pytorch: ({ Z }) => `torch.tanh(${Z})`,
  example: { inputs: { Z: [3, 4] } },
});
