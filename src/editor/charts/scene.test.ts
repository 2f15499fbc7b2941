/* What the charts of a run show, and the tables behind them. */
import { expect, test } from 'vitest';
import type { Address } from '../../document/document.ts';
import { Series } from '../../store/series.ts';
import type { Measurement, ParameterMeasure } from '../doctor/measured.ts';
import { flowScene, powersAxis, rateScene, updateScene, weightsScene } from './scene.ts';
import { lossTable, measuredTable } from './table.ts';
import { csvOf } from './take.ts';

const parameter = (gradient: number, ratio: number): ParameterMeasure => ({
  ...{ gradient, ratio, size: 1, apart: 1, range: [gradient / 10, gradient * 10], arrives: 0.1 },
  values: Float64Array.of(-4, -3, -2, -1, 0, 1, 2, 3, 4),
  gradients: Float64Array.of(-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4),
});
const measured = (step: number, gradient: number, ratio: number): Measurement => ({
  ...{ step, loss: 1, rate: 0.3, accuracy: undefined },
  parameters: new Map<Address, ParameterMeasure>([
    ['linear1.W', parameter(gradient, ratio)],
    ['linear2.W', parameter(0.1, -3)],
  ]),
  activations: new Map([['relu1.A', { mean: 1, std: 1, zeros: 0.5, dead: 0.25, saturated: 0 }]]),
});
const run = [measured(0, 1e-3, -2), measured(40, 1e-2, -1.5), measured(80, 0, Number.NEGATIVE_INFINITY)];

test('the gradient flow is of the iteration that is shown, with those before it as a trail; what is 0 lies at the lower edge', () => {
  const { layers, heights } = flowScene(run[1], run);
  expect(layers.map(({ node, rms }) => [node, rms])).toEqual([
    ['linear1', -2],
    ['linear2', -1],
  ]);
  expect(layers[0]!.trail).toEqual([-3]);
  const dead = flowScene(run[2], run);
  expect(dead.layers[0]!.rms).toBe(dead.heights.low);
  expect(heights.ticks.every(Number.isInteger)).toBe(true);
});

test('updates that are 0 or beyond the axis are drawn at its edge', () => {
  const { lines, heights } = updateScene(run);
  expect(lines[0]!.points.map(({ value }) => value)).toEqual([-2, -1.5, heights.low]);
  expect(heights.low).toBeLessThanOrEqual(-4);
});

test('the rate is shown as it was, and as its schedule goes on', () => {
  const { lines } = rateScene(run, (step) => 1 / (1 + step));
  expect(lines.map(({ name }) => name)).toEqual(['was', 'ahead']);
  expect(lines[1]!.points[0]).toEqual({ step: 80, value: 1 / 81 });
  expect(lines[1]!.points.at(-1)!.step).toBeGreaterThan(280);
});

test('bands lie one in another about the median', () => {
  const { bands, lines } = weightsScene(run, 'linear1.W', 'values');
  expect(bands.map(({ low, high }) => [low[0]!.value, high[0]!.value])).toEqual([
    [-4, 4],
    [-3, 3],
    [-2, 2],
    [-1, 1],
  ]);
  expect(lines[0]!.points.map(({ value }) => value)).toEqual([0, 0, 0]);
});

test('powers of ten have few whole ticks, however far apart', () => {
  for (const ends of [[-3.2, -3.1], [-40, 2], [], [Number.NEGATIVE_INFINITY, 0]]) {
    const { low, high, ticks } = powersAxis(ends);
    expect(high - low).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.at(-1)).toBe(high);
  }
});

test('a table has every iteration of the loss, and quotes what a comma would part', () => {
  const tests = [{ step: 2, testLoss: 0.25, testAccuracy: Number.NaN }];
  const series = new Series();
  series.set(0, [1, 0.5]);
  const table = lossTable({ losses: series, tests });
  expect(csvOf(table)).toBe('iteration,loss,test loss\n0,1,\n1,0.5,\n2,,0.25\n');
  expect(csvOf({ head: ['a,b', 'c"d'], rows: [] })).toBe('"a,b","c""d"\n');
  const flow = measuredTable('flow', run);
  expect(flow.rows).toHaveLength(6);
  expect(flow.rows[2]).toEqual([40, 'linear1.W', 0.01, 0.001, 0.1, 0.1]);
  for (const kind of ['update', 'activations', 'weights', 'rate'] as const)
    for (const row of measuredTable(kind, run).rows) expect(row).toHaveLength(measuredTable(kind, run).head.length);
});
