/* GELU: each number times the share of the normal distribution below it. */
import type { Tensor } from '../tensor/tensor.ts';
import { defineNode } from './define.ts';
import { choice } from './settings.ts';

const c = 0.044715;
const twice = 2 * Math.sqrt(2 / Math.PI);
const peak = 1 / Math.sqrt(2 * Math.PI);

/** Φ itself, or (1 + tanh u)/2 = sigmoid(2u) with u = √(2/π)·(Z + c·Z³). */
const share = {
  none: (Z: Tensor) => Z.normal(),
  tanh: (Z: Tensor) => Z.square().mul(c).add(1).mul(Z).mul(twice).sigmoid(),
};
/** The derivative of each: the bell curve, or P(1 − P) times that of 2u. */
const density = {
  none: (Z: Tensor) => Z.square().div(2).neg().exp().mul(peak),
  tanh(Z: Tensor, P: Tensor) {
    const growth = Z.square().mul(c).mul(3).add(1).mul(twice);
    return P.neg().add(1).mul(P).mul(growth);
  },
};

/** A = Z ⊙ Φ(Z): F.gelu, Hendrycks and Gimpel 2016. Φ the normal distribution, or its tanh of GPT-2. Z → A, any shape. */
export const gelu = defineNode({
  type: 'gelu',
  words: {
    en: {
      name: 'GELU',
      help: 'A smooth ReLU: each number is weighted by how likely a normal random number is smaller.',
      also: ['gaussian error linear unit', 'erf', 'gpt', 'transformer'],
    },
    ja: {
      name: 'GELU',
      help: 'なめらかな ReLU です。正規乱数がその値より小さくなる確率を掛けます。',
      also: ['活性化関数', 'ガウス誤差線形ユニット', 'トランスフォーマー'],
    },
  },
  category: 'activation',
  settings: {
    approximate: choice(
      { en: 'Approximation', ja: '近似' },
      {
        none: { en: 'none: Φ itself', ja: 'なし:Φ そのもの' },
        tanh: { en: 'tanh, as GPT-2', ja: 'tanh(GPT-2 と同じ)' },
      },
    ),
  },

  inputs: ['Z'],
  parameters: {},
  keeps: ['P'],
  outputs: ['A'],

  formula: {
    forward: ['P = Φ(Z) ≈ (1 + tanh(√(2/π)·(Z + 0.044715 Z³)))/2', 'A = Z ⊙ P'],
    backward: ['dZ = dA ⊙ (P + Z ⊙ Φ′(Z))'],
  },

  shapes: ({ Z }) => ({ P: Z, A: Z }),
  forward({ Z }, { approximate }) {
    const P = share[approximate](Z);
    return { P, A: Z.mul(P) };
  },
  backward: ({ Z, P }, { dA }, { approximate }) => ({
    dZ: dA.mul(P.add(Z.mul(density[approximate](Z, P)))),
  }),

  pytorch: ({ Z }, { approximate }) => `F.gelu(${Z}, approximate='${approximate}')`,
  example: { inputs: { Z: [3, 4] } },
});
