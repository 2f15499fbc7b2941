/* Permuting, slicing and joining on the reference kernels, against the index arithmetic that says the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Device } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { type Shape, size, strides } from './shape.ts';
import { kept, read, type Tensor } from './tensor.ts';

/** Tensors counting from `first`, and an arena whose every number was 99 before. */
function counting(...shapes: readonly Shape[]): Tensor[] {
  const device = new Device(new Reference('f64'));
  const arena = device.arena(10_000);
  device.data.fill(99);
  device.begin(arena);
  return shapes.map((shape, i) =>
    kept(
      device,
      shape,
      Float64Array.from({ length: size(shape) }, (_, j) => 1000 * i + j + 1),
    ),
  );
}
const indicesOf = (shape: Shape): number[][] =>
  shape.reduce<number[][]>((all, n) => all.flatMap((head) => Array.from({ length: n }, (_, i) => [...head, i])), [[]]);
const at = (tensor: Tensor, index: readonly number[]) =>
  read(tensor)[strides(tensor.shape).reduce((sum, step, axis) => sum + step * index[axis]!, 0)];

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const withAxis = shape.chain((A) => fc.tuple(fc.constant(A), fc.nat(A.length - 1)));
const withSpan = withAxis.chain(([A, axis]) =>
  fc.tuple(fc.nat(A[axis]! - 1), fc.integer({ min: 1, max: 3 })).chain(([start, step]) =>
    fc.record({
      A: fc.constant(A),
      span: fc.record({
        axis: fc.constant(axis),
        start: fc.constant(start),
        step: fc.constant(step),
        length: fc.integer({ min: 1, max: Math.ceil((A[axis]! - start) / step) }),
      }),
    }),
  ),
);

it('permutes: axis i of the result is axis order[i]', () => {
  const ordered = shape.chain((A) =>
    fc.tuple(fc.constant(A), fc.shuffledSubarray([...A.keys()], { minLength: A.length })),
  );
  fc.assert(
    fc.property(ordered, ([own, order]) => {
      const [A] = counting(own) as [Tensor];
      const Z = A.permute(order);
      expect(Z.shape).toEqual(order.map((axis) => own[axis]));
      for (const index of indicesOf(own))
        expect(
          at(
            Z,
            order.map((axis) => index[axis]!),
          ),
        ).toBe(at(A, index));
    }),
  );
});

it('slices every step-th index of an axis', () => {
  fc.assert(
    fc.property(withSpan, ({ A: own, span }) => {
      const [A] = counting(own) as [Tensor];
      const Z = A.slice(span);
      expect(Z.shape).toEqual(own.with(span.axis, span.length));
      for (const index of indicesOf(Z.shape))
        expect(at(Z, index)).toBe(at(A, index.with(span.axis, span.start + span.step * index[span.axis]!)));
    }),
  );
});

it('lays the gradient of a slice where the slice was, zeros elsewhere', () => {
  fc.assert(
    fc.property(withSpan, ({ A: own, span }) => {
      const [dZ] = counting(own.with(span.axis, span.length)) as [Tensor];
      const dA = dZ.sliceGradient(own, span);
      for (const index of indicesOf(own)) {
        const i = (index[span.axis]! - span.start) / span.step;
        const taken = Number.isInteger(i) && i >= 0 && i < span.length;
        expect(at(dA, index)).toBe(taken ? at(dZ, index.with(span.axis, i)) : 0);
      }
    }),
  );
});

it('joins two tensors along an axis, counted from either end', () => {
  fc.assert(
    fc.property(withAxis, fc.integer({ min: 1, max: 4 }), fc.boolean(), ([own, axis], n, back) => {
      const [A, B] = counting(own, own.with(axis, n)) as [Tensor, Tensor];
      const C = A.concat(B, back ? axis - own.length : axis);
      const m = own[axis]!;
      expect(C.shape).toEqual(own.with(axis, m + n));
      for (const index of indicesOf(C.shape)) {
        const i = index[axis]!;
        expect(at(C, index)).toBe(i < m ? at(A, index) : at(B, index.with(axis, i - m)));
      }
    }),
  );
});
