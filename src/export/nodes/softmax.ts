/* Softmax in other languages. */
import { softmax as node } from '../../nodes/softmax.ts';
import { defineLines } from '../lines.ts';

export const softmax = defineLines(node, {
  numpy: {
    forward: ({ Z }, { axis }) => ({ A: `softmax(${Z}${axis === -1 ? '' : `, axis=${axis}`})` }),
    backward: ({ A, dA }, { axis }) => ({
      dZ: `${A} * (${dA} - (${A} * ${dA}).sum(axis=${axis}, keepdims=True))`,
    }),
  },
  module: ({ axis }) => `nn.Softmax(dim=${axis})`,
  onnx: (graph, { Z }, { axis }) => graph.op('Softmax', [Z], { axis }),
});
