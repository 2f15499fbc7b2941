/* The window kernels by hand: what each place sees, the rim, and that fold is the transpose of unfold. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { size } from '../tensor/shape.ts';
import { kept, read } from '../tensor/tensor.ts';
import { places, type Window } from '../tensor/window.ts';
import { Device } from './device.ts';
import { Reference } from './reference.ts';

const seen = (shape: readonly number[], data: readonly number[], window: Window, outside?: number) => {
  const device = new Device(new Reference('f64'));
  const A = kept(device, shape, data);
  device.constant(outside ?? 0);
  device.begin(device.arena(10_000));
  const U = A.unfold(window, outside);
  return { device, A, U, numbers: [...read(U)] };
};

it('lays what the window sees from each place side by side, channel by channel', () => {
  const pictures = [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60];
  const { U, numbers } = seen([1, 2, 2, 3], pictures, { kernel: [1, 2], stride: [1, 1], padding: [0, 0] });
  expect(U.shape).toEqual([1, 2, 2, 4]);
  expect(numbers).toEqual([1, 2, 10, 20, 2, 3, 20, 30, 4, 5, 40, 50, 5, 6, 50, 60]);
});

it('steps by the stride and sees the rim as it is told', () => {
  const { numbers } = seen([1, 1, 2, 2], [1, 2, 3, 4], { kernel: [2, 2], stride: [2, 2], padding: [1, 1] }, -7);
  expect(numbers).toEqual([-7, -7, -7, 1, -7, -7, 2, -7, -7, 3, -7, -7, 4, -7, -7, -7]);
});

it('refuses a window that does not fit once', () => {
  expect(() => places([1, 1, 2, 9], { kernel: [5, 1], stride: [1, 1], padding: [1, 0] })).toThrow('window');
});

const side = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(side, side);
const rim = fc.tuple(fc.nat(2), fc.nat(2));
it('folds as the transpose of unfolding: Σ unfold(A) ⊙ d = Σ A ⊙ fold(d), in both precisions', () => {
  fc.assert(
    fc.property(pair, pair, pair, rim, rim, fc.constantFrom('f32', 'f64'), (NC, kernel, stride, padding, more, f) => {
      const shape = [...NC, kernel[0] + more[0], kernel[1] + more[1]];
      const window = { kernel, stride, padding };
      const device = new Device(new Reference(f));
      // Whole numbers, so that every sum is exact.
      const A = kept(
        device,
        shape,
        Array.from({ length: size(shape) }, (_, i) => ((i * 7) % 11) - 5),
      );
      const pass = () => A.unfold(window);
      device.constant(0);
      const { length } = Array.from({ length: device.measure(pass) });
      const d = Array.from({ length }, (_, i) => ((i * 5) % 13) - 6);
      const D = kept(device, [length], d);
      device.begin(device.arena(length + A.size));
      const U = read(pass());
      const dA = read(D.fold(window, shape));
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        Array.from(a).reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);
      expect(dot(U, d)).toBe(dot(read(A), dA));
    }),
  );
});

it('leaves 0, not −0, where no window saw a number, and keeps NaN to the numbers that it saw', () => {
  const device = new Device(new Reference('f64'));
  const d = kept(device, [1, 1, 2, 1], [-0, Number.NaN]);
  device.begin(device.arena(5));
  const window: Window = { kernel: [1, 1], stride: [1, 2], padding: [0, 0] };
  expect([...read(d.fold(window, [1, 1, 1, 4]))]).toEqual([0, 0, Number.NaN, 0]);
});
