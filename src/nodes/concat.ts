/* Concat: two tensors one behind the other along an axis. */
import { axisOf, type Shape, ShapeError, same, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { integer } from './settings.ts';

/** The axis, counted from 0; along every other the two must be of the same length. */
function joint(A: Shape, B: Shape, axis: number): number {
  const at = axisOf(axis, A);
  if (A.length !== B.length || !same(A.with(at, 1), B.with(at, 1)))
    throw new ShapeError('concat', { a: written(A), b: written(B), axis });
  return at;
}

/** C = A, then B, along one axis; each receives its part of the gradient. A, B → C. */
export const concat = defineNode({
  type: 'concat',
  words: {
    en: {
      name: 'Concat',
      help: 'Puts B behind A along an axis; each receives its part of the gradient.',
      also: ['concatenate', 'cat', 'join', 'stack', 'skip connection'],
    },
    ja: {
      name: '連結',
      help: '軸に沿って A の後ろに B を並べます。勾配もそれぞれの部分に分かれます。',
      also: ['結合', 'concat', 'スキップ接続'],
    },
  },
  category: 'shape',
  settings: { axis: integer({ en: 'Axis, −1 the last', ja: '軸(−1 は最後)' }, { initial: -1, min: -8, max: 7 }) },

  inputs: ['A', 'B'],
  parameters: {},
  outputs: ['C'],

  formula: {
    forward: ['C = [A, B]'],
    backward: ['dA = dC[:n]', 'dB = dC[n:]'],
  },

  shapes({ A, B }, { axis }) {
    const at = joint(A, B, axis);
    return { C: A.map((length, i) => (i === at ? length + (B[at] as number) : length)) };
  },
  forward: ({ A, B }, { axis }) => ({ C: A.concat(B, axis) }),
  backward({ A, B }, { dC }, { axis }) {
    const at = joint(A.shape, B.shape, axis);
    const [n, m] = [A.shape[at] as number, B.shape[at] as number];
    return {
      dA: dC.slice({ axis: at, start: 0, length: n, step: 1 }),
      dB: dC.slice({ axis: at, start: n, length: m, step: 1 }),
    };
  },

  pytorch: ({ A, B }, { axis }) => `torch.cat([${A}, ${B}], dim=${axis})`,
  example: { inputs: { A: [3, 2], B: [3, 4] } },
});
