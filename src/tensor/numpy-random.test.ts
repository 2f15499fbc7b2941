/* numpy's stream and scikit-learn's split against numbers that they gave (random.golden.json, from
   scripts/golden_random.py). */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumpyStream, trainTestSplit } from './numpy-random.ts';
import golden from './random.golden.json';

function drawn(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

describe.each(golden.numpy)('RandomState($seed)', ({ seed, random, normal, permutation, uniform, normalAgain }) => {
  it('draws what numpy draws, one kind after another', () => {
    const stream = new NumpyStream(seed);
    expect(drawn(5, () => stream.random())).toEqual(random);
    const first = drawn(7, () => stream.normal(2, 3));
    expect(Array.from(stream.permutation(100))).toEqual(permutation);
    expect(drawn(4, () => stream.uniform(-10, 10))).toEqual(uniform);
    const second = drawn(4, () => stream.normal());
    for (const [i, x] of [...normal, ...normalAgain].entries()) expect([...first, ...second][i]).toBeCloseTo(x, 13);
  });
});

describe('trainTestSplit', () => {
  it.each(golden.splits)(
    'splits $rows rows, share $share, seed $seed as scikit-learn does',
    ({ rows, share, seed, train, test }) => {
      const split = trainTestSplit(rows, share, seed);
      expect(Array.from(split.train)).toEqual(train);
      expect(Array.from(split.test)).toEqual(test);
    },
  );

  it('keeps all rows in order for share 0', () => {
    expect(trainTestSplit(4, 0, 42)).toEqual({ train: Int32Array.of(0, 1, 2, 3), test: new Int32Array(0) });
  });

  it('gives every row to exactly one side', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(300), share, fc.nat(), (rows, test, seed) => {
        const split = trainTestSplit(rows, test, seed);
        expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(
          Array.from({ length: rows }, (_, i) => i),
        );
      }),
    );
  });

  it.each([-0.1, 1, Number.NaN])('refuses a share of %d', (share) => {
    expect(() => trainTestSplit(10, share, 0)).toThrow(RangeError);
  });
});
