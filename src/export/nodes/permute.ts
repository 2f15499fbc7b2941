/* All axes in a new order, in other languages. */
import { permute as node } from '../../nodes/permute.ts';
import { defineLines } from '../lines.ts';
import { pyTuple } from '../python/python.ts';

const positive = (order: readonly number[]) => order.map((axis) => (axis < 0 ? axis + order.length : axis));
const inverse = (order: readonly number[]) => order.map((_, axis) => positive(order).indexOf(axis));

export const permute = defineLines(node, {
  numpy: {
    forward: ({ A }, { order }) => ({ Z: `np.transpose(${A}, ${pyTuple(order)})` }),
    backward: ({ dZ }, { order }) => ({ dA: `np.transpose(${dZ}, ${pyTuple(inverse(order))})` }),
  },
  // A scalar has no axes, and ONNX no empty order.
  onnx: (graph, { A }, { order }) =>
    order.length === 0 ? graph.op('Identity', [A]) : graph.op('Transpose', [A], { perm: positive(order) }),
});
