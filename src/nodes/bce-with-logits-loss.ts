/* Binary cross-entropy of logits against targets from 0 to 1, sigmoid inside: δ = (P − y)/n. */
import { paired } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { reduction } from './settings.ts';

/** With P = sigmoid Z, L = −Σ (y log P + (1 − y) log(1 − P)) / n, computed as max(0, Z) − y ⊙ Z + log(1 + exp −|Z|), which
    holds at logits of any size: F.binary_cross_entropy_with_logits. Z and y of the same shape. */
export const bceWithLogitsLoss = defineNode({
  type: 'bce-with-logits-loss',
  words: {
    en: {
      name: 'Binary cross-entropy',
      help: 'How surprised the sigmoid of the logits is by targets of 0 and 1.',
      also: ['bce', 'bce with logits', 'logistic loss', 'log loss'],
    },
    ja: {
      name: '二値交差エントロピー',
      help: 'ロジットのシグモイドが、0 か 1 の目標にどれだけ驚くかを測ります。',
      also: ['BCE', 'ロジスティック損失', '損失'],
    },
  },
  category: 'loss',
  settings: { reduction },

  inputs: ['Z', 'y'],
  parameters: {},
  keeps: ['P'],
  outputs: ['L'],

  formula: {
    forward: ['P = 1/(1 + exp(−Z))', 'L = −Σ (y ⊙ log P + (1 − y) ⊙ log(1 − P)) / n'],
    backward: ['dZ = (P − y)/n', 'dy = −Z/n'],
  },

  shapes({ Z, y }) {
    paired(Z, y);
    return { P: Z, L: [] };
  },

  forward({ Z, y }, { reduction }) {
    const total = Z.relu().sub(y.mul(Z)).add(Z.abs().neg().exp().log1p()).sum();
    return { P: Z.sigmoid(), L: reduction === 'mean' ? total.mul(1 / Z.size) : total };
  },

  backward({ Z, y, P }, { dL }, { reduction }) {
    const each = reduction === 'mean' ? dL.mul(1 / Z.size) : dL;
    return { dZ: P.sub(y).mul(each), dy: Z.neg().mul(each) };
  },

  pytorch: ({ Z, y }, { reduction }) => `F.binary_cross_entropy_with_logits(${Z}, ${y}, reduction='${reduction}')`,
  example: { inputs: { Z: [4, 2], y: [4, 2] } },
});
