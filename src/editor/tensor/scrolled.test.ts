/* Tests of what a scrolled picture asks for: what is in sight and little more, however large the tensor. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowAt } from './scrolled.ts';

const cells = { width: 12, height: 12, numbers: false };

test('what is in sight is asked for in whole blocks, and stays the same while one scrolls within one', () => {
  const grid = { rows: 512, columns: 512, ...cells };
  const sight = { left: 0, top: 2000, width: 600, height: 400 };
  expect(windowAt(grid, sight)).toEqual({ row: 144, column: 0, rows: 80, columns: 80 });
  expect(windowAt(grid, { ...sight, top: 2010 })).toEqual(windowAt(grid, sight));
  expect(windowAt({ ...grid, rows: 3, columns: 4 }, { ...sight, top: 0 })).toMatchObject({ rows: 3, columns: 4 });
});

test('it holds all cells in sight, and never more than a margin about them', () => {
  const length = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(length, length, fc.double({ min: 0, max: 1, noNaN: true }), (rows, columns, share) => {
      const sight = { left: 0, top: share * Math.max(0, rows * 12 - 400), width: 600, height: 400 };
      const window = windowAt({ rows, columns, ...cells }, sight);
      expect(window.row * 12).toBeLessThanOrEqual(sight.top);
      expect((window.row + window.rows) * 12).toBeGreaterThanOrEqual(Math.min(rows * 12, sight.top + 400));
      expect(window.rows).toBeLessThanOrEqual(400 / 12 + 4 * 16);
      expect(window.columns).toBeLessThanOrEqual(600 / 12 + 3 * 16);
    }),
  );
});
