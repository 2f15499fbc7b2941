/* Σ in other languages. */
import { sum as node } from '../../nodes/sum.ts';
import { defineLines } from '../lines.ts';
import { over, spread } from './reduced.ts';

export const sum = defineLines(node, {
  numpy: {
    forward: ({ A }, settings) => ({ Z: `${A}.sum(${over(settings)})` }),
    backward: ({ A, dZ }, settings) => ({ dA: spread(dZ, A, settings) }),
  },
  onnx: (graph, { A }, { axis, keep }) =>
    graph.op('ReduceSum', axis === 'all' ? [A] : [A, graph.ints([axis])], { keepdims: Number(keep) }),
});
