/* Softplus: ReLU with its corner rounded off. */
import { defineNode } from './define.ts';

/** From here on log(1 + exp Z) is Z but for 2e-9; PyTorch takes Z itself, with the derivative 1. */
const LINEAR = 20;

/** A = log(1 + exp Z), whose derivative is the sigmoid: F.softplus. Z → A, any shape. */
export const softplus = defineNode({
  type: 'softplus',
  words: {
    en: {
      name: 'Softplus',
      help: 'A ReLU with its corner rounded off; always above 0.',
      also: ['smooth relu', 'log1p exp'],
    },
    ja: {
      name: 'ソフトプラス',
      help: 'ReLU の角を丸めた関数です。値はいつも 0 より大きくなります。',
      also: ['活性化関数', 'Softplus'],
    },
  },
  category: 'activation',
  settings: {},

  inputs: ['Z'],
  parameters: {},
  outputs: ['A'],

  formula: { forward: ['A = log(1 + exp(Z))'], backward: ['dZ = dA / (1 + exp(−Z))'] },

  shapes: ({ Z }) => ({ A: Z }),
  forward: ({ Z }) => ({ A: Z.minimum(LINEAR).exp().log1p().maximum(Z) }),
  backward: ({ Z }, { dA }) => ({ dZ: dA.mul(Z.sigmoid().maximum(Z.sub(LINEAR).positive())) }),

  pytorch: ({ Z }) => `F.softplus(${Z})`,
  example: { inputs: { Z: [3, 4] } },
});
