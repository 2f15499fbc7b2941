/* Reshape: the same numbers, in the same order, under another shape. */
import { type Shape, ShapeError, size, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { openShape } from './settings.ts';

/** The shape asked for, with what remains in place of −1. Computed for each number of rows, as axis 0 counts too. */
function filled(A: Shape, shape: Shape): Shape {
  const fixed = size(shape.filter((length) => length !== -1));
  const Z = shape.map((length) => (length === -1 ? size(A) / fixed : length));
  if (!Z.every(Number.isInteger) || size(Z) !== size(A))
    throw new ShapeError('reshape', { shape: written(A), count: size(A), wanted: written(shape) });
  return Z;
}

/** Z holds the numbers of A row by row; so does the gradient. −1 stands for what is left, such as the rows. A → Z. */
export const reshape = defineNode({
  type: 'reshape',
  words: {
    en: {
      name: 'Reshape',
      help: 'The same numbers under another shape; −1 is whatever is left, such as the rows of a batch.',
      also: ['view', 'resize', 'unflatten', 'squeeze', 'unsqueeze'],
    },
    ja: {
      name: '形状変更',
      help: '同じ値を別の形状に並べ直します。−1 は残り(バッチの行数など)を表します。',
      also: ['リシェイプ', 'reshape', 'ビュー'],
    },
  },
  category: 'shape',
  settings: { shape: openShape({ en: 'Shape, −1 for what is left', ja: '形状(−1 は残り)' }, [-1]) },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = reshape(A)'], backward: ['dA = reshape(dZ)'] },

  shapes: ({ A }, { shape }) => ({ Z: filled(A, shape) }),
  forward: ({ A }, { shape }) => ({ Z: A.reshape(filled(A.shape, shape)) }),
  backward: ({ A }, { dZ }) => ({ dA: dZ.reshape(A.shape) }),

  pytorch: ({ A }, { shape }) => `torch.reshape(${A}, ${written(shape)})`,
  example: { inputs: { A: [2, 6] }, settings: { shape: [-1, 3, 2] } },
});
