/* The exponential function in other languages. */
import { exp as node } from '../../nodes/exp.ts';
import { defineLines } from '../lines.ts';

export const exp = defineLines(node, {
  numpy: {
    forward: ({ A }) => ({ Z: `np.exp(${A})` }),
    backward: ({ Z, dZ }) => ({ dA: `${dZ} * ${Z}` }),
  },
  onnx: (graph, { A }) => graph.op('Exp', [A]),
});
