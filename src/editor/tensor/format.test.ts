/* Tests of printed numbers against the table of SHOWING-BACKPROP §2.6. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fmt, fmtAccuracy, fmtCell, fmtCount, fmtFull, fmtLoss, fmtShortly, fmtStatistics } from './format.ts';

test('numbers are printed with three significant digits and a true minus', () => {
  const table: readonly (readonly [number, string])[] = [
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [-9999, '−9999'],
    [10000, '1e+4'],
    [0.001234, '0.00123'],
    [0.01234, '0.0123'],
    [0.1234, '0.123'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [123.4, '123'],
    [1234.5, '1230'],
    [9994.9, '9990'],
    [9996.5, '1e+4'],
    [0.5, '0.500'],
    [-0.5, '−0.500'],
    [0.9999, '1.00'],
    [1.23e-7, '1.2e-7'],
    [-4e-7, '−4e-7'],
    [0.0009996, '1e-3'],
    [123456, '1.2e+5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ];
  for (const [x, text] of table) expect(fmt(x)).toBe(text);
});

test('what is printed is the number, to three digits or to two with an exponent', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (x) => {
      const read = Number(fmt(x).replace('−', '-'));
      expect(Math.abs(read - x)).toBeLessThanOrEqual(Math.abs(x) * 0.0501);
    }),
  );
});

test('a loss has four significant digits', () => {
  expect([0.70404, 0.61234, 0.012345, 12.3456, 1.5e-6, Number.NaN].map(fmtLoss)).toEqual([
    '0.7040',
    '0.6123',
    '0.01235',
    '12.35',
    '1.5e-6',
    'NaN',
  ]);
});

test('the full form tells every two float32 numbers apart', () => {
  expect(fmtFull(-0.5)).toBe('−0.5');
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Math.fround(Number(fmtFull(x).replace('−', '-')))).toBe(x === 0 ? 0 : x);
    }),
  );
});

test('accuracies and counts', () => {
  expect([0, 0.415, 1, Number.NaN].map(fmtAccuracy)).toEqual(['0.0%', '41.5%', '100.0%', '–']);
  expect([7, 999, 1234, 1234567].map(fmtCount)).toEqual(['7', '999', '1\u202f234', '1\u202f234\u202f567']);
});

test('cell text drops the zero before the point, then digits', () => {
  expect([0.1234, -0.1234, -2.384, 10.34, 1e-9, 0].map((x) => fmtCell(x, 5))).toEqual([
    '.123',
    '−.123',
    '−2.38',
    '10.3',
    '1e-9',
    '0',
  ]);
  expect([-0.01234, -1.26e-7, -1234.5].map((x) => fmtCell(x, 5))).toEqual(['−.012', '−1e-7', '−1230']);
});

test('every float32 has a cell text of one to six characters, and only zero has 0', () => {
  fc.assert(
    fc.property(fc.float(), (x) => {
      const text = fmtCell(x);
      expect(text.length).toBeGreaterThanOrEqual(1);
      expect(text.length).toBeLessThanOrEqual(6);
      expect(Number(text.replace('−', '-')) === 0).toBe(x === 0);
    }),
  );
});

test('the statistics line names what is not finite first', () => {
  const ordinary = {
    count: 8,
    zeros: 2,
    nan: 0,
    infinite: 0,
    masked: 0,
    min: -1,
    max: 2,
    mean: 0.25,
    std: 1.2,
    norm: 3,
  };
  const tail = { peak: 2, rms: 1, dead: 0, saturated: 0 };
  expect(fmtStatistics({ ...ordinary, ...tail })).toBe('μ 0.250, σ 1.20, ‖·‖ 3, −1…2, 0% 25');
  expect(fmtStatistics({ ...ordinary, ...tail, nan: 2, infinite: 1 })).toMatch(/^NaN 2, Inf 1, /);
});

test('beside a picture no number is missing, however small or large', () => {
  const ordinary = { count: 8, zeros: 0, nan: 0, infinite: 0, masked: 0, min: -1, max: 2, peak: 2, rms: 1 };
  const line = (mean: number, std: number, norm: number) =>
    fmtShortly({ ...ordinary, mean, std, norm, dead: 0, saturated: 0 });
  expect(line(0.3123, 1.26, 3.9)).toEqual(['μ .312', 'σ 1.26', '‖·‖ 3.90']);
  expect(line(-1.3e-10, 2.04e-10, 1e12)).toEqual(['μ −1.3e-10', 'σ 2e-10', '‖·‖ 1e12']);
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (x) => {
      for (const item of line(x, Math.abs(x), Math.abs(x))) expect(item).toMatch(/ −?([\d.]|\+?∞)/);
    }),
  );
});
