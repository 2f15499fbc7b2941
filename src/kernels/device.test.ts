/* Memory: arenas, measuring, growing, constants. */
import { expect, it } from 'vitest';
import { kept, read } from '../tensor/tensor.ts';
import { Device } from './device.ts';
import { Reference } from './reference.ts';

function workshop(precision: 'f32' | 'f64' = 'f64') {
  const device = new Device(new Reference(precision));
  const A = kept(device, [2, 3], [1, 2, 3, 4, 5, 6]);
  const pass = () => A.mul(2).add(A.sum(0)).matmul(A.T).softmax();
  return { device, A, pass };
}

it('measures the room that a pass then takes, a whole cache line for each tensor begun', () => {
  const { device, pass } = workshop();
  const needed = device.measure(pass);
  expect(needed).toBe(5 * 16);
  device.begin(device.arena(needed));
  expect(pass).not.toThrow();
  device.begin(device.arena(needed - 16));
  expect(pass).toThrow(RangeError);
});

it('leaves every number alone while measuring, and measures the same again', () => {
  const { device, A, pass } = workshop();
  const before = [...read(A)];
  expect(device.measure(pass)).toBe(device.measure(pass));
  expect([...read(A)]).toEqual(before);
});

it('restores the kernels when a measured pass throws', () => {
  const { device, A } = workshop();
  const { kernels } = device;
  const broken = () => {
    throw new Error('broken');
  };
  expect(() => device.measure(broken)).toThrow('broken');
  expect(device.kernels).toBe(kernels);
  device.begin(device.arena(6));
  A.neg();
  expect(() => A.neg()).toThrow(RangeError);
});

it('gives the same pass the same addresses each time', () => {
  const { device, pass } = workshop();
  const arena = device.arena(device.measure(pass));
  const pointers = [0, 1].map(() => {
    device.begin(arena);
    return pass().pointer;
  });
  expect(pointers[0]).toBe(pointers[1]);
});

it.each(['f32', 'f64'] as const)('keeps %s numbers when memory grows, and new room is zero', (precision) => {
  const { device, A } = workshop(precision);
  const large = kept(device, [100_000]);
  expect([...read(A)]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(read(large).every((x) => x === 0)).toBe(true);
  expect(device.data).toBeInstanceOf(precision === 'f32' ? Float32Array : Float64Array);
});

it('keeps one place for each constant and one for each layout', () => {
  const { device } = workshop();
  expect(device.constant(0.5)).toBe(device.constant(0.5));
  expect(device.data[device.constant(0.5)]).toBe(0.5);
  expect(device.layout([1, 2, 3])).toBe(device.layout([1, 2, 3]));
  const other = device.layout([1, 2, 4]);
  expect([...device.integers.subarray(other, other + 3)]).toEqual([1, 2, 4]);
});
