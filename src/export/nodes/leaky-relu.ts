/* Leaky ReLU in other languages. */
import { leakyRelu as node } from '../../nodes/leaky-relu.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

export const leakyRelu = defineLines(node, {
  numpy: {
    forward: ({ Z }, { slope }) => ({ A: `np.where(${Z} > 0, ${Z}, ${pyNumber(slope)} * ${Z})` }),
    backward: ({ Z, dA }, { slope }) => ({ dZ: `np.where(${Z} > 0, ${dA}, ${pyNumber(slope)} * ${dA})` }),
  },
  module: ({ slope }) => `nn.LeakyReLU(${pyNumber(slope)})`,
  onnx: (graph, { Z }, { slope }) => graph.op('LeakyRelu', [Z], { alpha: graph.float(slope) }),
});
