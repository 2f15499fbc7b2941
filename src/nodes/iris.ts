/* Fisher's irises: four measures of a flower, three species. */
import { iris as read } from '../data/iris.ts';
import { standardise } from '../data/standardise.ts';
import { defineSource } from './define.ts';
import { flag } from './settings.ts';
import { target, targetData, targetIndices, targetShape } from './target.ts';

const [ROWS, COLUMNS, CLASSES] = [150, 4, 3];

/** X [N, 4], in centimetres or standardised, and the species y. */
export const iris = defineSource({
  type: 'iris',
  words: {
    en: {
      name: 'Iris',
      help: '150 irises of three species: length and width of sepal and petal.',
      also: ['flowers', 'fisher', 'load_iris'],
    },
    ja: {
      name: 'アヤメ',
      help: '3 種のアヤメ 150 本の、がくと花びらの長さと幅です。',
      also: ['iris', '花', 'フィッシャー', 'データ'],
    },
  },
  settings: {
    standardise: flag({ en: 'Standardise by the training rows', ja: '訓練データで標準化' }, true),
    target,
  },
  outputs: ['X', 'y'],

  shapes: (_, { target }, { rows }) => ({ X: [rows, COLUMNS], y: targetShape(target, rows, CLASSES) }),
  source: {
    rows: () => ROWS,
    batched: () => true,
    indices: ({ target }) => targetIndices(target, CLASSES),
    async load({ standardise: standardised, target }, training) {
      const { X, y } = await read();
      const data = standardised ? standardise(X, COLUMNS, training).X : Float64Array.from(X);
      return { X: { shape: [ROWS, COLUMNS], data }, y: targetData(target, y, CLASSES) };
    },
  },

  pytorch: (_, { standardise }) =>
    `${standardise ? 'StandardScaler().fit_transform(load_iris().data)' : 'load_iris().data'}, load_iris().target`,
  example: { inputs: {} },
});
