/* ReLU: the notebook's mask Z > 0. */
import { defineNode } from './define.ts';

/** A = max(0, Z), and ReLU'(0) = 0: the gradient passes only where Z > 0. Z → A, any shape. */
export const relu = defineNode({
  type: 'relu',
  words: {
    en: { name: 'ReLU', help: 'Negative numbers become 0; the gradient passes where Z > 0.', also: ['rectifier'] },
    ja: { name: 'ReLU', help: '負の値を 0 にします。勾配は Z > 0 のところだけ通ります。', also: ['ランプ関数'] },
  },
  category: 'activation',
  settings: {},

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: { forward: ['A = max(0, Z)'], backward: ['dZ = dA ⊙ (Z > 0)'] },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }) => ({ A: Z.relu() }),
  backward: ({ Z }, { dA }) => ({ dZ: dA.mul(Z.positive()) }),

  masks: { dZ: 'Z' },
  pytorch: ({ Z }) => `F.relu(${Z})`,
  example: { inputs: { Z: [3, 4] } },
});
