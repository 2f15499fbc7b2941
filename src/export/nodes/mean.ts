/* The mean in other languages. */
import { mean as node } from '../../nodes/mean.ts';
import { defineLines } from '../lines.ts';
import { over, spread } from './reduced.ts';

export const mean = defineLines(node, {
  numpy: {
    forward: ({ A }, settings) => ({ Z: `${A}.mean(${over(settings)})` }),
    backward: ({ A, dZ }, settings) => ({
      dA: `${spread(dZ, A, settings)} / ${settings.axis === 'all' ? `${A}.size` : `${A}.shape[${settings.axis}]`}`,
    }),
  },
  onnx: (graph, { A }, { axis, keep }) =>
    graph.op('ReduceMean', [A], { keepdims: Number(keep), ...(axis !== 'all' && { axes: [axis] }) }),
});
