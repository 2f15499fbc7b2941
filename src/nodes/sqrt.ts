/* The square root of every number. */
import { defineNode } from './define.ts';

/** Z = √A, whose derivative is 1/(2√A): infinite at 0, where a run stops and says so. A → Z, any shape. */
export const sqrt = defineNode({
  type: 'sqrt',
  words: {
    en: {
      name: 'Square root',
      help: 'The square root of each number. Below 0 there is none, and at 0 its slope is infinite.',
      also: ['sqrt', 'root', 'radical'],
    },
    ja: {
      name: '平方根',
      help: '各要素の平方根です。負の値では定義されず、0 では傾きが無限大になります。',
      also: ['sqrt', 'ルート', '根号'],
    },
  },
  category: 'function',
  settings: {},

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = √A'], backward: ['dA = dZ / 2Z'] },

  shapes: ({ A }) => ({ Z: A }),
  forward: ({ A }) => ({ Z: A.sqrt() }),
  backward: ({ Z }, { dZ }) => ({ dA: dZ.div(Z.mul(2)) }),

  pytorch: ({ A }) => `torch.sqrt(${A})`,
  example: { inputs: { A: [3, 4] } },
});
