/* Sigmoid in other languages. */
import { sigmoid as node } from '../../nodes/sigmoid.ts';
import { defineLines } from '../lines.ts';

export const sigmoid = defineLines(node, {
  numpy: {
    forward: ({ Z }) => ({ A: `sigmoid(${Z})` }),
    backward: ({ A, dA }) => ({ dZ: `${dA} * ${A} * (1 - ${A})` }),
  },
  module: () => 'nn.Sigmoid()',
  onnx: (graph, { Z }) => graph.op('Sigmoid', [Z]),
});
