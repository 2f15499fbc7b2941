/* Settings as they are typed: what is read, what arrows do, what stays as it was. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axes, axis, integer, integerOr, list, number, openShape, shape, sides } from '../../nodes/settings.ts';
import { parsed, printed, stepped } from './typed.ts';

const words = { en: 'x', ja: 'x' };
const features = integer(words, { initial: 8, min: 1, max: 16 });
const noise = number(words, { initial: 0.15, min: 0 });

test('numbers, axes and shapes are read as they are typed, full-width digits and long minus included', () => {
  expect(parsed(features, ' 12 ')).toBe(12);
  expect(parsed(noise, '１．５')).toBe(1.5);
  expect(parsed(axis(words), '−1')).toBe(-1);
  expect(parsed(axis(words), 'all')).toBe('all');
  expect(parsed(shape(words, [1]), '[2, 3]')).toEqual([2, 3]);
  expect(parsed(shape(words, [1]), '2×3')).toEqual([2, 3]);
});

test('what is no value is refused by the field', () => {
  for (const text of ['', 'many', '2.5', '0', '17', '1e9', 'NaN'])
    expect(features.accepts(parsed(features, text)), text).toBeUndefined();
  expect(shape(words, [1]).accepts(parsed(shape(words, [1]), '2, x, 0'))).toBeUndefined();
});

test('a list wants as many numbers as its default, each within its range', () => {
  const betas = list(words, { initial: [0.9, 0.999], min: 0, max: 0.9999 });
  const typed = (text: string) => betas.accepts(parsed(betas, text));
  expect(typed('0.8, 0.99')).toEqual([0.8, 0.99]);
  for (const text of ['', '0.9', '0.9, 0.99, 0.9', '0.9, 1', '-0.1, 0.9', 'a, b'])
    expect(typed(text), text).toBeUndefined();
});

test('a word beside whole numbers, one open length and an order of axes are taken, and only those', () => {
  const end = integerOr('size', words, { min: -9, max: 9 });
  const taken = (field: Parameters<typeof parsed>[0]) => (text: string) => field.accepts(parsed(field, text));
  expect(['size', '−2', '10', 'all', '1.5', ''].map(taken(end))).toEqual(['size', -2, ...Array(4)]);
  expect(['all', '7', '8'].map(taken(axis(words)))).toEqual(['all', 7, undefined]);
  const open = openShape(words, [-1]);
  expect(['−1, 3', '2×3', '-1, -1', '0', '-2'].map(taken(open))).toEqual([[-1, 3], [2, 3], ...Array(3)]);
  const order = axes(words, [1, 0]);
  expect(['0, 2, 1', '-1 0', '0, 0', '8', '1.5'].map(taken(order))).toEqual([[0, 2, 1], [-1, 0], ...Array(3)]);
});

test('arrows step by one and stay within bounds', () => {
  expect(stepped(features, '8', 'ArrowUp')).toBe('9');
  expect(stepped(features, '16', 'ArrowUp')).toBe('16');
  expect(stepped(features, '1', 'ArrowDown')).toBe('1');
  expect(stepped(noise, '0.15', 'ArrowUp')).toBe('0.16');
  expect(stepped(noise, '0', 'ArrowDown')).toBe('0');
  expect(stepped(features, '8', 'Enter')).toBeUndefined();
  expect(stepped(features, 'many', 'ArrowUp')).toBeUndefined();
});

test('a printed value is read back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: 0, max: 1e29 }), (x) => {
      expect(noise.accepts(parsed(noise, printed(x)))).toBe(x === 0 ? 0 : x);
    }),
  );
});

test('the sides of a window are one number, or two, or those of the kernel where it may follow', () => {
  const [kernel, stride] = [sides(words, 3, 1), sides(words, 'kernel', 1)];
  const taken = (field: typeof kernel | typeof stride, text: string) => field.accepts(parsed(field, text));
  expect([taken(kernel, '5'), taken(kernel, '3, 1'), taken(kernel, '(3, 1)'), taken(kernel, '2×4')]).toEqual([
    ...[5, [3, 1], [3, 1]],
    [2, 4],
  ]);
  expect([taken(stride, 'kernel'), taken(stride, '2')]).toEqual(['kernel', 2]);
  for (const text of ['', '0', '1, 2, 3', '3, 0', '2.5', 'kernel', 'x'])
    expect(taken(kernel, text), text).toBeUndefined();
  expect([printed([3, 1]), printed('kernel')]).toEqual(['3, 1', 'kernel']);
});
