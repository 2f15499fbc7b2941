/* Σ over one axis or over everything. */
import { axisOf } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { axis, flag } from './settings.ts';

/** Z = Σ A over an axis, or over all; each number receives the gradient of its sum. A → Z. */
export const sum = defineNode({
  type: 'sum',
  words: {
    en: { name: 'Sum', help: 'Adds up along an axis, or everything.', also: ['total', 'reduce', 'Σ'] },
    ja: { name: '総和', help: '軸に沿って、または全体を足し合わせます。', also: ['合計', '和', 'Σ'] },
  },
  category: 'function',
  settings: {
    axis: axis({ en: 'Axis, −1 the last', ja: '軸(−1 は最後)' }),
    keep: flag({ en: 'Keep the axis, with length 1', ja: '軸を長さ 1 で残す' }, false),
  },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = Σ A'], backward: ['dA = dZ'] },

  shapes({ A }, { axis, keep }) {
    if (axis === 'all') return { Z: keep ? A.map(() => 1) : [] };
    const at = axisOf(axis, A);
    return { Z: A.flatMap((length, i) => (i !== at ? [length] : keep ? [1] : [])) };
  },

  forward: ({ A }, { axis, keep }) => ({ Z: A.sum(axis === 'all' ? undefined : axis, keep) }),

  backward({ A }, { dZ }, { axis }) {
    const at = axis === 'all' ? 'all' : axisOf(axis, A.shape);
    const kept = A.shape.map((length, i) => (at === 'all' || i === at ? 1 : length));
    return { dA: dZ.reshape(kept).expand(A.shape) };
  },

  pytorch: ({ A }, { axis, keep }) =>
    axis === 'all' && !keep
      ? `torch.sum(${A})`
      : `torch.sum(${A}, dim=${axis === 'all' ? `tuple(range(${A}.dim()))` : axis}, keepdim=${keep ? 'True' : 'False'})`,
  example: { inputs: { A: [3, 4] } },
});
