import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LADDER, rateOf } from './rate.ts';

test('every rate is read as it is written', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (rate) => {
      expect(rateOf(String(rate))).toBe(rate);
    }),
  );
  for (const rate of LADDER) expect(rateOf(String(rate))).toBe(rate);
});

test('common ways to write a number are understood', () => {
  expect(['1e-3', '.3', ' 3. ', '0,3', '０．１'].map(rateOf)).toEqual([0.001, 0.3, 3, 0.3, 0.1]);
});

test('what is no number from 0 on is refused', () => {
  for (const text of ['', ' ', '-1', 'fast', '0x10', '1e999', 'NaN', 'Infinity', '1 2', '1,2,3'])
    expect(rateOf(text)).toBeNull();
});
