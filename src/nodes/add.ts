/* A + B, shapes broadcast: a residual connection, a bias. */
import { broadcast } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** C = A + B, element by element. Where an operand was repeated, its gradient is summed back. A, B → C. */
export const add = defineNode({
  type: 'add',
  words: {
    en: {
      name: 'Add',
      help: 'Adds two tensors element by element; the gradient goes to both.',
      also: ['plus', 'sum', 'residual', 'skip connection'],
    },
    ja: {
      name: '加算',
      help: '2 つのテンソルを要素ごとに足します。勾配は両方へそのまま流れます。',
      also: ['足し算', '和', '残差接続', 'スキップ接続'],
    },
  },
  category: 'combine',
  settings: {},

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: { forward: ['C = A + B'], backward: ['dA = dC', 'dB = dC'] },

  shapes: ({ A, B }) => ({ C: broadcast(A, B) }),
  forward: ({ A, B }) => ({ C: A.add(B) }),
  backward: ({ A, B }, { dC }) => ({
    dA: dC.sumTo(A.shape),
    dB: dC.sumTo(B.shape),
  }),

  pytorch: ({ A, B }) => `${A} + ${B}`,
  example: { inputs: { A: [3, 4], B: [4] } },
});
