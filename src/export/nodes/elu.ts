/* ELU in other languages. */
import { elu as node } from '../../nodes/elu.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

export const elu = defineLines(node, {
  numpy: {
    forward: ({ Z }, { alpha }) => ({ A: `np.maximum(0, ${Z}) + ${pyNumber(alpha)} * np.expm1(np.minimum(0, ${Z}))` }),
    backward: ({ Z, dA }, { alpha }) => ({
      dZ: `np.where(${Z} > 0, ${dA}, ${dA} * ${pyNumber(alpha)} * np.exp(np.minimum(0, ${Z})))`,
    }),
  },
  module: ({ alpha }) => `nn.ELU(alpha=${pyNumber(alpha)})`,
  onnx: (graph, { Z }, { alpha }) => graph.op('Elu', [Z], { alpha: graph.float(alpha) }),
});
