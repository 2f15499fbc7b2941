/* Scaled dot-product attention: a soft look-up of values by how well their keys answer a query. */
import { type Shape, ShapeError, written } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineNode } from './define.ts';
import { flag, integer } from './settings.ts';

/** [N, T, F] → [N, heads, T, F/heads]: each head looks at features of its own. */
const split = (X: Tensor, heads: number) => {
  const [N = 0, T = 0, F = 0] = X.shape;
  return X.reshape([N, T, heads, F / heads]).transpose(1, 2);
};
/** Takes the heads together again. */
const join = (X: Tensor) => {
  const [N = 0, heads = 0, T = 0, F = 0] = X.shape;
  return X.transpose(1, 2).reshape([N, T, heads * F]);
};

function check(Q: Shape, K: Shape, V: Shape, heads: number): void {
  for (const [name, shape] of Object.entries({ Q, K, V })) {
    if (shape.length !== 3) throw new ShapeError('rank-of', { name, shape: written(shape), ranks: '3' });
    if ((shape[2] ?? 0) % heads !== 0) throw new ShapeError('heads', { name, shape: written(shape), heads });
  }
  if (Q[0] !== K[0] || Q[0] !== V[0] || K[1] !== V[1] || Q[2] !== K[2])
    throw new ShapeError('attention', { Q: written(Q), K: written(K), V: written(V) });
}

/** P = softmax(S), S = Q·Kᵀ/√f of each head, f = F/heads; Z = P·V. With `causal`, no place sees a later one.
    Q [N, T, F], K [N, S, F], V [N, S, G] → Z [N, T, G], with S and P [N, heads, T, S]: PyTorch's
    scaled_dot_product_attention. */
export const attention = defineNode({
  type: 'attention',
  words: {
    en: {
      name: 'Attention',
      help: 'Each query takes a mean of the values, weighted by how well their keys match it.',
      also: ['transformer', 'scaled dot product', 'multi-head', 'self-attention', 'gpt'],
    },
    ja: {
      name: '注意機構',
      help: '各クエリについて、キーとの一致度を重みとしたバリューの平均を取ります。',
      also: ['アテンション', 'トランスフォーマー', 'マルチヘッド', '自己注意', 'GPT'],
    },
  },
  category: 'layer',
  settings: {
    heads: integer({ en: 'Heads', ja: 'ヘッド数' }, { initial: 1, min: 1, max: 1024 }),
    causal: flag({ en: 'Causal: no place sees a later one', ja: '因果的(後ろの位置を見ない)' }, false),
  },

  inputs: ['Q', 'K', 'V'],
  parameters: {},
  keeps: ['S', 'P'],
  outputs: ['Z'],

  formula: {
    forward: ['S = Q·Kᵀ/√f', 'P = softmax(S)', 'Z = P·V'],
    backward: ['dV = Pᵀ·dZ', 'dQ = (P ⊙ (dZ·Vᵀ − Σ P ⊙ dZ·Vᵀ))·K/√f', 'dK = (P ⊙ (dZ·Vᵀ − Σ P ⊙ dZ·Vᵀ))ᵀ·Q/√f'],
  },

  shapes({ Q, K, V }, { heads }) {
    check(Q, K, V, heads);
    const [N = 0, T = 0] = Q;
    const scores = [N, heads, T, K[1] ?? 0];
    return { S: scores, P: scores, Z: [N, T, V[2] ?? 0] };
  },

  forward({ Q, K, V }, { heads, causal }) {
    const keys = split(K, heads).transpose(-2, -1);
    const S = split(Q, heads)
      .matmul(keys)
      .mul(Math.sqrt(heads / Q.columns));
    const P = (causal ? S.tril(Number.NEGATIVE_INFINITY) : S).softmax();
    return { S, P, Z: join(P.matmul(split(V, heads))) };
  },

  backward({ Q, K, V, P }, gradients, { heads }) {
    const dZ = split(gradients.dZ, heads);
    const dP = dZ.matmul(split(V, heads).transpose(-2, -1));
    // Where the mask made P 0, dS is 0 too.
    const dS = P.softmaxGradient(dP).mul(Math.sqrt(heads / Q.columns));
    return {
      dQ: join(dS.matmul(split(K, heads))),
      dK: join(dS.transpose(-2, -1).matmul(split(Q, heads))),
      dV: join(P.transpose(-2, -1).matmul(dZ)),
    };
  },

  axes: { S: 'head T T', P: 'head T T', Z: 'T features' },
  pytorch({ Q, K, V }, { heads, causal }) {
    const part = (X: string | undefined) => (heads === 1 ? X : `${X}.unflatten(2, (${heads}, -1)).transpose(1, 2)`);
    const line = `F.scaled_dot_product_attention(${part(Q)}, ${part(K)}, ${part(V)}, is_causal=${causal ? 'True' : 'False'})`;
    return heads === 1 ? line : `${line}.transpose(1, 2).flatten(2)`;
  },
  example: { inputs: { Q: [2, 3, 4], K: [2, 3, 4], V: [2, 3, 4] } },
});
