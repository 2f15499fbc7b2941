/* Leaky ReLU: below 0 a little still passes. */
import { defineNode } from './define.ts';
import { number } from './settings.ts';

/** A = max(0, Z) + slope·min(0, Z): F.leaky_relu. At 0 the derivative is the slope. Z → A, any shape. */
export const leakyRelu = defineNode({
  type: 'leaky-relu',
  words: {
    en: {
      name: 'Leaky ReLU',
      help: 'Like ReLU, but below 0 a small slope remains, so that the gradient never dies.',
      also: ['lrelu', 'prelu', 'dying relu'],
    },
    ja: {
      name: 'Leaky ReLU',
      help: 'ReLU に似ていますが、負の側にも小さな傾きを残すので、勾配が消えません。',
      also: ['活性化関数', '漏れのある ReLU'],
    },
  },
  category: 'activation',
  settings: { slope: number({ en: 'Slope below 0', ja: '負の側の傾き' }, { initial: 0.01 }) },

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: {
    forward: ['A = max(0, Z) + slope·min(0, Z)'],
    backward: ['dZ = dA ⊙ ((Z > 0) + slope·(Z ≤ 0))'],
  },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }, { slope }) => ({ A: Z.relu().add(Z.minimum(0).mul(slope)) }),
  backward({ Z }, { dA }, { slope }) {
    const above = Z.positive();
    const below = above.neg().add(1);
    return { dZ: dA.mul(above.add(below.mul(slope))) };
  },

  pytorch: ({ Z }, { slope }) => `F.leaky_relu(${Z}, negative_slope=${slope})`,
  example: { inputs: { Z: [3, 4] } },
});
