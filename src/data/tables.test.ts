/* Digits, iris and standardising against scikit-learn's numbers (generators.golden.json, from
   scripts/golden_random.py). */

import { describe, expect, it } from 'vitest';
import { trainTestSplit } from '../tensor/numpy-random.ts';
import { digits } from './digits.ts';
import golden from './generators.golden.json';
import { iris, irisColumns, irisSpecies } from './iris.ts';
import { readLabelled } from './numeric-csv.ts';
import { standardise } from './standardise.ts';

function columnSums(X: ArrayLike<number>, columns: number): number[] {
  const sums = new Array<number>(columns).fill(0);
  for (let cell = 0; cell < X.length; cell++) sums[cell % columns]! += X[cell]!;
  return sums;
}

function counts(y: Uint8Array): number[] {
  return Array.from({ length: Math.max(...y) + 1 }, (_, label) => y.filter((other) => other === label).length);
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, x] of expected.entries()) expect(actual[i]).toBeCloseTo(x, 12);
}

describe('digits', () => {
  it('equal load_digits, divided by 16', async () => {
    const { X, y } = await digits();
    expect(X).toHaveLength(1797 * 64);
    expect(Array.from(X.slice(64000, 64064))).toEqual(golden.digits.row1000);
    expect(columnSums(X, 64)).toEqual(golden.digits.sums);
    expect(counts(y)).toEqual(golden.digits.counts);
    expect(Array.from(y.slice(-10))).toEqual(golden.digits.last);
  });
});

describe('iris', () => {
  it('equals load_iris', async () => {
    const { X, y } = await iris();
    expect(X).toHaveLength(150 * irisColumns.length);
    expectClose(
      columnSums(X, 4).map((total) => total / 150),
      golden.iris.sums.map((total) => total / 150),
    );
    expect(counts(y)).toEqual(golden.iris.counts);
    expect(golden.iris.counts).toHaveLength(irisSpecies.length);
  });
});

describe('standardise', () => {
  it('equals a StandardScaler fitted on the training rows', async () => {
    const { X } = await iris();
    const scaled = standardise(X, 4, trainTestSplit(150, 0.2, 42).train);
    expectClose(scaled.mean, golden.iris.mean);
    expectClose(scaled.deviation, golden.iris.deviation);
    const everyTenth = scaled.X.filter((_, cell) => Math.floor(cell / 4) % 10 === 0);
    expectClose(everyTenth, golden.iris.standardised);
  });

  it('leaves a constant column its scale, even one that rounding blurs', () => {
    const X = Array.from({ length: 10 }, (_, row) => [0.1, row]).flat();
    const { X: scaled, deviation } = standardise(
      X,
      2,
      Array.from({ length: 10 }, (_, row) => row),
    );
    expect(deviation[0]).toBe(1);
    expect(deviation[1]).toBeCloseTo(Math.sqrt(8.25), 12);
    expect(Math.max(...scaled.filter((_, cell) => cell % 2 === 0).map(Math.abs))).toBeLessThan(1e-15);
  });

  it('changes nothing when there are no rows to measure', () => {
    expect(standardise([3, 4], 2, []).X).toEqual(Float64Array.of(3, 4));
  });
});

describe('a damaged data file', () => {
  it.each(['a,b\n1,2\n3', 'a,b\n1,x', 'a,b\n1,2,3'])('is refused: %j', (text) => {
    expect(() => readLabelled(text, 1)).toThrow(/line \d is damaged/);
  });
});
