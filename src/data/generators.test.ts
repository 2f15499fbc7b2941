/* The point generators against scikit-learn's and numpy's numbers (generators.golden.json, from
   scripts/golden_random.py). */

import { describe, expect, it } from 'vitest';
import golden from './generators.golden.json';
import { pointKinds, points } from './generators.ts';

function farthest(actual: Float64Array, expected: readonly number[]): number {
  return Math.max(...expected.map((x, i) => Math.abs((actual[i] ?? Number.NaN) - x)));
}

const sum = (values: Float64Array) => values.reduce((total, x) => total + x, 0);

describe('points', () => {
  it.each(pointKinds)('%s equal those of the golden file', (kind) => {
    const cases = golden.points.filter((entry) => entry.kind === kind);
    expect(cases).toHaveLength(3);
    for (const { samples, noise, seed, X, y, sumX, sumY } of cases) {
      const drawn = points(kind, samples, noise, seed);
      expect(drawn.X).toHaveLength(samples * drawn.columns);
      expect(drawn.y).toHaveLength(samples);
      expect(farthest(drawn.X, X)).toBeLessThan(1e-12);
      expect(farthest(drawn.y, y)).toBeLessThan(1e-12);
      expect(Math.abs(sum(drawn.X) - sumX)).toBeLessThan(1e-10);
      expect(Math.abs(sum(drawn.y) - sumY)).toBeLessThan(1e-10);
    }
  });

  it('of xor without noise are its truth table', () => {
    const { X, y } = points('xor', 40, 0, 3);
    for (const [row, label] of y.entries()) expect(label).toBe(X[2 * row] === X[2 * row + 1] ? 0 : 1);
    expect(new Set(X)).toEqual(new Set([-1, 1]));
  });

  it.each(pointKinds)('of kind %s exist for no, one and two samples', (kind) => {
    for (const samples of [0, 1, 2]) {
      const { X, y, columns } = points(kind, samples, 0.1, 0);
      expect(X).toHaveLength(samples * columns);
      expect([...X, ...y].every(Number.isFinite)).toBe(true);
    }
  });

  it('refuse samples and noise that mean nothing', () => {
    for (const samples of [-1, 1.5, Number.NaN, Infinity])
      expect(() => points('moons', samples, 0, 0)).toThrow(RangeError);
    for (const noise of [-1, Number.NaN, Infinity]) expect(() => points('moons', 4, noise, 0)).toThrow(RangeError);
  });
});
