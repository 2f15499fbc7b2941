/* A multiple plus a constant, in other languages. */
import { scale as node } from '../../nodes/scale.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

export const scale = defineLines(node, {
  numpy: {
    forward: ({ A }, { factor, offset }) => ({ Z: `${pyNumber(factor)} * ${A} + ${pyNumber(offset)}` }),
    backward: ({ dZ }, { factor }) => ({ dA: `${pyNumber(factor)} * ${dZ}` }),
  },
  onnx: (graph, { A }, { factor, offset }) =>
    graph.op('Add', [graph.op('Mul', [A, graph.number(factor)]), graph.number(offset)]),
});
