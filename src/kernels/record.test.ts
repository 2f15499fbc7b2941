/* A recording: the numbers of the pass, and calls that give them again. */
import { expect, it } from 'vitest';
import { kept, read } from '../tensor/tensor.ts';
import { Device } from './device.ts';
import { USES } from './kernels.ts';
import { record, replay } from './record.ts';
import { Reference } from './reference.ts';

function workshop() {
  const device = new Device(new Reference('f64'));
  const A = kept(device, [2, 3], [1, 2, 3, 4, 5, 6]);
  const pass = () => A.mul(2).add(A.sum(0)).matmul(A.T).softmax();
  device.begin(device.arena(device.measure(pass)));
  return { device, A, pass };
}

it('changes no number, and holds the calls of the pass in order', () => {
  const { device, pass } = workshop();
  const before = device.data.slice();
  const { result, calls } = record(device, pass);
  expect(device.data).toEqual(before);
  expect(calls.map(({ op }) => op)).toEqual(['zip', 'reduce', 'zip', 'matmul', 'softmax']);
  expect(result.shape).toEqual([2, 2]);
});

it('gives the numbers of the pass when replayed, from other numbers too', () => {
  const { device, A, pass } = workshop();
  const arena = device.arena(device.measure(pass));
  device.begin(arena);
  const { result, calls } = record(device, pass);
  for (const numbers of [
    [1, 2, 3, 4, 5, 6],
    [0.1, -2, 3, 0.5, 1, -1],
  ]) {
    device.data.set(numbers, A.pointer);
    replay(device.kernels, calls);
    const replayed = [...read(result)];
    device.begin(arena);
    expect(replayed).toEqual([...read(pass())]);
  }
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
