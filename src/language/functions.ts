/* Every function and method of the language. All are general: none is the gradient of a node. */

import { type Shape, same, size } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { places, type Window } from '../tensor/window.ts';
import type { Arguments, Callable } from './arguments.ts';
import { product } from './arithmetic.ts';
import { isNaNumber } from './comparing.ts';
import { Fault } from './fault.ts';
import { concatenated, scattered, taken } from './indexing.ts';
import { REDUCTIONS } from './reducing.ts';
import { isLengths, isNumber, isNumbers, type Numbers, placed, shown, stretched, type Value } from './value.ts';

/** Element by element; of a number that is known, at once. */
function each(compute: (x: Tensor) => Tensor, known: (x: number) => number): Callable {
  return {
    parameters: ['x'],
    make(given) {
      const value = given.value('x');
      if (isNumber(value)) return known(Number(value));
      const x = given.numbers('x');
      return { shape: given.takes(x.shape), read: (frame) => compute(x.read(frame)) };
    },
  };
}

function both(compute: (x: Tensor, y: Tensor) => Tensor, known: (x: number, y: number) => number): Callable {
  return {
    parameters: ['x', 'y'],
    make(given) {
      const [a, b] = [given.value('x'), given.value('y')];
      if (isNumber(a) && isNumber(b)) return known(Number(a), Number(b));
      const [x, y] = [given.numbers('x'), given.numbers('y')];
      const shape = given.takes(stretched(x.shape, y.shape, given.place));
      return { shape, read: (frame) => compute(x.read(frame), y.read(frame)) };
    },
  };
}

/** `x` with its axes in another order. */
function ordered(x: Numbers, order: readonly number[]): Numbers {
  const shape = order.map((axis) => x.shape[axis]!);
  const read: Numbers['read'] = (frame) => x.read(frame).permute(order);
  const matrix = order.length === 2 && order[0] === 1;
  return { shape, read, ...(matrix && { flipped: x }) };
}

/** `x.T`: all axes in the opposite order. */
export function turned(x: Numbers): Numbers {
  return x.shape.length < 2 ? x : ordered(x, x.shape.map((_, axis) => axis).toReversed());
}

function swapped(given: Arguments, x: Numbers, a: number, b: number): Numbers {
  const [i, j] = [given.axisIn(a, x.shape, given.place), given.axisIn(b, x.shape, given.place)];
  given.takes(x.shape);
  return ordered(
    x,
    x.shape.map((_, axis) => (axis === i ? j : axis === j ? i : axis)),
  );
}

/** Numbers given one by one or as one list. */
function listed(given: Arguments): Value {
  const [first] = given.rest;
  if (given.rest.length === 1 && first && !isNumber(first.value)) return first.value;
  return given.rest.map(({ value }) => value);
}

const reshape: Callable = {
  parameters: ['x', '*shape'],
  make(given) {
    const x = given.numbers('x');
    const wanted = listed(given);
    if (!isLengths(wanted)) throw new Fault('bad-lengths', given.place, { name: given.function });
    const rest = size(wanted.filter((length) => length !== -1));
    const shape = wanted.map((length) => (length === -1 ? size(x.shape) / rest : length));
    const fits = shape.every((length) => Number.isSafeInteger(length) && length >= 1) && size(shape) === size(x.shape);
    if (!fits || wanted.filter((length) => length === -1).length > 1)
      throw new Fault('reshape', given.place, { shape: shown(x.shape), wanted: shown(wanted), count: size(x.shape) });
    given.meter.takes(shape, given.place);
    const below = x.below === undefined ? {} : { below: x.below };
    return { shape, read: (frame) => x.read(frame).reshape(shape), ...below };
  },
};

const stretch: Callable = {
  parameters: ['x', '*shape'],
  make(given) {
    const x = given.numbers('x');
    const shape = given.takes(given.checked(listed(given), given.place));
    if (!same(stretched(x.shape, shape, given.place), shape))
      throw new Fault('cannot-stretch', given.place, { shape: shown(x.shape), wanted: shown(shape) });
    return { shape, read: (frame) => x.read(frame).expand(shape) };
  },
};

