/* Large numbers and bytes as they are printed. */
import { expect, test } from 'vitest';
import { costItems, fmtBytes, fmtLarge } from './counted.ts';

test.each([
  [0, '0'],
  [950, '950'],
  [1000, '1.00 k'],
  [1950, '1.95 k'],
  [61_440, '61.4 k'],
  [999_600, '1.00 M'],
  [12_345_678, '12.3 M'],
  [3e15, '3000 T'],
])('%d is printed as %s', (count, text) => {
  expect(fmtLarge(count).replaceAll('\u00a0', ' ')).toBe(text);
});

test('bytes have their unit, and what costs nothing is not mentioned', () => {
  expect(fmtBytes(512).replaceAll('\u00a0', ' ')).toBe('512 B');
  expect(fmtBytes(31_080).replaceAll('\u00a0', ' ')).toBe('31.1 kB');
  expect(costItems({ parameters: 0, multiplyAdds: 0, bytes: 8 }).map(([key]) => key)).toEqual(['cost-memory']);
});
