/* Reshape in other languages. */
import { reshape as node } from '../../nodes/reshape.ts';
import { defineLines } from '../lines.ts';
import { pyTuple } from '../python/python.ts';

export const reshape = defineLines(node, {
  numpy: {
    forward: ({ A }, { shape }) => ({ Z: `${A}.reshape(${pyTuple(shape)})` }),
    backward: ({ A, dZ }) => ({ dA: `${dZ}.reshape(${A}.shape)` }),
  },
  onnx: (graph, { A }, { shape }) => graph.op('Reshape', [A, graph.ints(shape)]),
});
