/* A ⊙ B, shapes broadcast: the elementwise product, a gate. */
import { broadcast } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** C = A ⊙ B, element by element. Where an operand was repeated, its gradient is summed back. A, B → C. */
export const multiply = defineNode({
  type: 'multiply',
  words: {
    en: {
      name: 'Multiply',
      help: 'Multiplies two tensors element by element; each gradient is scaled by the other operand.',
      also: ['times', 'product', 'hadamard', 'elementwise product', 'gate'],
    },
    ja: {
      name: '要素ごとの積',
      help: '2 つのテンソルを要素ごとに掛けます。勾配には相手の値が掛かります。',
      also: ['掛け算', '乗算', 'アダマール積', 'ゲート'],
    },
  },
  category: 'combine',
  settings: {},

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: { forward: ['C = A ⊙ B'], backward: ['dA = dC ⊙ B', 'dB = dC ⊙ A'] },

  shapes: ({ A, B }) => ({ C: broadcast(A, B) }),
  forward: ({ A, B }) => ({ C: A.mul(B) }),
  backward: ({ A, B }, { dC }) => ({
    dA: dC.mul(B).sumTo(A.shape),
    dB: dC.mul(A).sumTo(B.shape),
  }),

  pytorch: ({ A, B }) => `${A} * ${B}`,
  example: { inputs: { A: [3, 4], B: [4] } },
});
