/* Handwritten digits of 8 × 8 pixels, as rows of 64 or as pictures. */
import { digits as read } from '../data/digits.ts';
import { defineSource } from './define.ts';
import { choice } from './settings.ts';
import { target, targetData, targetIndices, targetShape } from './target.ts';

const [ROWS, CLASSES] = [1797, 10];
const shapeOf = (as: 'rows' | 'images', rows: number) => (as === 'rows' ? [rows, 64] : [rows, 1, 8, 8]);

/** X [N, 64] or [N, 1, 8, 8], pixels from 0 to 1, and the digit y. */
export const digits = defineSource({
  type: 'digits',
  words: {
    en: {
      name: 'Digits 8×8',
      help: '1797 handwritten digits of 8 × 8 pixels.',
      also: ['handwriting', 'images', 'mnist', 'load_digits'],
    },
    ja: { name: '数字 8×8', help: '8 × 8 画素の手書き数字 1797 枚です。', also: ['画像', 'MNIST', 'データ'] },
  },
  settings: {
    as: choice(
      { en: 'X as', ja: 'X の形' },
      {
        rows: { en: 'rows [N, 64]', ja: '行 [N, 64]' },
        images: { en: 'images [N, 1, 8, 8]', ja: '画像 [N, 1, 8, 8]' },
      },
    ),
    target,
  },
  outputs: ['X', 'y'],

  shapes: (_, { as, target }, { rows }) => ({ X: shapeOf(as, rows), y: targetShape(target, rows, CLASSES) }),
  source: {
    rows: () => ROWS,
    batched: () => true,
    indices: ({ target }) => targetIndices(target, CLASSES),
    async load({ as, target }) {
      const { X, y } = await read();
      return { X: { shape: shapeOf(as, ROWS), data: X }, y: targetData(target, y, CLASSES) };
    },
  },

  pytorch: (_, { as }) => `load_digits().${as === 'rows' ? 'data' : 'images[:, None]'} / 16, load_digits().target`,
  example: { inputs: {} },
});
