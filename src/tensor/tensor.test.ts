/* Tensor methods on the reference kernels, against the plainest arithmetic that says the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Device } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { type Shape, ShapeError, size, strides } from './shape.ts';
import { assign, kept, read, type Tensor } from './tensor.ts';

function workshop() {
  const device = new Device(new Reference('f64'));
  device.begin(device.arena(100_000));
  const tensor = (shape: Shape, data: readonly number[]) => kept(device, shape, data);
  /** 1, 2, 3 … */
  const counting = (shape: Shape) =>
    kept(
      device,
      shape,
      Float64Array.from({ length: size(shape) }, (_, i) => i + 1),
    );
  return { device, tensor, counting };
}
const list = (tensor: Tensor) => [...read(tensor)];
/** The number of `tensor` at an index of a shape that it broadcasts to. */
function at(tensor: Tensor, index: readonly number[]): number {
  const { shape } = tensor;
  const skipped = index.length - shape.length;
  const place = strides(shape).reduce(
    (sum, step, axis) => sum + (shape[axis] === 1 ? 0 : step * index[axis + skipped]!),
    0,
  );
  return read(tensor)[place]!;
}
const indicesOf = (shape: Shape): number[][] =>
  shape.reduce<number[][]>((all, n) => all.flatMap((head) => Array.from({ length: n }, (_, i) => [...head, i])), [[]]);

const length = fc.integer({ min: 1, max: 7 });
const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
const broadcastPair = shape.chain((whole) => {
  const part = fc
    .tuple(fc.nat(whole.length), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([skip, ones]) => whole.slice(skip).map((n, axis) => (ones[axis] ? 1 : n)));
  return fc.tuple(fc.constant(whole), part);
});

describe('matmul', () => {
  it('multiplies ragged sizes, and by transposes without moving numbers', () => {
    fc.assert(
      fc.property(length, length, length, (m, k, n) => {
        const { counting } = workshop();
        const [A, B] = [counting([m, k]), counting([k, n])];
        const wanted = indicesOf([m, n]).map(([i, j]) =>
          Array.from({ length: k }, (_, l) => at(A, [i!, l]) * at(B, [l, j!])).reduce((sum, x) => sum + x, 0),
        );
        expect(list(A.matmul(B))).toEqual(wanted);
        expect(list(A.matmul(B.transpose(0, 1).T))).toEqual(wanted);
        expect(list(A.transpose(0, 1).T.matmul(B))).toEqual(wanted);
      }),
    );
  });

  it('takes leading axes together before a matrix, and broadcasts them between stacks', () => {
    const { counting } = workshop();
    const [A, B, W] = [counting([2, 1, 2, 3]), counting([4, 3, 2]), counting([3, 2])];
    expect(A.matmul(W).shape).toEqual([2, 1, 2, 2]);
    const C = A.matmul(B);
    expect(C.shape).toEqual([2, 4, 2, 2]);
    for (const [a, b, i, j] of indicesOf(C.shape)) {
      const wanted = [0, 1, 2].reduce((sum, l) => sum + at(A, [a!, 0, i!, l]) * at(B, [b!, l, j!]), 0);
      expect(at(C, [a!, b!, i!, j!])).toBe(wanted);
    }
  });

  it('sums over all rows in a transposed product, as a weight gradient does', () => {
    const { counting } = workshop();
    const [dZ, A] = [counting([2, 3, 2]), counting([2, 3, 4])];
    const dW = dZ.T.matmul(A);
    expect(dW.shape).toEqual([2, 4]);
    expect(list(dW)).toEqual(
      list(
        dZ
          .reshape([6, 2])
          .transpose(0, 1)
          .matmul(A.reshape([6, 4])),
      ),
    );
  });

  it('refuses inner lengths that differ', () => {
    const { counting } = workshop();
    expect(() => counting([2, 3]).matmul(counting([2, 3]))).toThrow(ShapeError);
    expect(() => counting([2, 3]).T.matmul(counting([3, 2]))).toThrow(ShapeError);
  });
});

describe('broadcasting', () => {
  it('adds, subtracts, multiplies and divides as if the smaller were repeated', () => {
    fc.assert(
      fc.property(broadcastPair, ([whole, part]) => {
        const { counting } = workshop();
        const [A, B] = [counting(whole), counting(part)];
        const wanted = (f: (x: number, y: number) => number) => indicesOf(whole).map((i) => f(at(A, i), at(B, i)));
        expect(list(A.add(B))).toEqual(wanted((x, y) => x + y));
        expect(list(A.sub(B))).toEqual(wanted((x, y) => x - y));
        expect(list(B.mul(A))).toEqual(wanted((x, y) => x * y));
        expect(list(B.div(A))).toEqual(wanted((x, y) => y / x));
      }),
    );
  });

  it('expands by repeating, and sumTo adds up what expand repeated', () => {
    fc.assert(
      fc.property(broadcastPair, ([whole, part]) => {
        const { counting } = workshop();
        const B = counting(part);
        const wide = B.expand(whole);
        expect(wide.shape).toEqual(whole);
        expect(list(wide)).toEqual(indicesOf(whole).map((i) => at(B, i)));
        const back = wide.sumTo(part);
        expect(back.shape).toEqual(part);
        expect(list(back)).toEqual(list(B).map((x) => (x * size(whole)) / size(part)));
      }),
    );
  });

  it('combines with plain numbers', () => {
    const { tensor } = workshop();
    const A = tensor([3], [1, -2, 4]);
    expect([list(A.add(1)), list(A.mul(-2)), list(A.div(2)), list(A.sub(0.5))]).toEqual([
      [2, -1, 5],
      [-2, 4, -8],
      [0.5, -1, 2],
      [0.5, -2.5, 3.5],
    ]);
  });
});

