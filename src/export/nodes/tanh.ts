/* Hyperbolic tangent in other languages. */
import { tanh as node } from '../../nodes/tanh.ts';
import { defineLines } from '../lines.ts';

export const tanh = defineLines(node, {
  numpy: {
    forward: ({ Z }) => ({ A: `np.tanh(${Z})` }),
    backward: ({ A, dA }) => ({ dZ: `${dA} * (1 - ${A} * ${A})` }),
  },
  module: () => 'nn.Tanh()',
  onnx: (graph, { Z }) => graph.op('Tanh', [Z]),
});
