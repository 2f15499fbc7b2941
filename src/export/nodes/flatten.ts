/* Flatten in other languages. */
import { flatten as node } from '../../nodes/flatten.ts';
import { axisOf } from '../../tensor/shape.ts';
import { defineLines } from '../lines.ts';

export const flatten = defineLines(node, {
  numpy: {
    forward({ A }, { startAxis }, { shapes }) {
      const start = axisOf(startAxis, shapes.A ?? []);
      return { Z: `${A}.reshape(${start === 0 ? '' : `*${A}.shape[:${start}], `}-1)` };
    },
    backward: ({ A, dZ }) => ({ dA: `${dZ}.reshape(${A}.shape)` }),
  },
  module: ({ startAxis }) => (startAxis === 1 ? 'nn.Flatten()' : `nn.Flatten(start_dim=${startAxis})`),
  onnx(graph, { A }, { startAxis }, { shapes }) {
    const start = axisOf(startAxis, shapes.A ?? []);
    return graph.op('Reshape', [A, graph.ints([...new Array<number>(start).fill(0), -1])]);
  },
});
