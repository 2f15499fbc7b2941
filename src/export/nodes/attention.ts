/* Scaled dot-product attention in other languages. */
import { attention as node } from '../../nodes/attention.ts';
import { size } from '../../tensor/shape.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

/** 1/√f, f the features of a head. */
const scaleOf = (heads: number, features = 1) => Math.sqrt(heads / features);

export const attention = defineLines(node, {
  numpy: {
    forward({ Q, K, V, S, P }, { heads, causal }, { shapes }) {
      const scores = causal ? `np.where(np.tri(*${S}.shape[-2:], dtype=bool), ${S}, -np.inf)` : S;
      return {
        S: `split_heads(${Q}, ${heads}) @ split_heads(${K}, ${heads}).swapaxes(-1, -2) * ${pyNumber(scaleOf(heads, shapes.Q?.[2]))}`,
        P: `softmax(${scores})`,
        Z: `join_heads(${P} @ split_heads(${V}, ${heads}))`,
      };
    },
    backward: ({ Q, K, V, P, dZ, dP, dS }, { heads }, { shapes }) => ({
      dV: `join_heads(${P}.swapaxes(-1, -2) @ split_heads(${dZ}, ${heads}))`,
      dP: `split_heads(${dZ}, ${heads}) @ split_heads(${V}, ${heads}).swapaxes(-1, -2)`,
      dS: `${P} * (${dP} - (${P} * ${dP}).sum(axis=-1, keepdims=True)) * ${pyNumber(scaleOf(heads, shapes.Q?.[2]))}`,
      dQ: `join_heads(${dS} @ split_heads(${K}, ${heads}))`,
      dK: `join_heads(${dS}.swapaxes(-1, -2) @ split_heads(${Q}, ${heads}))`,
    }),
  },
  onnx(graph, { Q, K, V }, { heads, causal }, { shapes }) {
    // [N, T, F] → [N, heads, T, F/heads]; 0 keeps an axis as it is.
    const split = (X: string, perm: readonly number[]) =>
      graph.op('Transpose', [graph.op('Reshape', [X, graph.ints([0, 0, heads, -1])])], { perm });
    const [T = 1, S = 1] = [shapes.Q?.[1], shapes.K?.[1]];
    const product = graph.op('MatMul', [split(Q, [0, 2, 1, 3]), split(K, [0, 2, 3, 1])]);
    const scores = graph.op('Mul', [product, graph.number(scaleOf(heads, shapes.Q?.[2]))]);
    const later = Float32Array.from({ length: size([T, S]) }, (_, i) =>
      i % S > Math.floor(i / S) ? Number.NEGATIVE_INFINITY : 0,
    );
    const masked = causal ? graph.op('Add', [scores, graph.numbers([T, S], later)]) : scores;
    const mixed = graph.op('MatMul', [graph.op('Softmax', [masked], { axis: -1 }), split(V, [0, 2, 1, 3])]);
    return graph.op('Reshape', [graph.op('Transpose', [mixed], { perm: [0, 2, 1, 3] }), graph.ints([0, 0, -1])]);
  },
});
