/* Rows of a user's own: columns of a CSV file, or pictures and labels in IDX, NPY or NPZ. The document names the files by their
   contents and says how they are read; it never holds the rows. */
import { ShapeError } from '../tensor/shape.ts';
import { defineSource } from './define.ts';
import { choice, flag, found, number } from './settings.ts';
import { target, targetData, targetIndices, targetShape } from './target.ts';

const all = (fits: (each: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(fits);
const whole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const oneOf = (names: readonly string[]) => (value: unknown) => names.includes(value as string);
const isText = (value: unknown) => typeof value === 'string';

const place = whole(0, 9999);

/** The shape of X for so many rows: flat rows, or pictures with a channel in front. */
function shapeOf(as: 'rows' | 'images', shape: readonly number[], rows: number): readonly number[] {
  if (as === 'rows') return [rows, shape.reduce((product, length) => product * length, 1)];
  return shape.length === 2 ? [rows, 1, ...shape] : [rows, ...shape];
}

/** X [N, columns], or pictures [N, channels, height, width]; y classes, or numbers [N, 1]. */
export const table = defineSource({
  type: 'table',
  words: {
    en: {
      name: 'Your data',
      help: 'Rows of a CSV, IDX, NPY or NPZ file of your own.',
      also: ['csv', 'table', 'file', 'mnist', 'idx', 'npy', 'npz', 'spreadsheet'],
    },
    ja: {
      name: '自分のデータ',
      help: '自分の CSV、IDX、NPY、NPZ ファイルの行です。',
      also: ['CSV', '表', 'ファイル', 'MNIST', 'データ'],
    },
  },
  settings: {
    file: found<readonly string[]>(
      [],
      all((each) => isText(each) && /^[0-9a-f]{64}$/.test(each as string)),
    ),
    rows: found<number>(0, whole(0, 5_000_000)),
    shape: found<readonly number[]>([], all(whole(1, 65_536))),
    places: found<boolean>(false, (value) => typeof value === 'boolean'),
    arrays: found<readonly string[]>([], all(isText)),
    delimiter: found<',' | ';' | '\t' | '|'>(',', oneOf([',', ';', '\t', '|'])),
    decimal: found<'.' | ','>('.', oneOf(['.', ','])),
    encoding: found<'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'shift_jis'>(
      'utf-8',
      oneOf(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis']),
    ),
    header: found<boolean>(true, (value) => typeof value === 'boolean'),
    inputs: found<readonly number[]>([], all(place)),
    column: found<number>(0, place),
    kind: found<'classes' | 'numbers'>('classes', oneOf(['classes', 'numbers'])),
    classes: found<readonly string[]>([], all(isText)),
    as: choice({ en: 'X as', ja: 'X の形' }, { rows: { en: 'rows', ja: '行' }, images: { en: 'images', ja: '画像' } }),
    divisor: number({ en: 'X divided by', ja: 'X を割る数' }, { initial: 1, min: 1e-9 }),
    standardise: flag({ en: 'Standardise by the training rows', ja: '訓練データで標準化' }, false),
    target,
  },
  outputs: ['X', 'y'],

  shapes(_, { file, shape, as, kind, classes, target }, { rows }) {
    if (file.length === 0) throw new ShapeError('table-empty', {});
    const y = kind === 'numbers' ? [rows, 1] : targetShape(target, rows, classes.length);
    return { X: shapeOf(as, shape, rows), y };
  },
  source: {
    // Two where there is no file: `shapes` says so, and saying it once is enough.
    rows: ({ rows }) => rows || 2,
    batched: () => true,
    indices: ({ kind, target, classes }) => (kind === 'numbers' ? {} : targetIndices(target, classes.length)),
    async load(settings, training, stored) {
      const { readTable } = await import('../data/files/table.ts');
      const read = await readTable(settings, training, stored);
      if ('code' in read) return read;
      const { as, shape, rows, kind, target, classes } = settings;
      return {
        X: { shape: shapeOf(as, shape, rows), data: read.X },
        y: kind === 'numbers' ? { shape: [rows, 1], data: read.y } : targetData(target, read.y, classes.length),
      };
    },
  },

  pytorch: () => "torch.load('table.pt')",
  example: { inputs: {} },
});
