/* A parameter by itself, in other languages: it is there before anything is computed. */
import { parameter as node } from '../../nodes/parameter.ts';
import { defineLines } from '../lines.ts';
import { pyTuple } from '../python/python.ts';

export const parameter = defineLines(node, {
  numpy: { forward: () => ({}), backward: ({ dW }) => ({ dW }) },
  module: ({ shape }) => `nn.Parameter(torch.zeros(${pyTuple(shape)}))`,
  states: { W: '' },
  onnx: (_, { W }) => W,
});
