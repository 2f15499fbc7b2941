/* A tensor given from outside: by hand, by a file, by a program. */
import { defineSource } from './define.ts';
import { choice, flag, shape } from './settings.ts';

/** X is what was given for it, else zeros; a batched X has the rows in front: [N, ...shape]. */
export const input = defineSource({
  type: 'input',
  words: {
    en: { name: 'Input', help: 'Numbers that you give; zeros until you do.', also: ['constant', 'placeholder', 'x'] },
    ja: { name: '入力', help: '自分で与える値です。与えるまでは 0 です。', also: ['定数', 'プレースホルダ', 'データ'] },
  },
  settings: {
    shape: shape({ en: 'Shape', ja: '形状' }, [1]),
    batched: flag({ en: 'Has rows: the shape is that of one', ja: '行をもつ(形状は 1 行のもの)' }, false),
    kind: choice(
      { en: 'Kind', ja: '種類' },
      { numbers: { en: 'numbers', ja: '数値' }, indices: { en: 'indices 0, 1, 2 …', ja: '番号 0, 1, 2 …' } },
    ),
  },
  outputs: ['X'],

  shapes: (_, { shape, batched }, { rows }) => ({ X: batched ? [rows, ...shape] : shape }),
  source: {
    rows: () => undefined,
    batched: ({ batched }) => batched,
    indices: ({ kind }): Record<string, undefined> => (kind === 'indices' ? { X: undefined } : {}),
  },

  pytorch: (_, { shape, kind }) =>
    `torch.zeros(${JSON.stringify(shape)}${kind === 'indices' ? ', dtype=torch.long' : ''})`,
  example: { inputs: {}, settings: { shape: [2, 3] } },
});
