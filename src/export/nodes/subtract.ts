/* A - B in other languages. */
import { subtract as node } from '../../nodes/subtract.ts';
import { defineLines } from '../lines.ts';
import { summed } from './summed.ts';

export const subtract = defineLines(node, {
  numpy: {
    forward: ({ A, B }) => ({ C: `${A} - ${B}` }),
    backward: ({ A, B, dC }, _, place) => ({
      dA: summed(dC, A, 'A', place),
      dB: summed(`-${dC}`, B, 'B', place),
    }),
  },
  onnx: (graph, { A, B }) => graph.op('Sub', [A, B]),
});
