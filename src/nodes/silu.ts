/* SiLU, or swish: each number times its own sigmoid. */
import { defineNode } from './define.ts';

/** S = sigmoid Z, A = Z ⊙ S: F.silu. Z → A, any shape. */
export const silu = defineNode({
  type: 'silu',
  words: {
    en: {
      name: 'SiLU',
      help: 'A smooth ReLU: each number is weighted by its own sigmoid.',
      also: ['swish', 'sigmoid linear unit'],
    },
    ja: {
      name: 'SiLU',
      help: 'なめらかな ReLU です。それぞれの値に自身のシグモイドを掛けます。',
      also: ['活性化関数', 'Swish', 'スウィッシュ'],
    },
  },
  category: 'activation',
  settings: {},

  inputs: ['Z'],
  parameters: {},
  keeps: ['S'],
  outputs: ['A'],

  formula: {
    forward: ['S = 1/(1 + exp(−Z))', 'A = Z ⊙ S'],
    backward: ['dZ = dA ⊙ (S + A ⊙ (1 − S))'],
  },

  shapes: ({ Z }) => ({ S: Z, A: Z }),
  forward({ Z }) {
    const S = Z.sigmoid();
    return { S, A: Z.mul(S) };
  },
  backward: ({ S, A }, { dA }) => ({ dZ: dA.mul(S.add(A.mul(S.neg().add(1)))) }),

  pytorch: ({ Z }) => `F.silu(${Z})`,
  example: { inputs: { Z: [3, 4] } },
});
