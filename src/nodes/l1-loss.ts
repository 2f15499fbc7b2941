/* Mean absolute error: like MSE, but far-off targets pull no harder than near ones. */
import { paired } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { reduction } from './settings.ts';

/** L = Σ |Z − y| over the number of elements; where Z = y the gradient is 0: F.l1_loss. Z and y of the same shape. */
export const l1Loss = defineNode({
  type: 'l1-loss',
  words: {
    en: {
      name: 'L1',
      help: 'The mean of the absolute differences from the targets; outliers pull no harder than others.',
      also: ['mean absolute error', 'mae', 'absolute error', 'regression'],
    },
    ja: {
      name: 'L1',
      help: '目標との差の絶対値を平均します。外れ値に引っ張られにくい損失です。',
      also: ['平均絶対誤差', 'MAE', '損失', '回帰'],
    },
  },
  category: 'loss',
  settings: { reduction },

  inputs: ['Z', 'y'],
  parameters: {},
  outputs: ['L'],

  formula: { forward: ['L = Σ |Z − y| / n'], backward: ['dZ = sign(Z − y)/n', 'dy = −dZ'] },

  shapes({ Z, y }) {
    paired(Z, y);
    return { L: [] };
  },

  forward({ Z, y }, { reduction }) {
    const total = Z.sub(y).abs().sum();
    return { L: reduction === 'mean' ? total.mul(1 / Z.size) : total };
  },

  backward({ Z, y }, { dL }, { reduction }) {
    const each = reduction === 'mean' ? dL.mul(1 / Z.size) : dL;
    const dZ = Z.sub(y).sign().mul(each);
    return { dZ, dy: dZ.neg() };
  },

  pytorch: ({ Z, y }, { reduction }) => `F.l1_loss(${Z}, ${y}, reduction='${reduction}')`,
  example: { inputs: { Z: [4, 2], y: [4, 2] } },
});
