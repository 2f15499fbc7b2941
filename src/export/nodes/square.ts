/* The square in other languages. */
import { square as node } from '../../nodes/square.ts';
import { defineLines } from '../lines.ts';

export const square = defineLines(node, {
  numpy: {
    forward: ({ A }) => ({ Z: `${A} * ${A}` }),
    backward: ({ A, dZ }) => ({ dA: `2 * ${A} * ${dZ}` }),
  },
  onnx: (graph, { A }) => graph.op('Mul', [A, A]),
});
