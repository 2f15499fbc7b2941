/* The mean over one axis or over everything. */
import { axisOf } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { axis, flag } from './settings.ts';

/** Z = Σ A / n over the n numbers of an axis, or over all; each receives an n-th of the gradient. A → Z. */
export const mean = defineNode({
  type: 'mean',
  words: {
    en: { name: 'Mean', help: 'Averages along an axis, or everything.', also: ['average', 'reduce'] },
    ja: { name: '平均', help: '軸に沿って、または全体を平均します。', also: ['アベレージ', '平均値'] },
  },
  category: 'function',
  settings: {
    axis: axis({ en: 'Axis, −1 the last', ja: '軸(−1 は最後)' }),
    keep: flag({ en: 'Keep the axis, with length 1', ja: '軸を長さ 1 で残す' }, false),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = Σ A / n'], backward: ['dA = dZ / n'] },

  shapes({ A }, { axis, keep }) {
    if (axis === 'all') return { Z: keep ? A.map(() => 1) : [] };
    const at = axisOf(axis, A);
    return { Z: A.flatMap((length, i) => (i !== at ? [length] : keep ? [1] : [])) };
  },

  forward: ({ A }, { axis, keep }) => ({ Z: A.mean(axis === 'all' ? undefined : axis, keep) }),

  backward({ A }, { dZ }, { axis }) {
    const at = axis === 'all' ? 'all' : axisOf(axis, A.shape);
    const kept = A.shape.map((length, i) => (at === 'all' || i === at ? 1 : length));
    return {
      dA: dZ
        .mul(dZ.size / A.size)
        .reshape(kept)
        .expand(A.shape),
    };
  },

  pytorch: ({ A }, { axis, keep }) =>
    axis === 'all' && !keep
      ? `torch.mean(${A})`
      : `torch.mean(${A}, dim=${axis === 'all' ? `tuple(range(${A}.dim()))` : axis}, keepdim=${keep ? 'True' : 'False'})`,
  example: { inputs: { A: [3, 4] } },
});
