/* Huber's loss: squared where the difference is small, straight where it is large. */
import { paired } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { number, reduction } from './settings.ts';

/** With C the difference Z − y clipped to ±delta, L = Σ C ⊙ (Z − y − C/2) over the number of elements: that is d²/2 near 0
    and delta·(|d| − delta/2) beyond; F.huber_loss, Huber 1964. Z and y of the same shape. */
export const huberLoss = defineNode({
  type: 'huber-loss',
  words: {
    en: {
      name: 'Huber',
      help: 'Half the squared difference up to delta, straight beyond: smooth, and calm about outliers.',
      also: ['smooth l1', 'robust', 'regression'],
    },
    ja: {
      name: 'Huber',
      help: '差が delta までは二乗の半分、それより先は直線です。なめらかで外れ値に強い損失です。',
      also: ['フーバー損失', 'smooth L1', 'ロバスト', '損失', '回帰'],
    },
  },
  category: 'loss',
  settings: { reduction, delta: number({ en: 'delta', ja: 'delta' }, { initial: 1, min: 1e-6 }) },

  inputs: ['Z', 'y'],
  parameters: {},
  keeps: ['C'],
  outputs: ['L'],

  formula: {
    forward: ['C = max(−delta, min(delta, Z − y))', 'L = Σ C ⊙ (Z − y − C/2) / n'],
    backward: ['dZ = C/n', 'dy = −dZ'],
  },

  shapes({ Z, y }) {
    paired(Z, y);
    return { C: Z, L: [] };
  },

  forward({ Z, y }, { reduction, delta }) {
    const difference = Z.sub(y);
    const C = difference.minimum(delta).maximum(-delta);
    const total = difference.sub(C.mul(0.5)).mul(C).sum();
    return { C, L: reduction === 'mean' ? total.mul(1 / Z.size) : total };
  },

  backward({ Z, C }, { dL }, { reduction }) {
    const dZ = C.mul(reduction === 'mean' ? dL.mul(1 / Z.size) : dL);
    return { dZ, dy: dZ.neg() };
  },

  pytorch: ({ Z, y }, { reduction, delta }) => `F.huber_loss(${Z}, ${y}, reduction='${reduction}', delta=${delta})`,
  example: { inputs: { Z: [4, 2], y: [4, 2] } },
});
