/* Concat in other languages. */
import { concat as node } from '../../nodes/concat.ts';
import { defineLines } from '../lines.ts';

export const concat = defineLines(node, {
  numpy: {
    forward: ({ A, B }, { axis }) => ({ C: `np.concatenate([${A}, ${B}], axis=${axis})` }),
    backward: ({ A, dC }, { axis }) => ({
      dA: `np.split(${dC}, [${A}.shape[${axis}]], axis=${axis})[0]`,
      dB: `np.split(${dC}, [${A}.shape[${axis}]], axis=${axis})[1]`,
    }),
  },
  onnx: (graph, { A, B }, { axis }) => graph.op('Concat', [A, B], { axis }),
});
