/* Cross-entropy of logits against class numbers, softmax inside: δ = (P − Y)/N. */
import { ShapeError, same, size, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { choice, number } from './settings.ts';

/** L = −Σ log P[n, yₙ] / N. Z [..., C] logits, y [...] class numbers below C; all leading axes are samples. */
export const crossEntropyLoss = defineNode({
  type: 'cross-entropy-loss',
  words: {
    en: {
      name: 'Cross-entropy',
      help: 'How surprised the softmax of the logits is by the right classes.',
      also: ['softmax loss', 'log loss', 'nll'],
    },
    ja: {
      name: '交差エントロピー',
      help: 'ロジットのソフトマックスが、正解のクラスにどれだけ驚くかを測ります。',
      also: ['損失'],
    },
  },
  category: 'loss',
  settings: {
    reduction: choice(
      { en: 'Reduction', ja: '集約' },
      { mean: { en: 'mean over samples', ja: 'サンプルの平均' }, sum: { en: 'sum over samples', ja: 'サンプルの和' } },
    ),
    labelSmoothing: number({ en: 'Label smoothing', ja: 'ラベル平滑化' }, { initial: 0, min: 0, max: 1 }),
  },

  inputs: ['Z'],
  indices: ['y'],
  parameters: {},
  keeps: ['P', 'Y'],
  outputs: ['L'],

  formula: {
    forward: ['P = softmax(Z)', 'L = −Σ Y ⊙ log P / N'],
    backward: ['dZ = (P − Y)/N'],
  },

  shapes({ Z, y }) {
    if (Z.length < 1) throw new ShapeError('rank', { name: 'Z', shape: written(Z), least: 1 });
    if (!same(Z.slice(0, -1), y))
      throw new ShapeError('targets', { Z: written(Z), y: written(y), wanted: written(Z.slice(0, -1)) });
    return { L: [], P: Z, Y: Z };
  },
  limits: ({ Z }) => ({ y: Z.at(-1) ?? 0 }),
  predicts: { logits: 'Z', target: 'y' },
  axes: { P: 'class', Y: 'class' },

  forward({ Z, y }, { reduction, labelSmoothing }) {
    const [C, N] = [Z.columns, reduction === 'mean' ? Z.rows : 1];
    const hard = y.oneHot(C);
    const logP = Z.logSoftmax();
    const right = logP.pick(y).sum();
    if (labelSmoothing === 0) return { P: Z.softmax(), Y: hard, L: right.mul(-1 / N) };
    const L = right.mul(1 - labelSmoothing).add(logP.sum().mul(labelSmoothing / C));
    return { P: Z.softmax(), Y: hard.mul(1 - labelSmoothing).add(labelSmoothing / C), L: L.mul(-1 / N) };
  },

  backward: ({ Z, P, Y }, { dL }, { reduction }) => ({
    dZ: P.sub(Y).mul(dL.mul(reduction === 'mean' ? 1 / size(Z.shape.slice(0, -1)) : 1)),
  }),

  pytorch({ Z, y }, { reduction, labelSmoothing }, shapes) {
    // PyTorch wants classes on axis 1: leading axes become one.
    const [logits, classes] = (shapes?.Z?.length ?? 0) > 2 ? [`${Z}.flatten(0, -2)`, `${y}.flatten()`] : [Z, y];
    return `F.cross_entropy(${logits}, ${classes}, reduction='${reduction}', label_smoothing=${labelSmoothing})`;
  },
  example: { inputs: { Z: [4, 3] }, indices: { y: { shape: [4], below: 3 } } },
});
