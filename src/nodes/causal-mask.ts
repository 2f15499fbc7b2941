/* The causal mask: a place sees itself and what came before it, never what comes after. */
import { ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** Z = A, but −∞ where the column lies beyond the row: softmax makes 0 of it. A [..., T, T] → Z. Keeps M, 1 where
    a number passes. */
export const causalMask = defineNode({
  type: 'causal-mask',
  words: {
    en: {
      name: 'Causal mask',
      help: 'Sets the scores of later places to −∞, so that softmax gives them 0.',
      also: ['attention', 'triangle', 'tril', 'masked_fill', 'autoregressive'],
    },
    ja: {
      name: '因果マスク',
      help: '後ろの位置のスコアを −∞ にします。ソフトマックスを通すと 0 になります。',
      also: ['注意機構', '三角行列', '自己回帰', 'マスク'],
    },
  },
  category: 'function',
  settings: {},

  inputs: ['A'],
  parameters: {},
  keeps: ['M'],
  outputs: ['Z'],

  formula: { forward: ['M = (i ≥ j)', 'Z = A + log M'], backward: ['dA = dZ ⊙ M'] },

  shapes({ A }) {
    if (A.length < 2) throw new ShapeError('rank', { name: 'A', shape: written(A), least: 2 });
    if (A.at(-1) !== A.at(-2)) throw new ShapeError('square', { name: 'A', shape: written(A) });
    return { M: A, Z: A };
  },
  forward: ({ A }) => ({ M: A.onesLike().tril(), Z: A.tril(Number.NEGATIVE_INFINITY) }),
  backward: (_, { dZ }) => ({ dA: dZ.tril() }),

  masks: { dA: 'M' },
  infinite: ['Z'],
  pytorch: ({ A }) => `${A}.masked_fill(torch.ones_like(${A}).tril() == 0, -torch.inf)`,
  example: { inputs: { A: [2, 3, 3] } },
});
