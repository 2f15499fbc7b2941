/* The exponential function, element by element. */
import { defineNode } from './define.ts';

/** Z = exp A, which is its own derivative. A → Z, any shape. */
export const exp = defineNode({
  type: 'exp',
  words: {
    en: {
      name: 'Exp',
      help: 'Raises e to each number; its derivative is its own result.',
      also: ['exponential', 'e^x'],
    },
    ja: {
      name: '指数関数',
      help: 'e の各要素乗です。微分しても自分自身になります。',
      also: ['exp', 'エクスポネンシャル'],
    },
  },
  category: 'function',
  settings: {},

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = exp(A)'], backward: ['dA = dZ ⊙ Z'] },

  shapes: ({ A }) => ({ Z: A }),
  forward: ({ A }) => ({ Z: A.exp() }),
  backward: ({ Z }, { dZ }) => ({ dA: dZ.mul(Z) }),

  pytorch: ({ A }) => `torch.exp(${A})`,
  example: { inputs: { A: [3, 4] } },
});
