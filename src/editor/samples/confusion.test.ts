/* The confusion matrix counts what was taken for what, and leads to those very samples. */
import { expect, test } from 'vitest';
import { matrixOf, samplesIn, shownClasses } from './confusion.ts';

const judged = {
  rows: Int32Array.of(10, 11, 12, 13, 14),
  actual: Int32Array.of(0, 0, 1, 2, 2),
  predicted: Int32Array.of(0, 1, 1, 1, 1),
  share: Float32Array.of(0.5, 0.625, 0.75, 0.875, 0.9375),
};

test('rows are what a sample is, columns what it is taken for', () => {
  expect(matrixOf(judged, [0, 1, 2])).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 2, 0],
  ]);
});

test('of many classes, those with the most mistakes are shown, in their order', () => {
  expect(shownClasses(judged, 3, 3)).toEqual([0, 1, 2]);
  expect(shownClasses(judged, 3, 2)).toEqual([0, 2]);
  expect(matrixOf(judged, [0, 2])).toEqual([
    [1, 0],
    [0, 0],
  ]);
});

test('the samples of a cell, and all mistakes, the surest first', () => {
  expect(samplesIn(judged, [2, 1]).map(({ row }) => row)).toEqual([14, 13]);
  expect(samplesIn(judged, null).map(({ row }) => row)).toEqual([14, 13, 11]);
});
