/* The rules by which shapes combine. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisOf, broadcast, ShapeError, same, size, strides, written } from './shape.ts';

const shape = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });

it('counts elements, and one for a scalar', () => {
  expect([size([]), size([3]), size([2, 3, 4]), size([2, 0])]).toEqual([1, 3, 24, 0]);
});

it('writes shapes as PyTorch prints them', () => {
  expect([written([]), written([3]), written([200, 2])]).toEqual(['[]', '[3]', '[200, 2]']);
});

it('broadcasts lengths that are equal or 1, aligned at the last axis', () => {
  expect(broadcast([2, 1, 4], [3, 1])).toEqual([2, 3, 4]);
  expect(broadcast([], [2, 3])).toEqual([2, 3]);
  expect(() => broadcast([2, 3], [2])).toThrow(ShapeError);
});

it('broadcasts alike in either order, and a shape with itself or a scalar to itself', () => {
  fc.assert(
    fc.property(shape, shape, (a, b) => {
      const either = (x: readonly number[], y: readonly number[]) => {
        try {
          return written(broadcast(x, y));
        } catch (error) {
          return error instanceof ShapeError ? error.code : 'a bug';
        }
      };
      expect(either(a, b)).toBe(either(b, a));
      expect(broadcast(a, a)).toEqual(a);
      expect(broadcast(a, [])).toEqual(a);
    }),
  );
});

it('counts axes from the front and from the back, and refuses others', () => {
  expect([axisOf(0, [2, 3]), axisOf(-1, [2, 3]), axisOf(-2, [2, 3])]).toEqual([0, 1, 0]);
  for (const axis of [2, -3, 0.5]) expect(() => axisOf(axis, [2, 3])).toThrow(ShapeError);
});

it('gives the steps of row-major memory', () => {
  expect([strides([]), strides([5]), strides([2, 3, 4])]).toEqual([[], [1], [12, 4, 1]]);
  fc.assert(
    fc.property(shape, (a) => {
      expect((strides(a)[0] ?? 1) * (a[0] ?? 1)).toBe(size(a));
    }),
  );
});

it('compares shapes by length and by axis', () => {
  expect([same([], []), same([2, 3], [2, 3]), same([2, 3], [3, 2]), same([2], [2, 1])]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
