/* A / B, shapes broadcast. */
import { broadcast } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** C = A / B, element by element. Where an operand was repeated, its gradient is summed back. A, B → C. */
export const divide = defineNode({
  type: 'divide',
  words: {
    en: {
      name: 'Divide',
      help: 'Divides A by B element by element; where B is 0 there is no result.',
      also: ['quotient', 'ratio', 'over', 'fraction'],
    },
    ja: {
      name: '除算',
      help: 'A を B で要素ごとに割ります。B が 0 のところでは結果がありません。',
      also: ['割り算', '商', '比'],
    },
  },
  category: 'combine',
  settings: {},

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: { forward: ['C = A / B'], backward: ['dA = dC / B', 'dB = −dC ⊙ C / B'] },

  shapes: ({ A, B }) => ({ C: broadcast(A, B) }),
  forward: ({ A, B }) => ({ C: A.div(B) }),
  backward: ({ A, B, C }, { dC }) => ({
    dA: dC.div(B).sumTo(A.shape),
    dB: dC.neg().mul(C).div(B).sumTo(B.shape),
  }),

  pytorch: ({ A, B }) => `${A} / ${B}`,
  example: { inputs: { A: [3, 4], B: [4] } },
});
