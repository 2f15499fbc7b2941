/* The figures of a fit by hand. */
import { expect, test } from 'vitest';
import { fitIn, missedIn } from './fit.ts';

const fitted = {
  columns: 2,
  rows: Int32Array.of(4, 9),
  actual: Float32Array.of(1, 2, 3, 4),
  predicted: Float32Array.of(1, 3, 1, 4),
};

test('rms, share of the spread, and the ends of both axes', () => {
  expect(fitIn(fitted)).toEqual({ rms: Math.sqrt(5 / 4), share: 0, low: 1, high: 4, apart: 2 });
  expect(fitIn({ actual: Float32Array.of(2, 2), predicted: Float32Array.of(2, 1) }).share).toBeNaN();
  expect(fitIn({ actual: Float32Array.of(1, 2), predicted: Float32Array.of(1, 2) }).share).toBe(1);
});

test('the furthest come first, with their rows and columns', () => {
  expect(missedIn(fitted, 2)).toEqual([
    { row: 9, column: 0, actual: 3, predicted: 1 },
    { row: 4, column: 1, actual: 2, predicted: 3 },
  ]);
});
