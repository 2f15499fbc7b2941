/* What the data nodes give: the shapes that they promise, indices below their bounds, targets in three forms. */
import { describe, expect, it } from 'vitest';
import { type Case, settingsOf } from '../check/trial.ts';
import { size } from '../tensor/shape.ts';
import type { AnyNodeType } from './define.ts';
import { digits } from './digits.ts';
import { input } from './input.ts';
import { iris } from './iris.ts';
import { points } from './points.ts';

type Settings = NonNullable<Case['settings']>;
const training = (rows: number) => Int32Array.from({ length: Math.floor(0.8 * rows) }, (_, i) => i);

async function given(node: AnyNodeType, changed: Settings) {
  const settings = settingsOf(node, { inputs: {}, settings: changed });
  const rows = node.source?.rows(settings) ?? 0;
  const columns = await node.source?.load?.(settings, training(rows), async () => undefined);
  if (!columns || !('X' in columns && columns.X && columns.y)) throw new Error(`${node.type} gave nothing`);
  return { settings, rows, X: columns.X, y: columns.y, indices: node.source?.indices(settings) ?? {} };
}

const kinds = ['moons', 'circles', 'spirals', 'gaussians', 'xor', 'line', 'sine'];
const targets = ['classes', 'column', 'one-hot'];
const everything: readonly (readonly [AnyNodeType, Settings])[] = [
  ...kinds.flatMap((kind) => targets.map((target) => [points, { kind, target, samples: 31 }] as const)),
  ...['rows', 'images'].flatMap((as) => targets.map((target) => [digits, { as, target }] as const)),
  ...targets.map((target) => [iris, { target }] as const),
];

describe.each(everything)('$type %o', (node, changed) => {
  it('gives the shapes that it promises, and indices below their bounds', async () => {
    const { settings, rows, X, y, indices } = await given(node, changed);
    const shapes = node.shapes({}, settings, { rows, mode: 'train' });
    for (const [name, column] of Object.entries({ X, y })) {
      expect(column.shape, name).toEqual(shapes[name]);
      expect(column.data.length, name).toBe(size(column.shape));
      expect(column.shape[0], name).toBe(rows);
      expect(Array.from(column.data).every(Number.isFinite), name).toBe(true);
    }
    const below = indices.y;
    const curve = changed.kind === 'line' || changed.kind === 'sine';
    expect(below !== undefined).toBe(changed.target === 'classes' && !curve);
    if (below !== undefined)
      expect(new Set(y.data)).toEqual(new Set(Array.from({ length: below }, (_, label) => label)));
    if (changed.target === 'one-hot' && !curve) {
      const classes = y.shape[1] ?? 0;
      for (let row = 0; row < rows; row++) {
        const cells = Array.from(y.data).slice(row * classes, (row + 1) * classes);
        expect(cells.toSorted()).toEqual([...new Array(classes - 1).fill(0), 1]);
      }
    }
  });
});

it('gives the same classes as numbers, as a column and as one-hot rows', async () => {
  const [classes, column, hot] = await Promise.all(targets.map((target) => given(iris, { target })));
  expect(Array.from(column?.y.data ?? [])).toEqual(Array.from(classes?.y.data ?? []));
  const winners = Array.from({ length: 150 }, (_, row) => Array.from(hot?.y.data ?? []).indexOf(1, 3 * row) - 3 * row);
  expect(winners).toEqual(Array.from(classes?.y.data ?? []));
});

it('standardises by the training rows alone', async () => {
  for (const [node, columns] of [
    [iris, 4],
    [points, 2],
  ] as const) {
    const { X, rows } = await given(node, { standardise: true });
    for (let column = 0; column < columns; column++) {
      const cells = [...training(rows)].map((row) => X.data[row * columns + column] ?? Number.NaN);
      const mean = cells.reduce((sum, x) => sum + x, 0) / cells.length;
      const variance = cells.reduce((sum, x) => sum + (x - mean) ** 2, 0) / cells.length;
      expect([mean, variance][0]).toBeCloseTo(0, 10);
      expect([mean, variance][1]).toBeCloseTo(1, 10);
    }
    const raw = await given(node, { standardise: false });
    expect(Array.from(raw.X.data)).not.toEqual(Array.from(X.data));
  }
});

it('shows digits as pixels from 0 to 1, the same as rows and as images', async () => {
  const [rows, images] = await Promise.all([given(digits, { as: 'rows' }), given(digits, { as: 'images' })]);
  expect([rows.X.shape, images.X.shape]).toEqual([
    [1797, 64],
    [1797, 1, 8, 8],
  ]);
  expect(Array.from(images.X.data)).toEqual(Array.from(rows.X.data));
  expect([Math.min(...rows.X.data), Math.max(...rows.X.data)]).toEqual([0, 1]);
});

it('puts the rows in front of a batched input only, and leaves the bound of indices to the reader', () => {
  const node: AnyNodeType = input;
  const { source } = node;
  const shapes = (changed: Settings) =>
    node.shapes({}, settingsOf(node, { inputs: {}, settings: changed }), { rows: 7, mode: 'eval' });
  expect(shapes({ shape: [2, 3] })).toEqual({ X: [2, 3] });
  expect(shapes({ shape: [2, 3], batched: true })).toEqual({ X: [7, 2, 3] });
  expect(shapes({ shape: [], batched: true })).toEqual({ X: [7] });
  expect(source?.rows({})).toBeUndefined();
  expect(source?.batched({ batched: true })).toBe(true);
  expect(source?.indices({ kind: 'indices' })).toEqual({ X: undefined });
  expect(Object.keys(source?.indices({ kind: 'numbers' }) ?? {})).toEqual([]);
});
