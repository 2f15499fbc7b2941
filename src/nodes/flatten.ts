/* Flatten: all axes from one on become one, as between pictures and a linear layer. */
import { axisOf, size } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { integer } from './settings.ts';

/** The same numbers with the axes from startAxis on taken together. A → Z. */
export const flatten = defineNode({
  type: 'flatten',
  words: {
    en: {
      name: 'Flatten',
      help: 'Joins the axes from one on into a single axis.',
      also: ['ravel', 'vectorise', 'reshape'],
    },
    ja: {
      name: '平坦化',
      help: '指定した軸から後ろを 1 つの軸にまとめます。',
      also: ['フラット化', 'ベクトル化', 'Flatten'],
    },
  },
  category: 'shape',
  settings: {
    startAxis: integer({ en: 'First axis to join', ja: 'まとめ始める軸' }, { initial: 1, min: -8, max: 7 }),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = flatten(A)'], backward: ['dA = reshape(dZ)'] },

  shapes({ A }, { startAxis }) {
    const start = axisOf(startAxis, A);
    return { Z: [...A.slice(0, start), size(A.slice(start))] };
  },
  forward({ A }, { startAxis }) {
    const start = axisOf(startAxis, A.shape);
    return { Z: A.reshape([...A.shape.slice(0, start), size(A.shape.slice(start))]) };
  },
  backward: ({ A }, { dZ }) => ({ dA: dZ.reshape(A.shape) }),

  pytorch: ({ A }, { startAxis }) => `torch.flatten(${A}, start_dim=${startAxis})`,
  example: { inputs: { A: [2, 3, 4] } },
});
