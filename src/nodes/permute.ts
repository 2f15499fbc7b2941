/* Permute: all axes in a new order. */
import { type Shape, ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { axes } from './settings.ts';

/** The order counted from 0; it must name every axis once. */
function ordered(A: Shape, order: readonly number[]): readonly number[] {
  const positive = order.map((axis) => (axis < 0 ? axis + A.length : axis));
  if (order.length !== A.length || A.some((_, axis) => !positive.includes(axis)))
    throw new ShapeError('order', { order: written(order), shape: written(A) });
  return positive;
}

/** Axis i of Z is axis order[i] of A; the gradient goes the way back. A → Z. */
export const permute = defineNode({
  type: 'permute',
  words: {
    en: {
      name: 'Permute',
      help: 'Puts all axes into a new order: 0, 2, 1 exchanges the last two of three.',
      also: ['transpose', 'reorder axes', 'channels last'],
    },
    ja: {
      name: '軸の並べ替え',
      help: 'すべての軸を新しい順に並べます。0, 2, 1 なら三つの軸のうち後ろの二つが入れ替わります。',
      also: ['転置', 'permute', 'パーミュート'],
    },
  },
  category: 'shape',
  settings: { order: axes({ en: 'Order of the axes', ja: '軸の順' }, [1, 0]) },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = permute(A, order)'], backward: ['dA = permute⁻¹(dZ, order)'] },

  shapes: ({ A }, { order }) => ({ Z: ordered(A, order).map((axis) => A[axis] as number) }),
  forward: ({ A }, { order }) => ({ Z: A.permute(ordered(A.shape, order)) }),
  backward({ A }, { dZ }, { order }) {
    const there = ordered(A.shape, order);
    return { dA: dZ.permute(there.map((_, axis) => there.indexOf(axis))) };
  },

  pytorch: ({ A }, { order }) => `torch.permute(${A}, ${written(order)})`,
  example: { inputs: { A: [2, 3, 4] }, settings: { order: [2, 0, 1] } },
});
