/* What the screen is told of a tensor: what is wrong with it, how it is distributed, and which of its tiles are shown. */
import { expect, test } from 'vitest';
import type { Address } from '../document/document.ts';
import { Device } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import type { Plan } from '../plan/plan.ts';
import type { Shape } from '../tensor/shape.ts';
import { kept } from '../tensor/tensor.ts';
import type { Watch } from './view.ts';
import { viewOf, viewsOf } from './views.ts';

const device = new Device(new Reference('f64'));
const tensor = (shape: Shape, values: readonly number[]) => kept(device, shape, Float64Array.from(values));

/** A ReLU that reads `a.Z`, and a tanh. */
const steps = [
  {
    node: 'relu',
    type: { masks: { dZ: 'Z' }, outputs: ['A'] },
    sources: new Map([['Z', 'a.Z']]),
    reaches: true,
  },
  { node: 'tanh', type: { range: [-1, 1], outputs: ['A'] }, sources: new Map([['Z', 'a.Z']]), reaches: true },
];
const plan = { steps, indices: new Map() } as unknown as Plan;
const pass = (place: Address, shape: Shape, values: readonly number[]) => new Map([[place, tensor(shape, values)]]);
/** A watch without its address. */
type Form = Watch extends infer W ? (W extends Watch ? Omit<W, 'address'> : never) : never;
const seen = (place: Address, shape: Shape, values: readonly number[], watch: Form) =>
  viewOf(plan, pass(place, shape, values), { address: place, ...watch } as Watch)!;

test('a unit is dead that is above 0 for no sample, of what a ReLU reads and gives and of nothing else', () => {
  const values = [1, -1, 0, 2, -3, 0];
  for (const place of ['a.Z', 'relu.A'] as const)
    expect(seen(place, [2, 3], values, { form: 'statistics' }).statistics.dead, place).toBe(2);
  expect(seen('a.W', [2, 3], values, { form: 'statistics' }).statistics.dead).toBe(0);
});

test('of images a unit is a channel', () => {
  const values = [-1, -1, 3, -1, 0, 0, -2, 0];
  expect(seen('a.Z', [1, 2, 2, 2], values, { form: 'statistics' }).statistics.dead).toBe(1);
});

test('what tanh gives is saturated beyond 0.97', () => {
  expect(seen('tanh.A', [4], [0.98, -0.99, 0.96, 0], { form: 'statistics' }).statistics.saturated).toBe(2);
  expect(seen('relu.A', [4], [0.98, -0.99, 0.96, 0], { form: 'statistics' }).statistics.saturated).toBe(0);
});

test('a distribution has zeros apart, what lies beyond at its ends, and counts what is clipped', () => {
  const values = [0, 0, -5, 0.5, 0.99, -0.99, 7, Number.NaN];
  const { bins, ...rest } = seen('a.W', [8], values, { form: 'histogram', over: 'scale', scale: 1 }).histogram!;
  expect(rest).toEqual({ zeros: 2, below: 1, above: 1, clipped: 2 });
  expect([bins[0], bins[18], bins[23]]).toEqual([1, 1, 1]);
  const sizes = seen('a.dW', [4], [1e-10, 1e2, -1e3, 0], { form: 'histogram', over: 'powers', scale: 1 }).histogram!;
  expect([sizes.bins[0], sizes.bins[23], sizes.above, sizes.zeros, sizes.clipped]).toEqual([1, 1, 1, 1, 2]);
});

test('where not all tiles have a place, those of the largest norm are shown, in their order, a NaN among them', () => {
  const values = Array.from({ length: 6 }, (_, tile) => (tile === 4 ? Number.NaN : [0.1, 5, 0.2, 9, 0, 0.3][tile]!));
  const watch = { form: 'tiles', sample: null, rows: 1, columns: 3, pool: 1 } as const;
  const { cells, tiles } = seen('a.W', [6, 1, 1], values, watch).picture!;
  expect([...tiles!.chosen!]).toEqual([1, 3, 4]);
  expect([...cells]).toEqual([5, 9, Number.NaN]);
  expect(seen('a.W', [3, 1, 1], [1, 2, 3], watch).picture!.tiles!.chosen).toBeUndefined();
});

test('NaN dominates whatever it is pooled with, by every rule', () => {
  for (const pool of [undefined, 'mean', 'rms'] as const) {
    const watch = { form: 'picture', rows: 1, columns: 1, ...(pool && { pool }) } as const;
    expect(seen('a.W', [2, 2], [1e9, Number.NaN, 3, 4], watch).picture!.cells[0], String(pool)).toBeNaN();
  }
});

test('one tensor in several forms is counted once', () => {
  const watches: Watch[] = [
    { address: 'a.W', form: 'statistics' },
    { address: 'a.W', form: 'picture', rows: 1, columns: 1 },
    { address: 'b.W', form: 'statistics' },
  ];
  const views = viewsOf(plan, pass('a.W', [2], [1, 2]), watches);
  expect([...views.keys()]).toEqual(['a.W', 'a.W 1×1']);
  expect(views.get('a.W')!.statistics).toBe(views.get('a.W 1×1')!.statistics);
});

test('quantiles are those of the finite numbers; of a large tensor the ends are exact', () => {
  const values = [3, Number.NaN, -1, 0, 1, Number.POSITIVE_INFINITY, 2];
  const { quantiles } = seen('a.W', [7], values, { form: 'quantiles' });
  expect([...quantiles!.values]).toEqual([-1, -1, 0, 0, 1, 2, 2, 3, 3]);
  expect(quantiles!.sizes).toEqual([0, 3]);
  const many = Array.from({ length: 10_000 }, (_, i) => i);
  const large = seen('a.W', [10_000], [...many, 20_000].slice(1), { form: 'quantiles' }).quantiles!.values;
  expect([large[0], large[8]]).toEqual([1, 20_000]);
  expect(Math.abs(large[4]! - 5000)).toBeLessThan(20);
});
