/* A multiple of A plus a constant; neither is learned. */
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** Z = factor·A + offset. A → Z, any shape. */
export const scale = defineNode({
  type: 'scale',
  words: {
    en: {
      name: 'Scale',
      help: 'Multiplies by a fixed factor and adds a fixed offset.',
      also: ['times constant', 'shift', 'negate', 'gain'],
    },
    ja: { name: '定数倍', help: '決まった倍率を掛け、決まった値を足します。', also: ['スケール', '倍率', '平行移動'] },
  },
  category: 'function',
  settings: {
    factor: number({ en: 'Factor', ja: '倍率' }, { initial: 1 }),
    offset: number({ en: 'Offset', ja: '足す値' }, { initial: 0 }),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = factor·A + offset'], backward: ['dA = factor·dZ'] },

  shapes: ({ A }) => ({ Z: A }),
  forward: ({ A }, { factor, offset }) => ({ Z: A.mul(factor).add(offset) }),
  backward: (_, { dZ }, { factor }) => ({ dA: dZ.mul(factor) }),

  pytorch: ({ A }, { factor, offset }) => `${factor} * ${A} + ${offset}`,
  example: { inputs: { A: [3, 4] } },
});