describe('shape methods', () => {
  it('exchange any two axes, and twice is nothing', () => {
    fc.assert(
      fc.property(
        fc
          .array(length, { minLength: 1, maxLength: 4 })
          .chain((a) => fc.tuple(fc.constant(a), fc.nat(a.length - 1), fc.nat(a.length - 1))),
        ([whole, a, b]) => {
          const { counting } = workshop();
          const A = counting(whole);
          const B = A.transpose(a, b - whole.length);
          const swap = (index: readonly number[]) =>
            index.map((x, axis) => (axis === a ? index[b]! : axis === b ? index[a]! : x));
          expect(B.shape).toEqual(swap(whole));
          expect(list(B)).toEqual(indicesOf(B.shape).map((i) => at(A, swap(i))));
          expect(list(B.transpose(a, b))).toEqual(list(A));
        },
      ),
    );
  });

  it('sum and average over one axis or all, kept or not', () => {
    const { counting } = workshop();
    const A = counting([2, 3]);
    expect([A.sum().shape, A.sum(0).shape, A.sum(-1, true).shape, A.sum(undefined, true).shape]).toEqual([
      [],
      [3],
      [2, 1],
      [1, 1],
    ]);
    expect([list(A.sum()), list(A.sum(0)), list(A.sum(-1)), list(A.sumRows())]).toEqual([
      [21],
      [5, 7, 9],
      [6, 15],
      [5, 7, 9],
    ]);
    expect([list(A.mean()), list(A.mean(0)), list(A.mean(1, true))]).toEqual([[3.5], [2.5, 3.5, 4.5], [2, 5]]);
  });

  it('reshape keeps the numbers where they are', () => {
    const { counting } = workshop();
    const A = counting([2, 3]);
    expect(A.reshape([6]).pointer).toBe(A.pointer);
  });
});

describe('indices', () => {
  it('gather rows and add up the gradients of rows used repeatedly', () => {
    const { tensor, counting } = workshop();
    const [table, index] = [counting([3, 2]), tensor([2, 2], [2, 0, 2, 2])];
    const rows = table.gather(index);
    expect(rows.shape).toEqual([2, 2, 2]);
    expect(list(rows)).toEqual([5, 6, 1, 2, 5, 6, 5, 6]);
    const back = counting([2, 2, 2]).scatterAdd(index, [3, 2]);
    expect([back.shape, list(back)]).toEqual([
      [3, 2],
      [3, 4, 0, 0, 1 + 5 + 7, 2 + 6 + 8],
    ]);
  });

  it('pick one number a row and make one-hot rows', () => {
    const { tensor, counting } = workshop();
    const index = tensor([2, 2], [0, 2, 1, 1]);
    expect(list(counting([2, 2, 3]).pick(index))).toEqual([1, 6, 8, 11]);
    const hot = index.oneHot(3);
    expect([hot.shape, list(hot)]).toEqual([
      [2, 2, 3],
      [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0],
    ]);
  });

  it('clear what a scatter or one-hot finds in the arena', () => {
    const { device, tensor } = workshop();
    const arena = device.arena(2 * 16);
    device.begin(arena);
    const index = tensor([1], [1]);
    for (let round = 0; round < 2; round++) {
      device.begin(arena);
      expect(list(index.oneHot(3))).toEqual([0, 1, 0]);
      expect(list(tensor([1, 2], [3, 4]).scatterAdd(index, [3, 2]))).toEqual([0, 0, 3, 4, 0, 0]);
    }
  });

  it('point at the first of the largest', () => {
    const { tensor } = workshop();
    expect(list(tensor([3, 3], [1, 5, 2, 7, 7, 0, -1, -3, -1]).argmax())).toEqual([1, 0, 0]);
  });
});

describe('softmax', () => {
  it('stays finite and exact for large numbers, and sums to 1 along its axis', () => {
    const { tensor } = workshop();
    expect(list(tensor([3], [1e4, 1e4, -1e4]).softmax())).toEqual([0.5, 0.5, 0]);
    expect(list(tensor([2], [-1e300, -1e300]).softmax())).toEqual([0.5, 0.5]);
    const A = tensor([2, 3], [1, 2, 3, 1000, 2000, 3000]).softmax(0);
    expect(list(A.sum(0))).toEqual([1, 1, 1]);
    expect(list(tensor([2], [1000, 0]).logSoftmax())).toEqual([0, -1000]);
  });

  it('gives NaN when a NaN takes part', () => {
    const { tensor } = workshop();
    expect(list(tensor([2], [Number.NaN, 0]).softmax())).toEqual([Number.NaN, Number.NaN]);
    expect(list(tensor([2], [0, Number.NaN]).logSoftmax())).toEqual([Number.NaN, Number.NaN]);
  });
});

it('keeps NaN through ReLU and its mask, and makes no negative zero', () => {
  const { tensor } = workshop();
  const Z = tensor([5], [Number.NaN, -1, -0, 0, 2]);
  expect(list(Z.relu())).toEqual([Number.NaN, 0, 0, 0, 2]);
  expect(list(Z.positive())).toEqual([Number.NaN, 0, 0, 0, 1]);
  expect(list(Z.relu()).some((x) => Object.is(x, -0))).toBe(false);
});

it('writes a kept tensor from another', () => {
  const { counting } = workshop();
  const [target, source] = [counting([2, 2]), counting([2, 2]).mul(10)];
  assign(target, source);
  expect(list(target)).toEqual([10, 20, 30, 40]);
});
