/* Embedding: a learned row for each token. */
import { defineNode } from './define.ts';
import { integer } from './settings.ts';

/** Row X of W for each index X; a row's gradient is the sum over its uses. X [...] indices → Z [..., features]. */
export const embedding = defineNode({
  type: 'embedding',
  words: {
    en: {
      name: 'Embedding',
      help: 'Looks up a learned row of numbers for each index.',
      also: ['lookup table', 'token vectors', 'word vectors'],
    },
    ja: {
      name: '埋め込み',
      help: '各番号に対応する、学習される行を取り出します。',
      also: ['エンベディング', '単語ベクトル', '表引き'],
    },
  },
  category: 'layer',
  settings: {
    tokens: integer({ en: 'Tokens', ja: 'トークンの種類数' }, { initial: 10, min: 1 }),
    features: integer({ en: 'Features', ja: '特徴数' }, { initial: 8, min: 1 }),
  },

  inputs: [],
  indices: ['X'],
  parameters: { W: 'embedding' },
  outputs: ['Z'],

  formula: { forward: ['Z = W[X]'], backward: ['dW[X] = Σ dZ'] },

  shapes: ({ X }, { tokens, features }) => ({ W: [tokens, features], Z: [...X, features] }),
  limits: (_, { tokens }) => ({ X: tokens }),

  forward: ({ X, W }) => ({ Z: W.gather(X) }),
  backward: ({ X, W }, { dZ }) => ({ dW: dZ.scatterAdd(X, W.shape) }),

  axes: { Z: 'features' },
  pytorch: ({ X, W }) => `F.embedding(${X}, ${W})`,
  example: {
    inputs: {},
    indices: { X: { shape: [2, 3], below: 4 } },
    settings: { tokens: 4, features: 3 },
  },
});
