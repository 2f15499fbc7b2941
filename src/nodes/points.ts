/* Points in the plane in two classes, or on a curve: small data whose picture shows what a network does. */
import { standardise } from '../data/standardise.ts';
import { defineSource } from './define.ts';
import { choice, flag, integer, number } from './settings.ts';
import { target, targetData, targetIndices, targetShape } from './target.ts';

const kind = choice(
  { en: 'Kind', ja: '種類' },
  {
    moons: { en: 'moons', ja: '三日月' },
    circles: { en: 'circles', ja: '同心円' },
    spirals: { en: 'spirals', ja: 'らせん' },
    gaussians: { en: 'gaussians', ja: 'ガウス分布' },
    xor: { en: 'xor', ja: 'XOR' },
    line: { en: 'line', ja: '直線' },
    sine: { en: 'sine', ja: '正弦波' },
  },
);
type Kind = typeof kind.initial;

const CLASSES = 2;
/** Curves have one column and a number to hit, so no classes. */
const isCurve = (kind: Kind) => kind === 'line' || kind === 'sine';

/** X [N, 2] and two classes y; of `line` and `sine`, X [N, 1] and the height y [N, 1]. */
export const points = defineSource({
  type: 'points',
  words: {
    en: {
      name: 'Points',
      help: 'Points of two classes in the plane, or on a curve.',
      also: ['moons', 'circles', 'spirals', 'xor', 'sine', 'toy data', 'make_moons'],
    },
    ja: {
      name: '点群',
      help: '平面上の 2 クラスの点、または曲線上の点です。',
      also: ['三日月', '同心円', 'らせん', 'トイデータ', 'データ'],
    },
  },
  settings: {
    kind,
    samples: integer({ en: 'Samples', ja: 'サンプル数' }, { initial: 200, min: 2 }),
    noise: number({ en: 'Noise', ja: 'ノイズ' }, { initial: 0.15, min: 0, max: 100 }),
    seed: integer({ en: 'Seed', ja: '乱数の種' }, { initial: 0, max: 2 ** 32 - 1 }),
    standardise: flag({ en: 'Standardise by the training rows', ja: '訓練データで標準化' }, false),
    target,
  },
  outputs: ['X', 'y'],

  shapes: (_, { kind, target }, { rows }) =>
    isCurve(kind) ? { X: [rows, 1], y: [rows, 1] } : { X: [rows, 2], y: targetShape(target, rows, CLASSES) },
  source: {
    rows: ({ samples }) => samples,
    batched: () => true,
    indices: ({ kind, target }) => (isCurve(kind) ? {} : targetIndices(target, CLASSES)),
    async load({ kind, samples, noise, seed, standardise: standardised, target }, training) {
      // Only the engine draws points; the page need not carry the generators.
      const { points: draw } = await import('../data/generators.ts');
      const { X, columns, y, classes } = draw(kind, samples, noise, seed);
      return {
        X: { shape: [samples, columns], data: standardised ? standardise(X, columns, training).X : X },
        y: classes === null ? { shape: [samples, 1], data: y } : targetData(target, y, classes),
      };
    },
  },

  pytorch(_, { kind, samples, noise, seed }) {
    if (kind === 'moons' || kind === 'circles') return `make_${kind}(${samples}, noise=${noise}, random_state=${seed})`;
    if (kind === 'gaussians') return `make_blobs(${samples}, centers=2, cluster_std=${noise}, random_state=${seed})`;
    // scikit-learn has none of these: their numbers travel as a file.
    return `torch.load('${kind}.pt')`;
  },
  example: { inputs: {} },
});
