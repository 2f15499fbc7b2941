/* Softplus in other languages; above 20 it is straight, as PyTorch's is. */
import { softplus as node } from '../../nodes/softplus.ts';
import { defineLines } from '../lines.ts';

export const softplus = defineLines(node, {
  numpy: {
    forward: ({ Z }) => ({ A: `np.where(${Z} > 20, ${Z}, np.log1p(np.exp(np.minimum(20, ${Z}))))` }),
    backward: ({ Z, dA }) => ({ dZ: `np.where(${Z} > 20, ${dA}, ${dA} * sigmoid(${Z}))` }),
  },
  module: () => 'nn.Softplus()',
  onnx: (graph, { Z }) => graph.op('Softplus', [Z]),
});
