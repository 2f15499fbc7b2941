/* The square of every number. */
import { defineNode } from './define.ts';

/** Z = A², whose derivative is 2A. A → Z, any shape. */
export const square = defineNode({
  type: 'square',
  words: {
    en: { name: 'Square', help: 'Every number times itself.', also: ['power', 'x^2', 'pow'] },
    ja: { name: '二乗', help: 'それぞれの値を二乗します。', also: ['平方', '累乗', '2 乗'] },
  },
  category: 'function',
  settings: {},

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = A²'], backward: ['dA = 2 dZ ⊙ A'] },

  shapes: ({ A }) => ({ Z: A }),
  forward: ({ A }) => ({ Z: A.square() }),
  backward: ({ A }, { dZ }) => ({ dA: dZ.mul(A).mul(2) }),

  pytorch: ({ A }) => `torch.square(${A})`,
  example: { inputs: { A: [3, 4] } },
});
