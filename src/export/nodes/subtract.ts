/* A - B in other languages. */
import { subtract as node } from '../../nodes/subtract.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const subtract = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} - ${B}` }),
    backward: ({ A, B, dC }, _, { shapes }) => ({
      dA: summed(dC, shapes.C, A, shapes.A),
      dB: summed(`-${dC}`, shapes.C, B, shapes.B),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Sub', [A, B]),
});
