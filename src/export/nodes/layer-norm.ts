/* Layer normalisation in other languages. */
import { layerNorm as node } from '../../nodes/layer-norm.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';
import { flat } from './flat.ts';

export const layerNorm = defineLines(node, {
  numpy: {
    forward: ({ A, W, b, X, R }, { eps }) => ({
      R: `1 / np.sqrt(${A}.var(axis=-1, keepdims=True) + ${pyNumber(eps)})`,
      X: `(${A} - ${A}.mean(axis=-1, keepdims=True)) * ${R}`,
      Z: `${W} * ${X} + ${b}`,
    }),
    backward: ({ W, X, R, dZ, dX }, _, { shapes }) => ({
      dW: `${flat(`(${dZ} * ${X})`, shapes.A)}.sum(axis=0)`,
      db: `${flat(dZ, shapes.A)}.sum(axis=0)`,
      dX: `${dZ} * ${W}`,
      dA: `${R} * (${dX} - ${dX}.mean(axis=-1, keepdims=True) - ${X} * (${X} * ${dX}).mean(axis=-1, keepdims=True))`,
    }),
  },
  module: ({ eps }, { shapes }) => `nn.LayerNorm(${shapes.A?.at(-1)}, eps=${pyNumber(eps)})`,
  states: { W: 'weight', b: 'bias' },
  onnx: (graph, { A, W, b }, { eps }) => graph.op('LayerNormalization', [A, W, b], { epsilon: graph.float(eps) }),
});
