/* A / B in other languages. */
import { divide as node } from '../../nodes/divide.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const divide = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} / ${B}` }),
    backward: ({ A, B, C, dC }, _, place) => ({
      dA: summed(`${dC} / ${B}`, A, 'A', place),
      dB: summed(`-${dC} * ${C} / ${B}`, B, 'B', place),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Div', [A, B]),
});
