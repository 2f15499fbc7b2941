/* Batch normalisation, over rows (2-D) or over rows and pixels (4-D): nn.BatchNorm1d and 2d. */
import type { Shape } from '../tensor/shape.ts';
import { ShapeError, size, written } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** Numbers per channel: what the mean and the variance are taken over. */
const count = (A: Shape) => size(A) / (A[1] ?? 1);
/** [C] as [C, 1, 1] before a picture, so that it broadcasts over the channels. */
const spread = (x: Tensor, A: Shape) => x.reshape([x.size, ...A.slice(2).map(() => 1)]);
/** Σ over everything but the channels: [N, C, …] → [C]. */
const total = (x: Tensor) => {
  const [N = 0, C = 0, ...pixels] = x.shape;
  return x
    .reshape([N, C, size(pixels)])
    .sum(2)
    .sum(0);
};

/** X = (A − mean)/√(variance + ε), Z = W ⊙ X + b, per channel (axis 1). A, Z [N, C] or [N, C, H, W]; W, b [C]. */
export const batchNorm = defineNode({
  type: 'batch-norm',
  words: {
    en: {
      name: 'Batch norm',
      help: 'Each channel gets mean 0 and variance 1 over the batch, then a learned scale and shift.',
    },
    ja: { name: 'バッチ正規化', help: 'バッチ内で各チャネルを平均 0・分散 1 にし、学習する倍率とずれを掛けます。' },
  },
  category: 'layer',
  settings: {
    momentum: number(
      { en: 'Momentum of the running statistics', ja: '移動統計量のモメンタム' },
      { initial: 0.1, min: 0, max: 1 },
    ),
    eps: number({ en: 'ε', ja: 'ε' }, { initial: 1e-5, min: 0 }),
  },

  inputs: ['A'],
  parameters: { W: 'ones', b: 'zeros' },
  buffers: { mean: 'zeros', variance: 'ones' },
  keeps: ['X', 'R'],
  outputs: ['Z'],

  formula: {
    forward: ['R = 1/√(var A + ε)', 'X = (A − mean A) ⊙ R', 'Z = W ⊙ X + b'],
    backward: ['dW = Σ dZ ⊙ X', 'db = Σ dZ', 'dA = W ⊙ R ⊙ (dZ − db/n − X ⊙ dW/n)'],
  },

  shapes({ A }, _, { mode }) {
    const channels = A[1];
    if (channels === undefined || ![2, 4].includes(A.length))
      throw new ShapeError('rank-of', { name: 'A', shape: written(A), ranks: '2, 4' });
    if (mode === 'train' && count(A) < 2) throw new ShapeError('one-value', { shape: written(A) });
    const C = [channels];
    return { W: C, b: C, mean: C, variance: C, X: A, R: C, Z: A };
  },

  forward({ A, W, b, mean, variance }, { eps, momentum }, { mode }) {
    const n = count(A.shape);
    const average = mode === 'train' ? total(A).mul(1 / n) : mean;
    const centred = A.sub(spread(average, A.shape));
    const spreadOut = mode === 'train' ? total(centred.square()).mul(1 / n) : variance;
    const R = spreadOut.add(eps).sqrt().reciprocal();
    const X = centred.mul(spread(R, A.shape));
    const Z = X.mul(spread(W, A.shape)).add(spread(b, A.shape));
    if (mode === 'eval') return { Z, X, R };
    // The running variance takes the unbiased estimate, the normalisation the biased one, as in PyTorch.
    return {
      ...{ Z, X, R },
      mean: mean.mul(1 - momentum).add(average.mul(momentum)),
      variance: variance.mul(1 - momentum).add(spreadOut.mul((momentum * n) / (n - 1))),
    };
  },

  backward({ A, W, X, R }, { dZ }, _, { mode }) {
    const n = count(A.shape);
    const dW = total(dZ.mul(X));
    const db = total(dZ);
    const scale = spread(W.mul(R), A.shape);
    if (mode === 'eval') return { dW, db, dA: dZ.mul(scale) };
    const share = X.mul(spread(dW.mul(1 / n), A.shape)).add(spread(db.mul(1 / n), A.shape));
    return { dW, db, dA: dZ.sub(share).mul(scale) };
  },

  pytorch: ({ A, W, b, mean, variance, training = 'True' }, { momentum, eps }) =>
    `F.batch_norm(${A}, ${mean}, ${variance}, ${W}, ${b}, training=${training}, momentum=${momentum}, eps=${eps})`,
  example: { inputs: { A: [5, 3] } },
});
