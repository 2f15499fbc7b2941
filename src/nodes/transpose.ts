/* Two axes exchanged: Aᵀ. */
import { axisOf } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { integer } from './settings.ts';

const axis = { min: -8, max: 7 };

/** A with axes a and b exchanged; the same exchange brings the gradient back. A → Z. */
export const transpose = defineNode({
  type: 'transpose',
  words: {
    en: { name: 'Transpose', help: 'Exchanges two axes: rows become columns.', also: ['T', 'swap axes', 'flip'] },
    ja: { name: '転置', help: '2 つの軸を入れ替えます。行が列になります。', also: ['T', '軸の入れ替え'] },
  },
  category: 'shape',
  settings: {
    a: integer({ en: 'First axis, −1 the last', ja: '1 つ目の軸(−1 は最後)' }, { initial: -2, ...axis }),
    b: integer({ en: 'Second axis', ja: '2 つ目の軸' }, { initial: -1, ...axis }),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = Aᵀ'], backward: ['dA = dZᵀ'] },

  shapes({ A }, { a, b }) {
    const [i, j] = [axisOf(a, A), axisOf(b, A)];
    return { Z: A.map((length, at) => (at === i ? A[j] : at === j ? A[i] : length) ?? length) };
  },
  forward: ({ A }, { a, b }) => ({ Z: A.transpose(a, b) }),
  backward: (_, { dZ }, { a, b }) => ({ dA: dZ.transpose(a, b) }),

  pytorch: ({ A }, { a, b }) => `torch.transpose(${A}, ${a}, ${b})`,
  example: { inputs: { A: [3, 4] } },
});
