/* Average pooling in other languages. */
import { avgPool2d as node } from '../../nodes/avg-pool2d.ts';
import { defineLines } from '../lines.ts';
import { moduleArguments, onnxWindow, windowArguments, windowOf } from './window.ts';

export const avgPool2d = defineLines(node, {
  numpy: {
    forward: ({ A }, settings) => ({ Z: `windows(${A}, ${windowArguments(settings)}).mean(axis=-1)` }),
    backward({ A, dZ }, settings) {
      const n = windowOf(settings).kernel.reduce((a, b) => a * b);
      return {
        dA: `scatter(np.repeat(${dZ}[..., None] / ${n}, ${n}, axis=-1), ${A}.shape, ${windowArguments(settings)})`,
      };
    },
  },
  module: (settings) => `nn.AvgPool2d(${moduleArguments(settings)})`,
  onnx: (graph, { A }, settings) => graph.op('AveragePool', [A], { ...onnxWindow(settings), count_include_pad: 1 }),
});
