/* A / B in other languages. */
import { divide as node } from '../../nodes/divide.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const divide = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} / ${B}` }),
    backward: ({ A, B, C, dC }, _, { shapes }) => ({
      dA: summed(`${dC} / ${B}`, shapes.C, A, shapes.A),
      dB: summed(`-${dC} * ${C} / ${B}`, shapes.C, B, shapes.B),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Div', [A, B]),
});
