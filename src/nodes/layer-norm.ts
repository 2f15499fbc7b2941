/* Layer normalisation, over the last axis: every row by itself, in training and after. */
import { ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** X = (A − mean)/√(variance + ε), Z = W ⊙ X + b, over the last axis: nn.LayerNorm. A, Z [..., F]; W, b [F]. */
export const layerNorm = defineNode({
  type: 'layer-norm',
  words: {
    en: {
      name: 'Layer norm',
      help: 'Each row gets mean 0 and variance 1, then a learned scale and shift.',
      also: ['normalisation', 'normalization', 'transformer'],
    },
    ja: {
      name: '層正規化',
      help: '各行を平均 0・分散 1 にし、学習する倍率とずれを掛けます。',
      also: ['レイヤー正規化', 'LayerNorm', 'トランスフォーマー'],
    },
  },
  category: 'layer',
  settings: { eps: number({ en: 'ε', ja: 'ε' }, { initial: 1e-5, min: 0 }) },

  inputs: ['A'],
  parameters: { W: 'ones', b: 'zeros' },
  keeps: ['X', 'R'],
  outputs: ['Z'],

  formula: {
    forward: ['R = 1/√(var A + ε)', 'X = (A − mean A) ⊙ R', 'Z = W ⊙ X + b'],
    backward: ['dW = Σ dZ ⊙ X', 'db = Σ dZ', 'dA = R ⊙ (dZ ⊙ W − mean(dZ ⊙ W) − X ⊙ mean(X ⊙ dZ ⊙ W))'],
  },

  shapes({ A }) {
    const features = A.at(-1);
    if (features === undefined) throw new ShapeError('rank', { name: 'A', shape: written(A), least: 1 });
    return { W: [features], b: [features], X: A, R: [...A.slice(0, -1), 1], Z: A };
  },

  forward({ A, W, b }, { eps }) {
    const centred = A.sub(A.mean(-1, true));
    const R = centred.square().mean(-1, true).add(eps).sqrt().reciprocal();
    const X = centred.mul(R);
    return { X, R, Z: X.mul(W).add(b) };
  },

  backward({ W, X, R }, { dZ }) {
    const dX = dZ.mul(W);
    const share = dX.mean(-1, true).add(X.mul(X.mul(dX).mean(-1, true)));
    return { dW: dZ.mul(X).sumRows(), db: dZ.sumRows(), dA: dX.sub(share).mul(R) };
  },

  pytorch: ({ A, W, b }, { eps }) => `F.layer_norm(${A}, ${W}.shape, ${W}, ${b}, eps=${eps})`,
  example: { inputs: { A: [3, 5] } },
});
