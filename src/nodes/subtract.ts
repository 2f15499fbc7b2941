/* A − B, shapes broadcast. */
import { broadcast } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** C = A − B, element by element. Where an operand was repeated, its gradient is summed back. A, B → C. */
export const subtract = defineNode({
  type: 'subtract',
  words: {
    en: {
      name: 'Subtract',
      help: 'Subtracts B from A element by element; B receives the negative gradient.',
      also: ['minus', 'difference'],
    },
    ja: {
      name: '減算',
      help: 'A から B を要素ごとに引きます。B には符号を変えた勾配が流れます。',
      also: ['引き算', '差'],
    },
  },
  category: 'combine',
  settings: {},

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: { forward: ['C = A − B'], backward: ['dA = dC', 'dB = −dC'] },

  shapes: ({ A, B }) => ({ C: broadcast(A, B) }),
  forward: ({ A, B }) => ({ C: A.sub(B) }),
  backward: ({ A, B }, { dC }) => ({
    dA: dC.sumTo(A.shape),
    dB: dC.neg().sumTo(B.shape),
  }),

  pytorch: ({ A, B }) => `${A} - ${B}`,
  example: { inputs: { A: [3, 4], B: [4] } },
});
