/* ReLU in other languages. */
import { relu as node } from '../../nodes/relu.ts';
import { defineLines } from '../lines.ts';

export const relu = defineLines(node, {
  numpy: {
    forward: ({ Z }) => ({ A: `np.maximum(0, ${Z})` }),
    backward: ({ Z, dA }) => ({ dZ: `${dA} * (${Z} > 0)` }),
  },
  module: () => 'nn.ReLU()',
  onnx: (graph, { Z }) => graph.op('Relu', [Z]),
});
