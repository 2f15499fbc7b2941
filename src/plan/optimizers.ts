/* The optimisers with PyTorch's names, settings and defaults, one entry each. How a parameter moves is a kernel of the
   same name: what is here is what a user sets, and what is remembered of each parameter between steps. */
import type { Words } from '../document/document.ts';
import { type Fields, flag, list, number } from '../nodes/settings.ts';

export interface Optimizer {
  readonly words: Words;
  /** PyTorch's default rate; SGD has none there and takes the document's. */
  readonly learningRate: number;
  readonly settings: Fields;
  /** What is remembered beside a parameter, each of its shape. */
  readonly remembers: readonly string[];
}

const weightDecay = number({ en: 'Weight decay', ja: '重み減衰' }, { initial: 0, min: 0 });
const momentum = number({ en: 'Momentum', ja: 'モメンタム' }, { initial: 0, min: 0 });
const maximize = flag({ en: 'Ascend instead', ja: '最大化する' }, false);
const eps = (initial: number) => number({ en: 'ε', ja: 'ε' }, { initial, min: 0 });
const adam: Fields = {
  betas: list({ en: 'β₁, β₂', ja: 'β₁, β₂' }, { initial: [0.9, 0.999], min: 0, max: 0.999_999_9 }),
  eps: eps(1e-8),
  weightDecay,
  amsgrad: flag({ en: 'AMSGrad', ja: 'AMSGrad' }, false),
  maximize,
};
const moments = ['mean', 'meanSquare', 'largestMeanSquare'];

const table = {
  sgd: {
    words: { en: 'SGD', ja: 'SGD' },
    learningRate: 0.1,
    settings: {
      momentum,
      dampening: number({ en: 'Dampening', ja: 'ダンピング' }, { initial: 0 }),
      weightDecay,
      nesterov: flag({ en: 'Nesterov', ja: 'ネステロフ' }, false),
      maximize,
    },
    remembers: ['velocity'],
  },
  adam: { words: { en: 'Adam', ja: 'Adam' }, learningRate: 0.001, settings: adam, remembers: moments },
  adamw: {
    words: { en: 'AdamW', ja: 'AdamW' },
    learningRate: 0.001,
    settings: { ...adam, weightDecay: { ...weightDecay, initial: 0.01 } },
    remembers: moments,
  },
  rmsprop: {
    words: { en: 'RMSprop', ja: 'RMSprop' },
    learningRate: 0.01,
    settings: {
      alpha: number({ en: 'Smoothing α', ja: '平滑化 α' }, { initial: 0.99, min: 0, max: 1 }),
      eps: eps(1e-8),
      weightDecay,
      momentum,
      centered: flag({ en: 'Centered', ja: '分散で割る' }, false),
      maximize,
    },
    remembers: ['meanSquare', 'mean', 'velocity'],
  },
  adagrad: {
    words: { en: 'Adagrad', ja: 'Adagrad' },
    learningRate: 0.01,
    settings: {
      lrDecay: number({ en: 'Decay of the rate', ja: '学習率の減衰' }, { initial: 0, min: 0 }),
      weightDecay,
      initialAccumulatorValue: number({ en: 'First sum of squares', ja: '二乗和の初期値' }, { initial: 0, min: 0 }),
      eps: eps(1e-10),
      maximize,
    },
    remembers: ['sumOfSquares'],
  },
} satisfies Record<string, Optimizer>;

export type OptimizerName = keyof typeof table;
export const OPTIMIZERS: ReadonlyMap<string, Optimizer> = new Map(Object.entries(table));
