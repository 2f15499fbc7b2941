/* Dropout: a random share of the numbers is 0 in each training step. */
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** What survives is enlarged, so that the expected value stays; with p = 1 nothing survives. */
const gain = (p: number) => (p === 1 ? 0 : 1 / (1 - p));

/** Z = A ⊙ M/(1 − p) with M 0 at a share p of places, else 1; in eval mode Z = A. A → Z, any shape. */
export const dropout = defineNode({
  type: 'dropout',
  words: {
    en: {
      name: 'Dropout',
      help: 'In training, sets a random share p to 0 and enlarges the rest; when measuring, does nothing.',
      also: ['regularisation', 'regularization', 'noise'],
    },
    ja: {
      name: 'ドロップアウト',
      help: '訓練中は割合 p の要素をランダムに 0 にし、残りを拡大します。評価時は何もしません。',
      also: ['正則化', '過学習'],
    },
  },
  category: 'layer',
  settings: { p: number({ en: 'Share set to 0', ja: '0 にする割合' }, { initial: 0.5, min: 0, max: 1 }) },

  inputs: ['A'],
  parameters: {},
  keeps: ['M'],
  outputs: ['Z'],

  formula: {
    forward: ['M = (random ≥ p)', 'Z = A ⊙ M / (1 − p)'],
    backward: ['dA = dZ ⊙ M / (1 − p)'],
  },

  shapes: ({ A }) => ({ M: A, Z: A }),

  forward({ A }, { p }, { mode, mask }) {
    if (mode === 'eval') return { M: A.onesLike(), Z: A };
    const M = mask(A, p);
    return { M, Z: A.mul(M).mul(gain(p)) };
  },

  backward: ({ M }, { dZ }, { p }, { mode }) => ({
    dA: mode === 'eval' ? dZ : dZ.mul(M).mul(gain(p)),
  }),

  masks: { dA: 'M' },
  pytorch: ({ A, training }, { p }) => `F.dropout(${A}, p=${p}${training ? `, training=${training}` : ''})`,
  example: { inputs: { A: [4, 5] } },
});
