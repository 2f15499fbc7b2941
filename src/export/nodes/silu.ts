/* SiLU in other languages. */
import { silu as node } from '../../nodes/silu.ts';
import { defineLines } from '../lines.ts';

export const silu = defineLines(node, {
  numpy: {
    forward: ({ Z, S }) => ({ S: `sigmoid(${Z})`, A: `${Z} * ${S}` }),
    backward: ({ S, A, dA }) => ({ dZ: `${dA} * (${S} + ${A} * (1 - ${S}))` }),
  },
  module: () => 'nn.SiLU()',
  onnx: (graph, { Z }) => graph.op('Mul', [Z, graph.op('Sigmoid', [Z])]),
});
