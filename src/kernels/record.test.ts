/* A recording: the numbers of the pass, and calls that give them again. */
import { expect, it } from 'vitest';
import { kept, read } from '../tensor/tensor.ts';
import { Device } from './device.ts';
import { USES } from './kernels.ts';
import { record } from './record.ts';
import { Reference } from './reference.ts';

function workshop() {
  const device = new Device(new Reference('f64'));
  const A = kept(device, [2, 3], [1, 2, 3, 4, 5, 6]);
  const pass = () => A.mul(2).add(A.sum(0)).matmul(A.T).softmax();
  device.begin(device.arena(device.measure(pass)));
  return { device, A, pass };
}

it('gives what the pass gives, and its calls in order', () => {
  const { device, pass } = workshop();
  const { kernels } = device;
  const { result, calls } = record(device, pass);
  expect(read(result)[0]! + read(result)[1]!).toBeCloseTo(1, 12);
  expect(calls.map(({ op }) => op)).toEqual(['zip', 'reduce', 'zip', 'matmul', 'softmax']);
  expect(device.kernels).toBe(kernels);
});

it('holds calls that give the same numbers from other numbers too', () => {
  const { device, A, pass } = workshop();
  const { result, calls } = record(device, pass);
  device.data.set([0.1, -2, 3, 0.5, 1, -1], A.pointer);
  for (const { op, args } of calls) (device.kernels[op] as (...args: readonly number[]) => void)(...args);
  const replayed = [...read(result)];
  const again = workshop();
  again.device.data.set([0.1, -2, 3, 0.5, 1, -1], again.A.pointer);
  expect(replayed).toEqual([...read(again.pass())]);
});

it('says of every kernel what it does with each of its integers', () => {
  const { device } = workshop();
  for (const [op, uses] of Object.entries(USES)) {
    expect(device.kernels[op as keyof typeof USES], op).toHaveLength(uses.length);
    expect(uses, op).toMatch(/^[wu]/);
  }
});

it('restores the kernels when the pass throws', () => {
  const { device } = workshop();
  const { kernels } = device;
  const broken = () => {
    throw new Error('broken');
  };
  expect(() => record(device, broken)).toThrow('broken');
  expect(device.kernels).toBe(kernels);
});
