/* The logarithm in other languages. */
import { log as node } from '../../nodes/log.ts';
import { defineLines } from '../lines.ts';
import { pyNumber } from '../python/python.ts';

const inside = (A: string, epsilon: number) => (epsilon === 0 ? A : `(${A} + ${pyNumber(epsilon)})`);

export const log = defineLines(node, {
  numpy: {
    forward: ({ A }, { epsilon }) => ({ Z: `np.log(${inside(A, epsilon)})` }),
    backward: ({ A, dZ }, { epsilon }) => ({ dA: `${dZ} / ${inside(A, epsilon)}` }),
  },
  onnx: (graph, { A }, { epsilon }) => graph.op('Log', [graph.op('Add', [A, graph.number(epsilon)])]),
});