/** The same number everywhere. */
function filled(value: number): Callable {
  return {
    parameters: ['*shape'],
    make(given) {
      const shape = given.takes(given.checked(listed(given), given.place));
      return { shape, read: ({ device }) => new Tensor(device, [], device.constant(value)).expand(shape) };
    },
  };
}
function filledLike(value: number): Callable {
  return {
    parameters: ['x'],
    make(given) {
      const shape = given.takes(given.numbers('x').shape);
      return { shape, read: ({ device }) => new Tensor(device, [], device.constant(value)).expand(shape) };
    },
  };
}

/** One or the other, number by number: what is not taken may be ∞ or NaN. */
const where: Callable = {
  parameters: ['condition', 'x', 'y'],
  make(given) {
    const known = given.value('condition');
    if (isNumber(known)) return given.value(known ? 'x' : 'y');
    const condition = given.numbers('condition');
    if (!condition.mask) throw new Fault('wants-mask', given.placeOf('condition'), { name: given.function });
    const [x, y] = [given.numbers('x'), given.numbers('y')];
    const pair = stretched(x.shape, y.shape, given.place);
    const shape = given.takes(stretched(condition.shape, pair, given.place));
    given.takes([...shape.slice(0, 7), 2 * (shape[7] ?? 1)]);
    const column = [...shape, 1];
    return {
      shape,
      read(frame) {
        const chosen = condition.read(frame).expand(shape);
        const yes = x.read(frame).expand(shape).reshape(column);
        const no = y.read(frame).expand(shape).reshape(column);
        return no.concat(yes, -1).pick(chosen);
      },
    };
  },
};

function windowOf(given: Arguments): Window {
  return { kernel: given.sides('kernel'), stride: given.sides('stride', 1), padding: given.sides('padding', 0, 0) };
}
function pictures(given: Arguments, shape: Shape): void {
  if (shape.length !== 4) throw new Fault('wants-pictures', given.place, { name: given.function, shape: shown(shape) });
}
/** What a window sees from each of its places, side by side: [N, C, H, W] → [N, h, w, C·kh·kw]. */
const unfold: Callable = {
  parameters: ['x', 'kernel', 'stride', 'padding', 'outside'],
  make(given) {
    const x = given.numbers('x');
    pictures(given, x.shape);
    const window = windowOf(given);
    const outside = given.known('outside', 0);
    const [N = 1, C = 1] = x.shape;
    const [h, w] = placed(given.place, () => places(x.shape, window));
    const shape = given.takes([N, h, w, C * size(window.kernel)]);
    return { shape, read: (frame) => x.read(frame).unfold(window, outside) };
  },
};
/** Every number back to where a window saw it, sums where several did. */
const fold: Callable = {
  parameters: ['x', 'shape', 'kernel', 'stride', 'padding'],
  make(given) {
    const x = given.numbers('x');
    const shape = given.takes(given.lengths('shape'));
    pictures(given, shape);
    const window = windowOf(given);
    const [N = 1, C = 1] = shape;
    const seen = [N, ...placed(given.place, () => places(shape, window)), C * size(window.kernel)];
    if (!same(x.shape, seen)) throw new Fault('fold', given.place, { shape: shown(x.shape), wanted: shown(seen) });
    return { shape, read: (frame) => x.read(frame).fold(window, shape) };
  },
};

const oneHot: Callable = {
  parameters: ['index', 'n'],
  make(given) {
    const n = given.whole('n');
    if (n < 1) throw new Fault('bad-lengths', given.place, { name: given.function });
    const index = given.index('index', n);
    return { shape: given.takes([...index.shape, n]), mask: true, read: (frame) => index.read(frame).oneHot(n) };
  },
};

/** The lower triangle of the last two axes. */
const tril: Callable = {
  parameters: ['x'],
  make(given) {
    const x = given.numbers('x');
    if (x.shape.length < 2)
      throw new Fault('wants-matrix', given.place, { name: given.function, shape: shown(x.shape) });
    return { shape: given.takes(x.shape), read: (frame) => x.read(frame).tril() };
  },
};

const transpose: Callable = {
  parameters: ['x', '*axes'],
  make(given) {
    const x = given.numbers('x');
    const axes = listed(given);
    if (isLengths(axes) && axes.length === 0) return turned(x);
    if (!isLengths(axes) || axes.length !== 2) throw new Fault('two-axes', given.place, { name: given.function });
    return swapped(given, x, axes[0]!, axes[1]!);
  },
};
const permute: Callable = {
  parameters: ['x', '*axes'],
  make(given) {
    const x = given.numbers('x');
    const axes = listed(given);
    if (!isLengths(axes)) throw new Fault('bad-lengths', given.place, { name: given.function });
    const order = axes.map((axis) => given.axisIn(axis, x.shape, given.place));
    if (order.length !== x.shape.length || new Set(order).size < order.length)
      throw new Fault('order', given.place, { order: shown(axes), shape: shown(x.shape) });
    given.takes(x.shape);
    return ordered(x, order);
  },
};

