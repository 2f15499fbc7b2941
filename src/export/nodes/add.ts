/* A + B in other languages. */
import { add as node } from '../../nodes/add.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const add = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} + ${B}` }),
    backward: ({ A, B, dC }, _, { shapes }) => ({
      dA: summed(dC, shapes.C, A, shapes.A),
      dB: summed(dC, shapes.C, B, shapes.B),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Add', [A, B]),
});
