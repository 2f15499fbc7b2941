/* Tests of the colour scale: that it is round, that it follows, and that it does not flicker. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Statistics } from '../../worker/view.ts';
import { nextScale, printedScale, sharedUnit } from './scale.ts';

function statistics(peak: number, rms = peak, count = 16): Statistics {
  const rest = {
    zeros: 0,
    nan: 0,
    infinite: 0,
    masked: 0,
    min: -peak,
    max: peak,
    mean: 0,
    std: 1,
    norm: 1,
    dead: 0,
    saturated: 0,
  };
  return { ...rest, count, peak, rms };
}

test('the scale is the smallest of 1, 2, 5 times a power of ten that holds the largest number', () => {
  const table: readonly (readonly [number, number])[] = [
    [1, 1],
    [1.0001, 2],
    [2, 2],
    [3, 5],
    [5.1, 10],
    [0.00097, 0.001],
    [1e-5, 1e-5],
    [1.2e-5, 2e-5],
    [4e-38, 5e-38],
  ];
  for (const [peak, scale] of table) expect(nextScale(undefined, statistics(peak))).toBe(scale);
});

test('it is at least the largest number and less than two and a half times it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (peak) => {
      const scale = nextScale(undefined, statistics(peak));
      expect(scale).toBeGreaterThanOrEqual(peak);
      expect(scale / peak).toBeLessThanOrEqual(2.5);
    }),
  );
});

test('a small tensor is never clipped; in a large one a spike is', () => {
  expect(nextScale(undefined, statistics(100, 1, 64))).toBe(100);
  expect(nextScale(undefined, statistics(100, 1, 65))).toBe(5);
});

test('it does not change over 100 frames of noise of 20 % that stay below it', () => {
  const noise = fc.array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), noise, (level, frames) => {
      const first = nextScale(undefined, statistics(level * 1.2));
      let scale = first;
      for (const factor of frames) scale = nextScale(scale, statistics(level * factor));
      expect(scale).toBe(first);
    }),
  );
});

test('whatever the first frame was, noise of 20 % moves it at most once, and never back', () => {
  const noise = fc.array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), noise, (level, frames) => {
      const seen: number[] = [];
      for (const factor of frames) seen.push(nextScale(seen.at(-1), statistics(level * factor)));
      expect(new Set(seen).size).toBeLessThanOrEqual(2);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
    }),
  );
});

test('it shrinks once the numbers fall below a fifth of it, and a tensor of zeros keeps it', () => {
  expect(nextScale(1, statistics(0.21))).toBe(1);
  expect(nextScale(1, statistics(0.19))).toBe(0.2);
  expect(nextScale(0.5, statistics(0))).toBe(0.5);
  expect(nextScale(undefined, statistics(0))).toBe(1);
});

test('it is printed as short as it can be', () => {
  expect([2, 0.5, 0.001, 1e-5, 5000, 1e4].map((scale) => printedScale(scale))).toEqual([
    '±2',
    '±0.5',
    '±0.001',
    '±1e-5',
    '±5000',
    '±1e+4',
  ]);
  expect(printedScale(20, false)).toBe('0…20');
  expect(printedScale(5e-5, true, 1e-5)).toBe('±5×10⁻⁵');
  expect(printedScale(2e4, true, 1e4)).toBe('±2×10⁴');
});

test('numbers far from ordinary size share a power of ten, if they are of like size', () => {
  expect(sharedUnit([3.1e-5, -8e-6, 0])).toBe(1e-5);
  expect(sharedUnit([1.2e6, -4e5])).toBe(1e6);
  expect(sharedUnit([0.5, 1e-5])).toBe(1);
  expect(sharedUnit([1e-3, 1e-9])).toBe(1);
  expect(sharedUnit([0, 0])).toBe(1);
  // One speck among hundreds does not take it away.
  expect(sharedUnit([...Array.from({ length: 255 }, () => 1e-3), 1e-30])).toBe(1e-3);
});
