/* The matrix product A·B over the last two axes, as torch.matmul: 1-D operands are vectors, leading axes broadcast. */
import { broadcast, type Shape, ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';

/** The shapes of a product: A and B as stacks of matrices, their product, and C, which lacks what a vector was given. */
function align(A: Shape, B: Shape): { left: Shape; right: Shape; product: Shape; C: Shape } {
  if (A.length < 1) throw new ShapeError('rank', { name: 'A', shape: written(A), least: 1 });
  if (B.length < 1) throw new ShapeError('rank', { name: 'B', shape: written(B), least: 1 });
  const [row, column] = [A.length === 1, B.length === 1];
  const [left, right] = [row ? [1, ...A] : A, column ? [...B, 1] : B];
  const [m = 0, k = 0] = left.slice(-2);
  const [l = 0, n = 0] = right.slice(-2);
  if (k !== l) throw new ShapeError('matmul', { a: written(A), b: written(B), k, l });
  const leading = broadcast(left.slice(0, -2), right.slice(0, -2));
  return { left, right, product: [...leading, m, n], C: [...leading, ...(row ? [] : [m]), ...(column ? [] : [n])] };
}

/** C = A·B. A [..., m, k] or [k], B [..., k, n] or [k] → C [..., m, n]; a vector operand leaves no axis. */
export const matmul = defineNode({
  type: 'matmul',
  words: {
    en: {
      name: 'Matrix product',
      help: 'Multiplies matrices: rows of A by columns of B.',
      also: ['matmul', '@', 'dot product', 'mm', 'bmm'],
    },
    ja: { name: '行列積', help: 'A の行と B の列を掛け合わせます。', also: ['matmul', '内積', 'ドット積'] },
  },
  category: 'combine',
  settings: {},

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: { forward: ['C = A·B'], backward: ['dA = dC·Bᵀ', 'dB = Aᵀ·dC'] },

  shapes: ({ A, B }) => ({ C: align(A, B).C }),

  forward({ A, B }) {
    const { left, right, C } = align(A.shape, B.shape);
    return { C: A.reshape(left).matmul(B.reshape(right)).reshape(C) };
  },

  backward({ A, B }, gradients) {
    const { left, right, product } = align(A.shape, B.shape);
    const [X, Y, dC] = [A.reshape(left), B.reshape(right), gradients.dC.reshape(product)];
    // One matrix for all of A's: its gradient sums over all rows at once, and nothing need be moved.
    const shared = right.length === 2;
    const dX = dC.matmul(shared ? Y.T : Y.transpose(-2, -1));
    const dY = (shared ? X.T : X.transpose(-2, -1)).matmul(dC);
    return { dA: dX.sumTo(left).reshape(A.shape), dB: dY.sumTo(right).reshape(B.shape) };
  },

  axes: { C: '' },
  pytorch: ({ A, B }) => `torch.matmul(${A}, ${B})`,
  example: { inputs: { A: [3, 4], B: [4, 2] } },
});
