/* The natural logarithm, element by element. */
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** Z = log(A + ε); an ε above 0 keeps log 0 finite. A → Z, any shape. */
export const log = defineNode({
  type: 'log',
  words: {
    en: {
      name: 'Log',
      help: 'The natural logarithm of each number. A small ε keeps log 0 finite.',
      also: ['logarithm', 'ln'],
    },
    ja: {
      name: '対数',
      help: '各要素の自然対数です。小さな ε を足すと log 0 が有限になります。',
      also: ['log', '自然対数'],
    },
  },
  category: 'function',
  settings: {
    epsilon: number({ en: 'ε, added before the logarithm', ja: '対数の前に足す ε' }, { initial: 0, min: 0 }),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = log(A + ε)'], backward: ['dA = dZ / (A + ε)'] },

  shapes: ({ A }) => ({ Z: A }),
  forward: ({ A }, { epsilon }) => ({ Z: A.add(epsilon).log() }),
  backward: ({ A }, { dZ }, { epsilon }) => ({ dA: dZ.div(A.add(epsilon)) }),

  pytorch: ({ A }, { epsilon }) => `torch.log(${A}${epsilon ? ` + ${epsilon}` : ''})`,
  example: { inputs: { A: [3, 4] } },
});
