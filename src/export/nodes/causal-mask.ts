/* The causal mask in other languages. */
import { causalMask as node } from '../../nodes/causal-mask.ts';
import { defineLines } from '../lines.ts';

export const causalMask = defineLines(node, {
  numpy: {
    forward: ({ A }) => ({ Z: `np.where(np.tri(${A}.shape[-1], dtype=bool), ${A}, -np.inf)` }),
    backward: ({ dZ }) => ({ dA: `np.tril(${dZ})` }),
  },
  onnx(graph, { A }, _, { shapes }) {
    const T = shapes.A?.at(-1) ?? 1;
    const later = Float32Array.from({ length: T * T }, (_, i) =>
      i % T > Math.floor(i / T) ? Number.NEGATIVE_INFINITY : 0,
    );
    return graph.op('Add', [A, graph.numbers([T, T], later)]);
  },
});
