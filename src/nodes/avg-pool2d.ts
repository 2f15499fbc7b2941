/* Average pooling: the mean of what a window sees. */
import { places } from '../tensor/window.ts';
import { defineNode } from './define.ts';
import { expectPictures, kernel, padding, planes, poolOf, python, stride } from './window.ts';

/** Z = the mean of the window at each place, zeros of the padding included, as in nn.AvgPool2d.
    A [N, C, H, W] → Z [N, C, h, w]. */
export const avgPool2d = defineNode({
  type: 'avg-pool2d',
  words: {
    en: {
      name: 'Average pool',
      help: 'The mean of each window; going back, its gradient is shared out evenly.',
      also: ['pooling', 'mean', 'downsampling', 'subsampling', 'cnn'],
    },
    ja: {
      name: '平均プーリング',
      help: '各窓の平均を取ります。逆伝播では、勾配を窓の中に等しく分けます。',
      also: ['AvgPool', '平均値', '縮小', 'CNN'],
    },
  },
  category: 'layer',
  settings: { kernel: kernel(2), stride: stride('kernel'), padding: padding() },

  inputs: ['A'],
  parameters: {},
  outputs: ['Z'],

  formula: { forward: ['Z = mean unfold(A)'], backward: ['dA = fold(dZ/n)'] },

  shapes({ A }, settings) {
    expectPictures(A);
    return { Z: [...A.slice(0, 2), ...places(A, poolOf(settings))] };
  },

  forward({ A }, settings) {
    const means = A.reshape(planes(A.shape)).unfold(poolOf(settings)).mean(-1);
    return { Z: means.reshape([...A.shape.slice(0, 2), ...means.shape.slice(1)]) };
  },

  backward({ A }, { dZ }, settings) {
    const window = poolOf(settings);
    const n = window.kernel[0] * window.kernel[1];
    const dU = dZ
      .mul(1 / n)
      .reshape([...dZ.shape, 1])
      .expand([...dZ.shape, n]);
    return { dA: dU.fold(window, planes(A.shape)).reshape(A.shape) };
  },

  pytorch: ({ A }, { kernel, stride, padding }) =>
    `F.avg_pool2d(${A}, ${python(kernel)}, stride=${python(stride)}, padding=${python(padding)})`,
  example: { inputs: { A: [2, 3, 4, 6] } },
});
