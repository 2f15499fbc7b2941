/* ELU: below 0 an exponential that levels off at −alpha. */
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** A = max(0, Z) + alpha·(exp min(0, Z) − 1): F.elu, Clevert et al. 2015. At 0 the derivative is alpha. Z → A. */
export const elu = defineNode({
  type: 'elu',
  words: {
    en: {
      name: 'ELU',
      help: 'Like ReLU above 0; below, it levels off smoothly at −alpha.',
      also: ['exponential linear unit'],
    },
    ja: {
      name: 'ELU',
      help: '正の側は ReLU と同じで、負の側はなめらかに −alpha へ近づきます。',
      also: ['活性化関数', '指数線形ユニット'],
    },
  },
  category: 'activation',
  settings: { alpha: number({ en: 'alpha', ja: 'alpha' }, { initial: 1 }) },

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: {
    forward: ['A = max(0, Z) + alpha·(exp(min(0, Z)) − 1)'],
    backward: ['dZ = dA ⊙ ((Z > 0) + alpha·exp(Z) ⊙ (Z ≤ 0))'],
  },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }, { alpha }) => ({ A: Z.relu().add(Z.minimum(0).expm1().mul(alpha)) }),
  backward({ Z }, { dA }, { alpha }) {
    const above = Z.positive();
    const below = above.neg().add(1);
    return { dZ: dA.mul(above.add(below.mul(Z.minimum(0).exp()).mul(alpha))) };
  },

  pytorch: ({ Z }, { alpha }) => `F.elu(${Z}, alpha=${alpha})`,
  example: { inputs: { Z: [3, 4] } },
});
