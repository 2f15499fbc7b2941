/* Convolution of pictures: one kernel for every place. A Linear over what a window sees from each place. */
import { size } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { places } from '../tensor/window.ts';
import { defineNode } from './define.ts';
import { flag, integer } from './settings.ts';
import { expectPictures, kernel, padding, python, stride, windowOf } from './window.ts';

/** A row for each kernel, as the windows stand in U. */
const rows = (W: Tensor) => W.reshape([W.shape[0] ?? 0, size(W.shape.slice(1))]);

/** Z[n, o, i, j] = Σ W[o] ⊙ (what the window sees from i, j) + b[o]: nn.Conv2d.
    A [N, in, H, W] → Z [N, out, h, w], with U [N, h, w, in·kh·kw] the windows side by side; W [out, in, kh, kw]. */
export const conv2d = defineNode({
  type: 'conv2d',
  words: {
    en: {
      name: 'Conv2d',
      help: 'Moves small kernels over a picture: the same weights at every place.',
      also: ['convolution', 'cnn', 'filter', 'image'],
    },
    ja: {
      name: '畳み込み',
      help: '小さなカーネルを画像の上で動かします。どの位置でも同じ重みを使います。',
      also: ['Conv2d', 'CNN', 'フィルタ', '画像'],
    },
  },
  category: 'layer',
  settings: {
    channels: integer({ en: 'Output channels', ja: '出力チャネル数' }, { initial: 8, min: 1 }),
    kernel: kernel(3),
    stride: stride(1),
    padding: padding(),
    bias: flag({ en: 'Bias', ja: 'バイアス' }, true),
  },

  inputs: ['A'],
  parameters: { W: 'kaiming' },
  optional: { b: 'bias' },
  keeps: ['U'],
  outputs: ['Z'],

  formula: {
    forward: ['U = unfold(A)', 'Z = U·Wᵀ + b'],
    backward: ['dW = dZᵀ·U', 'db = Σ dZ', 'dA = fold(dZ·W)'],
  },

  shapes({ A }, { channels, bias, ...settings }) {
    expectPictures(A);
    const [N = 0, C = 0] = A;
    const window = windowOf(settings);
    const [h, w] = places(A, window);
    const [kh, kw] = window.kernel;
    const W = [channels, C, kh, kw];
    return { W, b: bias ? [channels] : undefined, U: [N, h, w, C * kh * kw], Z: [N, channels, h, w] };
  },

  forward({ A, W, b }, settings) {
    const U = A.unfold(windowOf(settings));
    const Z = U.matmul(rows(W).T);
    const [N = 0, h = 0, w = 0, out = 0] = Z.shape;
    return {
      U,
      Z: (b ? Z.add(b) : Z)
        .reshape([N, h * w, out])
        .transpose(1, 2)
        .reshape([N, out, h, w]),
    };
  },

  backward({ A, W, U }, gradients, settings) {
    const [N = 0, h = 0, w = 0] = U.shape;
    // Channels last, as the windows stand in U.
    const dZ = gradients.dZ.reshape([N, W.shape[0] ?? 0, h * w]).transpose(1, 2);
    return {
      dW: dZ.T.matmul(U).reshape(W.shape),
      db: dZ.sumRows(),
      dA: dZ.matmul(rows(W)).fold(windowOf(settings), A.shape),
    };
  },

  axes: { U: 'H W window' },
  pytorch: ({ A, W, b }, { stride, padding }) =>
    `F.conv2d(${A}, ${W}, ${b}, stride=${python(stride)}, padding=${python(padding)})`,
  example: { inputs: { A: [2, 3, 5, 4] }, settings: { channels: 2 } },
});
