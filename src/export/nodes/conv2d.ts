/* Convolution in other languages. */
import { conv2d as node } from '../../nodes/conv2d.ts';
import { defineLines } from '../lines.ts';
import { moduleArguments, onnxWindow, windowArguments } from './window.ts';

export const conv2d = defineLines(node, {
  numpy: {
    forward: ({ A, W, b, U }, settings) => ({
      U: `unfold(${A}, ${windowArguments(settings)})`,
      Z: `(${U} @ ${W}.reshape(len(${W}), -1).T${b ? ` + ${b}` : ''}).transpose(0, 3, 1, 2)`,
    }),
    backward: ({ A, W, U, dZ }, settings) => ({
      dW: `np.tensordot(${dZ}, ${U}, axes=((0, 2, 3), (0, 1, 2))).reshape(${W}.shape)`,
      db: `${dZ}.sum(axis=(0, 2, 3))`,
      dA: `fold(${dZ}.transpose(0, 2, 3, 1) @ ${W}.reshape(len(${W}), -1), ${A}.shape, ${windowArguments(settings)})`,
    }),
  },
  module: (settings, { shapes }) =>
    `nn.Conv2d(${shapes.A?.[1]}, ${settings.channels}, ${moduleArguments(settings)}${settings.bias ? '' : ', bias=False'})`,
  states: { W: 'weight', b: 'bias' },
  onnx: (graph, { A, W, b }, settings) => graph.op('Conv', b ? [A, W, b] : [A, W], onnxWindow(settings)),
});
