/* Φ against 40 digits of mpmath: erfc(−x/√2)/2, rounded to float64. */
import { expect, it } from 'vitest';
import { normal } from './normal.ts';

it.each([
  [-38, 2.88542835e-316],
  [-20, 2.7536241186062337e-89],
  [-8.3, 5.205569744890254e-17],
  [-5.25, 7.604960516488715e-8],
  [-3, 0.0013498980316300946],
  [-2.1, 0.017864420562816553],
  [-1.4, 0.08075665923377107],
  [-1, 0.15865525393145705],
  [-0.6, 0.2742531177500736],
  [-0.05, 0.4800611941616275],
  [-1e-9, 0.49999999960105773],
  [0.3, 0.6179114221889527],
  [0.7, 0.758036347776927],
  [1.3, 0.9031995154143897],
  [1.96, 0.9750021048517795],
  [2.5, 0.9937903346742238],
  [4, 0.9999683287581669],
  [6, 0.9999999990134123],
  [8, 0.9999999999999993],
])('Φ(%f) has a relative error below 1e-15', (x, wanted) => {
  // Below 2.2e-308 float64 itself has fewer digits.
  const bound = wanted < Number.MIN_VALUE * 2 ** 52 ? 1e-8 : 1e-15;
  expect(Math.abs(normal(x) - wanted) / wanted).toBeLessThanOrEqual(bound);
});

it('is 0 and 1 at the ends, one half in the middle, and keeps NaN', () => {
  const ends = [Number.NEGATIVE_INFINITY, -40, -0, 0, 40, Number.POSITIVE_INFINITY, Number.NaN];
  expect(ends.map(normal)).toEqual([0, 0, 0.5, 0.5, 1, 1, Number.NaN]);
});

it('rises without a jump where the two halves meet', () => {
  for (let x = -2; x < 2; x += 1 / 128) expect(normal(x + 1 / 128)).toBeGreaterThan(normal(x));
  expect(normal(1e-12) - normal(-1e-12)).toBeCloseTo(2e-12 / Math.sqrt(2 * Math.PI), 15);
});
