import { expect, test } from 'vitest';
import { chartOf, plotOf, stepAt, tickText } from './chart.ts';
import type { ChartData } from './chart-data.ts';

const nothing: ChartData = { step: 0, batch: [], smooth: [], testLoss: [], accuracy: [], testAccuracy: [], others: [] };
const points = (...values: number[]) => values.map((value, step) => ({ step, value }));

test('a run on all rows is one solid line', () => {
  const { curves } = chartOf({ ...nothing, batch: points(0.7, 0.5) }, 'loss', true, 2);
  expect(curves.map(({ name }) => name)).toEqual(['train']);
  expect(curves[0]?.points[1]?.value).toBeCloseTo(Math.log10(0.5), 12);
  expect(curves[0]?.last).toEqual({ step: 1, value: 0.5 });
});

test('a run in batches is pale with its average over it, and the test loss apart', () => {
  const data = { ...nothing, batch: points(2.3, 2), smooth: points(2.3, 2.2), testLoss: points(2.31) };
  expect(chartOf(data, 'loss', true, 10).curves.map(({ name }) => name)).toEqual(['batch', 'train', 'test']);
});

test('chance is ln C for the loss and 1/C for the accuracy', () => {
  expect(chartOf(nothing, 'loss', false, 10).chance).toBe(Math.log(10));
  expect(chartOf(nothing, 'loss', true, 10).chance).toBeCloseTo(Math.log10(Math.log(10)), 12);
  expect(chartOf(nothing, 'accuracy', true, 10).chance).toBe(0.1);
  expect(chartOf(nothing, 'loss', true, null).chance).toBeNull();
});

test('no height is ever not finite, whatever the losses are', () => {
  const data = { ...nothing, batch: points(0, 1e-300, Number.POSITIVE_INFINITY, Number.NaN, 5) };
  for (const logarithmic of [true, false]) {
    const { curves, heights } = chartOf(data, 'loss', logarithmic, 2);
    expect(curves[0]?.points.length).toBe(3);
    for (const { value } of curves[0]?.points ?? []) expect(Number.isFinite(value)).toBe(true);
    expect([heights.low, heights.high, ...heights.ticks].every(Number.isFinite)).toBe(true);
  }
});

test('a negative loss is drawn on a linear axis', () => {
  expect(chartOf({ ...nothing, batch: points(1, -1) }, 'loss', true, null).logarithmic).toBe(false);
});

test('ticks are printed as short as they are', () => {
  const log = { kind: 'loss', logarithmic: true } as const;
  expect([0, Math.log10(0.3), -1, -4, Math.log10(3e5)].map((height) => tickText(height, log))).toEqual([
    '1',
    '0.3',
    '0.1',
    '1e-4',
    '3e5',
  ]);
  expect(tickText(0.75, { kind: 'accuracy', logarithmic: false })).toBe('75%');
  expect(tickText(-0.5, { kind: 'loss', logarithmic: false })).toBe('−0.5');
});

test('the pointer finds every step that was trained and none that was not', () => {
  const chart = chartOf({ ...nothing, step: 120, batch: points(1) }, 'loss', true, null);
  const plot = plotOf(616, 200, 'loss');
  const pixel = (step: number) => plot.left + (step / 300) * plot.width;
  for (const step of [0, 1, 64, 120]) expect(stepAt(pixel(step), plot, chart, 120)).toBe(step);
  expect(stepAt(pixel(121), plot, chart, 120)).toBeNull();
  expect(stepAt(plot.left - 20, plot, chart, 120)).toBeNull();
});
