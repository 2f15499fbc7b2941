/* A * B in other languages. */
import { multiply as node } from '../../nodes/multiply.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const multiply = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} * ${B}` }),
    backward: ({ A, B, dC }, _, place) => ({
      dA: summed(`${dC} * ${B}`, A, 'A', place),
      dB: summed(`${dC} * ${A}`, B, 'B', place),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Mul', [A, B]),
});
