import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearAxis, logAxis, stepAxis } from './axis.ts';

const shown = ({ ticks }: { readonly ticks: readonly number[] }) =>
  ticks.map((tick) => Number((10 ** tick).toPrecision(2)));

test('before training the axis of iterations already ends at 300', () => {
  expect(stepAxis(0)).toEqual({ low: 0, high: 300, ticks: [0, 100, 200, 300] });
  expect(stepAxis(301).high).toBe(400);
  expect(stepAxis(1000)).toEqual({ low: 0, high: 1000, ticks: [0, 200, 400, 600, 800, 1000] });
});

test('the axis of iterations holds every step, wastes at most a third and ends with a tick', () => {
  fc.assert(
    fc.property(fc.integer({ min: 301, max: 50_000_000 }), (step) => {
      const { high, ticks } = stepAxis(step);
      expect(high).toBeGreaterThanOrEqual(step);
      expect(step / high).toBeGreaterThan(0.66);
      expect(ticks.at(-1)).toBeCloseTo(high, 6);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test('one loss stands in the decade that it will fall through', () => {
  expect(shown(logAxis([0.704, Math.log(2)]))).toEqual([0.1, 0.3, 1]);
  expect(shown(logAxis([0.704, 0.04124]))).toEqual([0.03, 0.1, 0.3, 1]);
  expect(shown(logAxis([2.339, 0.014]))).toEqual([0.01, 0.1, 1]);
});

test('a logarithmic axis holds all values above its twelve decades, on at most five ticks', () => {
  const loss = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(loss, { minLength: 1 }), (losses) => {
      const { low, high, ticks } = logAxis(losses);
      const most = Math.log10(Math.max(...losses));
      expect(high).toBeGreaterThanOrEqual(most - 1e-8);
      expect(low).toBeLessThanOrEqual(Math.max(Math.log10(Math.min(...losses)), high - 12) + 1e-8);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }),
  );
});

test('losses of zero, infinity or none at all still give an axis', () => {
  expect(shown(logAxis([Number.NaN, Number.POSITIVE_INFINITY]))).toEqual([0.1, 0.3, 1]);
  expect(shown(logAxis([2, 0]))).toEqual([1e-9, 1e-6, 0.001, 1]);
  expect(linearAxis([])).toEqual({ low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] });
  expect(linearAxis([-5e-324, 5e-324])).toEqual(linearAxis([]));
});

test('a linear axis holds zero and all values, also negative ones', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { low, high, ticks } = linearAxis(values);
      const room = 1e-6 * (high - low);
      expect(low).toBeLessThanOrEqual(Math.min(0, ...values) + room);
      expect(high).toBeGreaterThanOrEqual(Math.max(0, ...values) - room);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});
