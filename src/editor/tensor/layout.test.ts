/* Tests of the geometry of pictures: the mockup's nodes, the shapes of SHOWING-BACKPROP §2.9, and bounds for any shape. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrangeFilm } from '../inspector/film.ts';
import { arrange, arrangeTwins, NODE_BOX } from './layout.ts';

const pair = { ...NODE_BOX, width: 138 };

test.each([
  [[200, 8], 'matrix', 20, 8, 7, 7],
  [[8, 2], 'matrix', 8, 2, 7, 7],
  [[2, 8], 'matrix', 2, 8, 7, 7],
  [[8], 'bars', 1, 8, 7, 16],
  [[1, 1], 'matrix', 1, 1, 7, 7],
  [[1, 1000], 'matrix', 1, 18, 3, 3],
  [[1000, 1], 'matrix', 20, 1, 7, 7],
  [[512, 512], 'matrix', 43, 18, 3, 3],
  [[2, 3, 4], 'tiles', 3, 8, 7, 7],
  [[10, 3, 4], 'tiles', 3, 4, 7, 7],
  [[8, 1, 3, 3], 'tiles', 3, 3, 7, 7],
  [[32, 8, 6, 6], 'tiles', 18, 18, 3, 3],
  [[32, 16, 28, 28], 'tiles', 16, 16, 3, 3],
  [[32, 8], 'matrix', 32, 8, 4, 4],
] as const)('in a node, %j is a %s of %i × %i cells', (shape, form, rows, columns, width, height) => {
  expect(arrange(shape, NODE_BOX)).toMatchObject({ form, rows, columns, cell: { width, height } });
});

test('a scalar is a number, and an empty tensor takes no room', () => {
  expect(arrange([], NODE_BOX)).toMatchObject({ form: 'scalar', rows: 1, columns: 1 });
  expect(arrange([0, 4], NODE_BOX)).toMatchObject({ rows: 0, columns: 0, width: 0, height: 0 });
});

test('a long vector is wrapped in rows of 64, of 16 in a narrow node, and asked for as one row', () => {
  expect(arrange([200], { width: 208, height: 60 })).toMatchObject({
    form: 'strip',
    rows: 4,
    columns: 64,
    request: { rows: 1, columns: 200 },
  });
  expect(arrange([200], NODE_BOX)).toMatchObject({ form: 'strip', rows: 13, columns: 16 });
  expect(arrange([1_000_000], NODE_BOX).height).toBeLessThanOrEqual(NODE_BOX.height);
});

test('numbers are granted to small tensors whose cells fit', () => {
  const box = { width: 120, height: 140, cell: 7, numbers: 8 };
  expect(arrange([5, 3], box)).toMatchObject({ numbers: true, cell: { width: 34, height: 22 } });
  expect(arrange([8, 3], box)).toMatchObject({ numbers: true, cell: { width: 34, height: 17 } });
  expect(arrange([5, 4], box).numbers).toBe(false);
  expect(arrange([9, 3], box).numbers).toBe(false);
  expect(arrange([3], box)).toMatchObject({ form: 'bars', numbers: false, cell: { width: 34, height: 16 } });
});

test('twins stand side by side where cells of 3 px fit, else one above the other', () => {
  expect(arrangeTwins([200, 8], pair)).toMatchObject({ stacked: false, each: { rows: 20, columns: 8, width: 56 } });
  expect(arrangeTwins([64, 18], pair).stacked).toBe(false);
  expect(arrangeTwins([64, 19], pair)).toMatchObject({ stacked: true, each: { columns: 19 } });
  expect(arrangeTwins([64, 30], { ...pair, width: 206 })).toMatchObject({ stacked: false, each: { columns: 30 } });
  // Bars and strips wrap.
  expect(arrangeTwins([30], pair).stacked).toBe(false);
});

test('a picture of any shape fits its box, with at most 64 × 64 cells, none smaller than 3 px', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });
  const side = fc.integer({ min: 48, max: 900 });
  const cell = fc.integer({ min: 3, max: 14 });
  fc.assert(
    fc.property(
      shape,
      side,
      side,
      cell,
      fc.integer({ min: 0, max: 16 }),
      (lengths, width, height, largest, numbers) => {
        const made = arrange(lengths, { width, height, cell: largest, numbers });
        expect(made.width).toBeLessThanOrEqual(width);
        expect(made.height).toBeLessThanOrEqual(height);
        expect(Math.max(made.rows, made.columns)).toBeLessThanOrEqual(64);
        expect(Math.min(made.cell.width, made.cell.height)).toBeGreaterThanOrEqual(3);
        expect(made.request.rows * made.request.columns).toBeGreaterThan(0);
      },
    ),
  );
});

test('up to nine samples of three axes stand side by side, of more one, and a film of its neighbours', () => {
  expect(arrange([9, 4, 4], { width: 280, height: 240 }).request).toMatchObject({
    columns: 3,
    tiles: { samples: false },
  });
  expect(arrange([16, 4, 4], { width: 280, height: 240 }).request).toMatchObject({
    columns: 1,
    tiles: { samples: true },
  });
  expect(arrangeFilm([16, 4, 4], 9, { width: 272, height: 60 })).toMatchObject({ rows: 4, columns: 36, width: 252 });
  expect(arrangeFilm([16, 32, 32], 9, { width: 272, height: 60 })).toMatchObject({
    width: 216,
    request: { rows: 1, columns: 9, tiles: { pool: 4 } },
  });
});
