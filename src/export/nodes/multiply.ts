/* A * B in other languages. */
import { multiply as node } from '../../nodes/multiply.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const multiply = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} * ${B}` }),
    backward: ({ A, B, dC }, _, { shapes }) => ({
      dA: summed(`${dC} * ${B}`, shapes.C, A, shapes.A),
      dB: summed(`${dC} * ${A}`, shapes.C, B, shapes.B),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Mul', [A, B]),
});
