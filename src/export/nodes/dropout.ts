/* Dropout in other languages; NumPy draws the editor's own masks. */
import { dropout as node } from '../../nodes/dropout.ts';
import { defineLines } from '../lines.ts';
import { pyNumber, pyText } from '../python/python.ts';

const gain = (p: number) => pyNumber(p === 1 ? 0 : 1 / (1 - p));

export const dropout = defineLines(node, {
  numpy: {
    forward: ({ A, M }, { p }, place) => ({
      M: `mask(${A}.shape, ${pyNumber(p)}, ${pyText(place.node)}) if training else np.ones_like(${A})`,
      Z: `${A} * ${M} * ${gain(p)} if training else ${A}`,
    }),
    backward: ({ M, dZ }, { p }) => ({ dA: `${dZ} * ${M} * ${gain(p)} if training else ${dZ}` }),
  },
  module: ({ p }) => `nn.Dropout(${pyNumber(p)})`,
  onnx: (graph, { A }) => graph.op('Identity', [A]),
});
