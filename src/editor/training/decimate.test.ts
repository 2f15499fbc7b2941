import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Envelope, type Point, Smooth, Thinned } from './decimate.ts';

const taken = (series: Float64Array, most: number) => {
  const envelope = new Envelope(most);
  envelope.extend(series, series.length);
  return envelope.points();
};

test('every point is a point of the series, in order, and the newest is one', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -10, max: 10 }), { maxLength: 500 }), (values) => {
      const points = taken(Float64Array.from(values), 8);
      for (const { step, value } of points) expect(value).toBe(values[step]);
      const steps = points.map(({ step }) => step);
      expect(steps.at(-1) ?? -1).toBe(values.length - 1);
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    }),
  );
});

test('a spike survives wherever it stands', () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.boolean(), (place, up) => {
      const series = new Float64Array(10_000).fill(1);
      series[place] = up ? 100 : 0.001;
      expect(taken(series, 50).some(({ step }) => step === place)).toBe(true);
    }),
  );
});

test('it is the same whether the series comes at once or little by little', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 30 }), fc.nat(), (portions, seed) => {
      const total = portions.reduce((sum, portion) => sum + portion, 0);
      const series = Float64Array.from({ length: total }, (_, i) => Math.sin(seed + i * i));
      const slowly = new Envelope(16);
      let length = 0;
      for (const portion of portions) {
        length += portion;
        slowly.extend(series, length);
      }
      expect(slowly.points()).toEqual(taken(series, 16));
    }),
  );
});

test('a redraw after 1 000 000 steps reads no more points than one after 1 000', () => {
  const series = Float64Array.from({ length: 1_000_000 }, (_, i) => 1 / (1 + i) + 0.01 * Math.sin(i * i));
  const long = taken(series, 200);
  expect(long.length).toBeLessThanOrEqual(400);
  expect(long.length).toBeLessThanOrEqual(taken(series.subarray(0, 1000), 200).length * 1.6);
  expect(long[0]?.step).toBe(0);
});

test('what is taken once is not read again', () => {
  const read: number[] = [];
  const series = {
    at(place: number) {
      read.push(place);
      return 0;
    },
  };
  const envelope = new Envelope(100);
  for (const length of [1000, 1001, 3000]) {
    envelope.extend(series, length);
    envelope.points();
  }
  expect(read).toEqual(Array.from({ length: 3000 }, (_, i) => i));
});

test('the moving average begins at the first value and forgets with 0.9', () => {
  const smooth = new Smooth(0.9, 100);
  smooth.extend(Float64Array.of(2, 2, 2, 12), 4);
  const values = smooth.points().map(({ value }) => value);
  expect(values.slice(0, 3)).toEqual([2, 2, 2].map((value) => expect.closeTo(value, 12)));
  expect(values[3]).toBeCloseTo((0.1 * 12 + 0.1 * 2 * (0.9 + 0.81 + 0.729)) / (1 - 0.9 ** 4), 12);
  const ahead = smooth.ahead(5);
  smooth.extend(Float64Array.of(2, 2, 2, 12, 5), 5);
  expect(smooth.points().at(-1)?.value).toBe(ahead);
});

test('measurements thin out evenly and keep the newest', () => {
  const list = new Thinned(50);
  for (let step = 0; step <= 10_000; step += 7) list.add({ step, value: step / 2 });
  const points = list.points();
  expect(points.length).toBeLessThanOrEqual(51);
  expect(points[0]).toEqual({ step: 0, value: 0 });
  expect(points.at(-1)).toEqual({ step: 9996, value: 4998 });
  const gaps = points.slice(1, -1).map(({ step }, i) => step - (points[i] as Point).step);
  expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThanOrEqual(2);
});

test('a measurement at an earlier step drops what came after it', () => {
  const list = new Thinned(50);
  for (const step of [0, 5, 9, 9, 2]) list.add({ step, value: step });
  expect(list.points()).toEqual([
    { step: 0, value: 0 },
    { step: 2, value: 2 },
  ]);
  list.add({ step: 0, value: 1 });
  expect(list.points()).toEqual([{ step: 0, value: 1 }]);
});
