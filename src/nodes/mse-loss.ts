/* Mean squared error: how far numbers are from their targets. */
import { paired, type Shape, size } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { choice } from './settings.ts';

/** What Σ(Z − y)² is multiplied by. */
const weight = (Z: Shape, reduction: 'mean' | 'sum' | 'half') =>
  ({ mean: 1 / size(Z), sum: 1, half: 1 / (2 * size(Z.slice(0, 1))) })[reduction];

/** L = Σ (Z − y)² over the number of elements; `half`: over 2N, N the length of axis 0. Z and y of the same shape. */
export const mseLoss = defineNode({
  type: 'mse-loss',
  words: {
    en: {
      name: 'MSE',
      help: 'The mean of the squared differences from the targets.',
      also: ['mean squared error', 'l2 loss', 'squared error', 'quadratic cost', 'regression'],
    },
    ja: {
      name: 'MSE',
      help: '目標との差の二乗を平均します。',
      also: ['平均二乗誤差', '二乗誤差', '損失', '回帰'],
    },
  },
  category: 'loss',
  settings: {
    reduction: choice(
      { en: 'Reduction', ja: '集約' },
      {
        mean: { en: 'mean over all numbers', ja: '全要素の平均' },
        sum: { en: 'sum', ja: '和' },
        half: { en: 'half the sum, per sample: Σ/2N', ja: 'サンプルあたりの和の半分:Σ/2N' },
      },
    ),
  },

  inputs: ['Z', 'y'],
  parameters: {},
  outputs: ['L'],

  formula: { forward: ['L = Σ (Z − y)² / n'], backward: ['dZ = 2(Z − y)/n', 'dy = −dZ'] },

  shapes({ Z, y }) {
    paired(Z, y);
    return { L: [] };
  },

  forward: ({ Z, y }, { reduction }) => ({
    L: Z.sub(y).square().sum().mul(weight(Z.shape, reduction)),
  }),

  backward({ Z, y }, { dL }, { reduction }) {
    const dZ = Z.sub(y).mul(dL.mul(2 * weight(Z.shape, reduction)));
    return { dZ, dy: dZ.neg() };
  },

  pytorch: ({ Z, y }, { reduction }, shapes) =>
    reduction === 'half'
      ? `F.mse_loss(${Z}, ${y}, reduction='sum') / ${shapes?.Z?.length === 0 ? 2 : `(2 * len(${Z}))`}`
      : `F.mse_loss(${Z}, ${y}, reduction='${reduction}')`,
  example: { inputs: { Z: [4, 2], y: [4, 2] } },
});
