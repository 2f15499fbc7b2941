/* Embedding in other languages. */
import { embedding as node } from '../../nodes/embedding.ts';
import { defineLines } from '../lines.ts';

export const embedding = defineLines(node, {
  numpy: {
    forward: ({ X, W }) => ({ Z: `${W}[${X}]` }),
    backward: ({ X, W, dZ }) => ({ dW: `add_rows(${dZ}, ${X}, ${W}.shape)` }),
  },
  module: ({ tokens, features }) => `nn.Embedding(${tokens}, ${features})`,
  states: { W: 'weight' },
  onnx: (graph, { X, W }) => graph.op('Gather', [W, X]),
});
