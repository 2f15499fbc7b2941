/* Functions over axes: sums, means, spreads, the largest, and where it is. */
import { type Shape, size } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Callable } from './arguments.ts';
import { Fault } from './fault.ts';
import type { Numbers } from './value.ts';

/** Axes that lie side by side are one to a kernel; the last ones first, so that the places of others stay. */
function runsOf(axes: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (const axis of axes.toReversed()) {
    const last = runs.at(-1);
    if (last && last[0] === axis + 1) last[0] = axis;
    else runs.push([axis, axis]);
  }
  return runs;
}

const without = (shape: Shape, axes: readonly number[], keep: boolean) =>
  shape.flatMap((length, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [length]));

type Reduce = (x: Tensor, axis: number) => Tensor;

/** Several axes of `x` reduced, one run of neighbours after another. */
function reduced(x: Tensor, axes: readonly number[], reduce: Reduce): Tensor {
  return runsOf(axes).reduce((result, [from, to]) => {
    const [before, after] = [result.shape.slice(0, from), result.shape.slice(to + 1)];
    const run = size(result.shape.slice(from, to + 1));
    return reduce(result.reshape([size(before), run, size(after)]), 1).reshape([...before, ...after]);
  }, x);
}

/** Over some axes, or all. */
function over(compute: (x: Tensor, axes: readonly number[]) => Tensor): Callable {
  return {
    parameters: ['x', 'axis', 'keepdims'],
    make(given) {
      const x = given.numbers('x');
      const axes = given.axes(x.shape);
      const shape = given.takes(without(x.shape, axes, given.flag('keepdims')));
      return { shape, read: (frame) => compute(x.read(frame), axes).reshape(shape) };
    },
  };
}

const reducing = (reduce: Reduce) => over((x, axes) => reduced(x, axes, reduce));

/** By the count, as NumPy's and not PyTorch's. */
function meanOf(x: Tensor, axes: readonly number[]): Tensor {
  const sums = reduced(x, axes, (each, axis) => each.sum(axis));
  return sums.mul(size(sums.shape) / size(x.shape));
}

function varianceOf(x: Tensor, axes: readonly number[]): Tensor {
  const middle = meanOf(x, axes).reshape(without(x.shape, axes, true));
  return meanOf(x.sub(middle).square(), axes);
}

/** Of masks only. */
function deciding(reduce: Callable): Callable {
  return {
    ...reduce,
    make(given) {
      if (!given.numbers('x').mask) throw new Fault('wants-mask', given.placeOf('x'), { name: given.function });
      return { ...(reduce.make(given) as Numbers), mask: true };
    },
  };
}

const largest = reducing((x, axis) => x.max(axis));
const least = reducing((x, axis) => x.neg().max(axis).neg());

export const REDUCTIONS: Readonly<Record<string, Callable>> = {
  sum: reducing((x, axis) => x.sum(axis)),
  mean: over(meanOf),
  var: over(varianceOf),
  std: over((x, axes) => varianceOf(x, axes).sqrt()),
  max: largest,
  min: least,
  norm: reducing((x, axis) => x.square().sum(axis).sqrt()),
  any: deciding(largest),
  all: deciding(least),
  /** Which index along an axis, the last unless another is named, holds the largest number; the first of equals. */
  argmax: {
    parameters: ['x', 'axis'],
    make(given) {
      const x = given.numbers('x');
      const axis = given.axis(x.shape, -1);
      const shape = given.takes(x.shape.toSpliced(axis, 1));
      return { shape, below: x.shape[axis]!, read: (frame) => x.read(frame).argmax(axis) };
    },
  },
};
