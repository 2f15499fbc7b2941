/* Two axes exchanged, in other languages. */
import { transpose as node } from '../../nodes/transpose.ts';
import { axisOf } from '../../tensor/shape.ts';
import { defineLines } from '../lines.ts';

export const transpose = defineLines(node, {
  numpy: {
    forward: ({ A }, { a, b }) => ({ Z: `np.swapaxes(${A}, ${a}, ${b})` }),
    backward: ({ dZ }, { a, b }) => ({ dA: `np.swapaxes(${dZ}, ${a}, ${b})` }),
  },
  onnx(graph, { A }, { a, b }, { shapes }) {
    const shape = shapes.A ?? [];
    const [i, j] = [axisOf(a, shape), axisOf(b, shape)];
    return graph.op('Transpose', [A], { perm: shape.map((_, at) => (at === i ? j : at === j ? i : at)) });
  },
});
