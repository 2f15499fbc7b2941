/* A parameter by itself: with it, a layer can be taken apart and still learns. */
import { ShapeError, written } from '../tensor/shape.ts';
import { defineNode } from './define.ts';
import { choice, shape } from './settings.ts';

/** A learned tensor W, wired out as it is. */
export const parameter = defineNode({
  type: 'parameter',
  words: {
    en: {
      name: 'Parameter',
      help: 'Numbers that training changes: a weight or bias of your own.',
      also: ['weight', 'bias', 'variable', 'nn.Parameter'],
    },
    ja: {
      name: 'パラメータ',
      help: '学習で更新される値です。自分で重みやバイアスを作れます。',
      also: ['重み', 'バイアス', '変数'],
    },
  },
  category: 'data',
  settings: {
    shape: shape({ en: 'Shape', ja: '形状' }, [1]),
    init: choice(
      { en: 'Starts as', ja: '初期値' },
      {
        zeros: { en: 'zeros', ja: 'すべて 0' },
        normal: { en: 'normal: mean 0, deviation 1', ja: '正規分布:平均 0、標準偏差 1' },
        uniform: { en: 'uniform: between 0 and 1', ja: '一様分布:0 から 1' },
        kaiming: { en: 'kaiming: as a weight of Linear', ja: 'kaiming:Linear の重みと同じ' },
      },
    ),
  },

  inputs: [],
  parameters: { W: 'zeros' },
  starts: ({ init }) => ({ W: init }),
  outputs: ['W'],

  formula: { forward: [], backward: ['dW = ∂L/∂W'] },

  shapes(_, { shape, init }) {
    if (init === 'kaiming' && shape.length < 2) throw new ShapeError('fan-in', { shape: written(shape) });
    return { W: shape };
  },
  forward: () => ({}),
  backward: (_, { dW }) => ({ dW }),

  pytorch: ({ W }) => W,
  example: { inputs: {}, settings: { shape: [2, 3] } },
});
