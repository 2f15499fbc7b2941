import { expect, test } from 'vitest';
import { merged, outlined } from './outline.ts';

const cell = (column: number, row: number) => ({ x: column * 7, y: row * 7, width: 7, height: 7 });

test('a row, a column and a block of cells are one frame each', () => {
  expect(merged([cell(2, 1), cell(0, 1), cell(1, 1)])).toEqual([{ x: 0, y: 7, width: 21, height: 7 }]);
  expect(merged([cell(3, 0), cell(3, 2), cell(3, 1)])).toEqual([{ x: 21, y: 0, width: 7, height: 21 }]);
  expect(merged([cell(0, 0), cell(1, 0), cell(0, 1), cell(1, 1)])).toEqual([{ x: 0, y: 0, width: 14, height: 14 }]);
});

test('cells apart stay apart, and the same cell twice is one', () => {
  expect(merged([cell(0, 0), cell(2, 0), cell(0, 0)])).toEqual([cell(0, 0), cell(2, 0)]);
  expect(merged([])).toEqual([]);
});

test('a frame is drawn around its cells', () => {
  expect(outlined([cell(1, 0)], 1)).toBe('M6 -1h9v9h-9z');
  expect(outlined([], 1)).toBe('');
});
