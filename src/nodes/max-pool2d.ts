/* Max pooling: the largest number that a window sees, and only that one learns. */
import { places } from '../tensor/window.ts';
import { defineNode } from './define.ts';
import { expectPictures, kernel, padding, planes, poolOf, python, stride } from './window.ts';

/** Z = the largest number in the window at each place; of equals the first, as in nn.MaxPool2d. A [N, C, H, W] →
    Z [N, C, h, w]. Keeps I [N, C, h, w], which number of its window won, and M, how many windows each A won. */
export const maxPool2d = defineNode({
  type: 'max-pool2d',
  words: {
    en: {
      name: 'Max pool',
      help: 'Keeps the largest number of each window; going back, only the winner gets a gradient.',
      also: ['pooling', 'downsampling', 'subsampling', 'cnn'],
    },
    ja: {
      name: '最大プーリング',
      help: '各窓の最大値だけを残します。逆伝播では、勝った要素だけに勾配が届きます。',
      also: ['MaxPool', 'マックスプーリング', '縮小', 'CNN'],
    },
  },
  category: 'layer',
  settings: { kernel: kernel(2), stride: stride('kernel'), padding: padding() },

  inputs: ['A'],
  parameters: {},
  keeps: ['I', 'M'],
  outputs: ['Z'],

  formula: {
    forward: ['I = argmax unfold(A)', 'M = fold(onehot I)', 'Z = max unfold(A)'],
    backward: ['dA = fold(dZ ⊙ onehot I)'],
  },

  shapes({ A }, settings) {
    expectPictures(A);
    const Z = [...A.slice(0, 2), ...places(A, poolOf(settings))];
    return { I: Z, M: A, Z };
  },

  forward({ A }, settings) {
    const window = poolOf(settings);
    const U = A.reshape(planes(A.shape)).unfold(window, Number.NEGATIVE_INFINITY);
    const I = U.argmax();
    const M = I.oneHot(U.columns).fold(window, planes(A.shape));
    const shape = [...A.shape.slice(0, 2), ...I.shape.slice(1)];
    return { I: I.reshape(shape), M: M.reshape(A.shape), Z: U.pick(I).reshape(shape) };
  },

  backward({ A, I }, { dZ }, settings) {
    const window = poolOf(settings);
    const won = I.oneHot(window.kernel[0] * window.kernel[1]);
    const dU = won.mul(dZ.reshape([...dZ.shape, 1]));
    return { dA: dU.fold(window, planes(A.shape)).reshape(A.shape) };
  },

  masks: { dA: 'M' },
  pytorch: ({ A }, { kernel, stride, padding }) =>
    `F.max_pool2d(${A}, ${python(kernel)}, stride=${python(stride)}, padding=${python(padding)})`,
  example: { inputs: { A: [2, 3, 4, 6] } },
});
