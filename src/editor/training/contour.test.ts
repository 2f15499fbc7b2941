import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zeroLine } from './contour.ts';

const sampled = (n: number, f: (x: number, y: number) => number) =>
  Float64Array.from({ length: n * n }, (_, at) => f(at % n, Math.floor(at / n)));

test('a straight line is found where it is, whatever its slope', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(part, part, part, (p, q, r) => {
      fc.pre(Math.abs(p) + Math.abs(q) > 0.01);
      const f = (x: number, y: number) => p * (x - 7.31) + q * (y - 6.77) + r;
      for (const [x0, y0, x1, y1] of zeroLine(sampled(16, f), 16, 16)) {
        expect(f(x0, y0)).toBeCloseTo(0, 9);
        expect(f(x1, y1)).toBeCloseTo(0, 9);
      }
    }),
  );
});

test('a circle is one closed line: every end is the beginning of another piece', () => {
  const segments = zeroLine(
    sampled(20, (x, y) => (x - 9.6) ** 2 + (y - 9.3) ** 2 - 36),
    20,
    20,
  );
  const ends = new Map<string, number>();
  const key = (x: number, y: number) => `${x.toFixed(9)} ${y.toFixed(9)}`;
  for (const [x0, y0, x1, y1] of segments)
    for (const end of [key(x0, y0), key(x1, y1)]) ends.set(end, (ends.get(end) ?? 0) + 1);
  expect(segments.length).toBeGreaterThan(30);
  expect([...ends.values()].every((count) => count === 2)).toBe(true);
  const length = segments.reduce((sum, [x0, y0, x1, y1]) => sum + Math.hypot(x1 - x0, y1 - y0), 0);
  expect(length / (2 * Math.PI * 6)).toBeGreaterThan(0.98);
});

test('a line that crosses ends on the border of the grid only', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 }), (noise) => {
      const values = noise.map((value) => value || 1);
      const ends = new Map<string, { x: number; y: number; count: number }>();
      for (const [x0, y0, x1, y1] of zeroLine(values, 6, 6))
        for (const [x, y] of [
          [x0, y0],
          [x1, y1],
        ] as const) {
          const key = `${x} ${y}`;
          ends.set(key, { x, y, count: (ends.get(key)?.count ?? 0) + 1 });
        }
      for (const { x, y, count } of ends.values()) {
        const border = x === 0 || y === 0 || x === 5 || y === 5;
        if (!border) expect(count % 2).toBe(0);
      }
    }),
  );
});

test('a saddle opens towards the sign of its middle', () => {
  // + −        the + corners join when the middle is positive, so the cuts go round the − corners
  // − +
  const joined = zeroLine([2, -1, -1, 2], 2, 2);
  expect(joined).toHaveLength(2);
  for (const [x0, y0, x1, y1] of joined) expect((x0 - y0) * (x1 - y1)).toBeGreaterThan(0);
  const parted = zeroLine([1, -2, -2, 1], 2, 2);
  for (const [x0, y0, x1, y1] of parted) expect((x0 + y0 - 1) * (x1 + y1 - 1)).toBeGreaterThan(0);
});

test('a field of one sign has no line, and NaN is left out', () => {
  expect(zeroLine([1, 2, 3, 4], 2, 2)).toEqual([]);
  expect(zeroLine([-1, -2, -3, -4], 2, 2)).toEqual([]);
  expect(zeroLine([1, Number.NaN, -1, 1], 2, 2)).toEqual([]);
});
