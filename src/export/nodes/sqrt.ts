/* The square root in other languages. */
import { sqrt as node } from '../../nodes/sqrt.ts';
import { defineLines } from '../lines.ts';

export const sqrt = defineLines(node, {
  numpy: {
    forward: ({ A }) => ({ Z: `np.sqrt(${A})` }),
    backward: ({ Z, dZ }) => ({ dA: `${dZ} / (2 * ${Z})` }),
  },
  onnx: (graph, { A }) => graph.op('Sqrt', [A]),
});
