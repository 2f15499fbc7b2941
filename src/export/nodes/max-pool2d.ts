/* Max pooling in other languages. */
import { maxPool2d as node } from '../../nodes/max-pool2d.ts';
import { defineLines } from '../lines.ts';
import { moduleArguments, onnxWindow, windowArguments, windowOf } from './window.ts';

export const maxPool2d = defineLines(node, {
  numpy: {
    forward: ({ A }, settings) => ({
      I: `windows(${A}, ${windowArguments(settings)}, -np.inf).argmax(axis=-1)`,
      Z: `windows(${A}, ${windowArguments(settings)}, -np.inf).max(axis=-1)`,
    }),
    backward({ A, I, dZ }, settings) {
      const { kernel } = windowOf(settings);
      const won = `np.eye(${kernel.reduce((a, b) => a * b)}, dtype=np.float32)[${I}]`;
      return { dA: `scatter(${won} * ${dZ}[..., None], ${A}.shape, ${windowArguments(settings)})` };
    },
  },
  module: (settings) => `nn.MaxPool2d(${moduleArguments(settings)})`,
  onnx: (graph, { A }, settings) => graph.op('MaxPool', [A], onnxWindow(settings)),
});