const arange: Callable = {
  parameters: ['start', 'stop', 'step'],
  make(given) {
    const [start, stop] = given.has('stop') ? [given.whole('start'), given.whole('stop')] : [0, given.whole('start')];
    const step = given.whole('step', 1);
    const count = Math.ceil((stop - start) / step);
    if (!(count >= 1 && count <= 65_536)) throw new Fault('bad-range', given.place, { start, stop, step });
    given.meter.lists(count, given.place);
    return Array.from({ length: count }, (_, i) => start + i * step);
  },
};

const length: Callable = {
  parameters: ['x'],
  make(given) {
    const value = given.value('x');
    const found = isNumbers(value) ? value.shape[0] : Array.isArray(value) ? value.length : undefined;
    if (found === undefined) throw new Fault('no-length', given.place, {});
    return found;
  },
};

const matmul: Callable = {
  parameters: ['x', 'y'],
  make: (given) =>
    product(given.numbers('x'), given.numbers('y'), { place: given.place, meter: given.meter, left: 'x', right: 'y' }),
};

/** Undoes a stretching: sums over every axis that the shape lacks or has with length 1. */
const sumToSize: Callable = {
  parameters: ['x', '*shape'],
  make(given) {
    const x = given.numbers('x');
    const shape = given.takes(given.checked(listed(given), given.place));
    if (!same(stretched(x.shape, shape, given.place), x.shape))
      throw new Fault('cannot-sum-to', given.place, { shape: shown(x.shape), wanted: shown(shape) });
    return { shape, read: (frame) => x.read(frame).sumTo(shape) };
  },
};

/** Where each number of a known list would come in order: the inverse of an order of axes. */
const argsort: Callable = {
  parameters: ['list'],
  make(given) {
    const list = given.value('list');
    if (!isLengths(list)) throw new Fault('wants-list', given.place, { name: given.function });
    given.meter.lists(list.length, given.place);
    return list.map((_, i) => i).sort((a, b) => list[a]! - list[b]!);
  },
};

const isnan: Callable = {
  parameters: ['x'],
  make(given) {
    const value = given.value('x');
    if (isNumber(value)) return Number.isNaN(Number(value));
    const x = given.numbers('x');
    return { shape: given.takes(x.shape), mask: true, read: (frame) => isNaNumber(x.read(frame)) };
  },
};

export const FUNCTIONS: Readonly<Record<string, Callable>> = {
  abs: each((x) => x.abs(), Math.abs),
  exp: each((x) => x.exp(), Math.exp),
  expm1: each((x) => x.expm1(), Math.expm1),
  log: each((x) => x.log(), Math.log),
  log1p: each((x) => x.log1p(), Math.log1p),
  sqrt: each((x) => x.sqrt(), Math.sqrt),
  square: each(
    (x) => x.square(),
    (x) => x * x,
  ),
  sign: each((x) => x.sign(), Math.sign),
  tanh: each((x) => x.tanh(), Math.tanh),
  sigmoid: each(
    (x) => x.sigmoid(),
    (x) => 1 / (1 + Math.exp(-x)),
  ),
  relu: each(
    (x) => x.relu(),
    (x) => Math.max(0, x),
  ),
  maximum: both((x, y) => x.maximum(y), Math.max),
  minimum: both((x, y) => x.minimum(y), Math.min),
  where,
  matmul,
  ...REDUCTIONS,
  sum_to_size: sumToSize,
  isnan,
  reshape,
  transpose,
  swapaxes: transpose,
  permute,
  broadcast_to: stretch,
  expand: stretch,
  concatenate: concatenated,
  take: taken,
  scatter_add: scattered,
  one_hot: oneHot,
  unfold,
  fold,
  tril,
  zeros: filled(0),
  ones: filled(1),
  zeros_like: filledLike(0),
  ones_like: filledLike(1),
  arange,
  argsort,
  len: length,
};
