/* Parts of a tensor: `x[1:3, 0]`, take, scatter_add, concatenate. */
import { type Shape, same } from '../tensor/shape.ts';
import type { Span } from '../tensor/tensor.ts';
import type { Arguments } from './arguments.ts';
import { Fault, type Place } from './fault.ts';
import { isLengths, isNumbers, type Meter, type Numbers, shown, type Value } from './value.ts';

/** What stands between the brackets, all numbers known. */
export type Part =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'index'; readonly index: Numbers }
  | {
      readonly kind: 'span';
      readonly start: number | undefined;
      readonly stop: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'new' }
  | { readonly kind: 'rest' };

/** Indices of an axis that lie at equal distances, upwards. */
function spanOf(indices: readonly number[], axis: number, length: number, place: Place): Span {
  const [start = 0, second = start + 1] = indices.map((i) => (i < 0 ? i + length : i));
  const step = second - start;
  const regular = indices.every((i, k) => (i < 0 ? i + length : i) === start + k * step);
  const last = start + (indices.length - 1) * step;
  if (!regular || step < 1 || !Number.isInteger(start) || start < 0 || last >= length)
    throw new Fault('bad-indices', place, { axis, length });
  return { axis, start, length: indices.length, step };
}

/** `start:stop:step` as Python reads it: what lies beyond an end is not there. */
function clipped(
  { start, stop, step }: Part & { kind: 'span' },
  axis: number,
  length: number,
  shape: Shape,
  place: Place,
): Span {
  if (!Number.isSafeInteger(step) || step < 1) throw new Fault('bad-step', place, { step });
  const end = (i: number | undefined, otherwise: number) =>
    i === undefined ? otherwise : Math.min(length, Math.max(0, i < 0 ? i + length : i));
  const from = end(start, 0);
  const count = Math.ceil((end(stop, length) - from) / step);
  if (!(count >= 1))
    throw new Fault('empty-part', place, { shape: shown(shape), axis, start: start ?? '', stop: stop ?? '' });
  return { axis, start: from, length: count, step };
}

/** `x[…]`. */
export function partOf(
  x: Numbers,
  parts: readonly Part[],
  { place, meter, bound }: { place: Place; meter: Meter; bound: Arguments['bound'] },
): Numbers {
  const [first] = parts;
  if (first?.kind === 'index' && parts.length === 1) return rowsAt(x, first.index, { place, meter, bound });
  const named = parts.filter(({ kind }) => kind === 'at' || kind === 'span').length;
  const rests = parts.filter(({ kind }) => kind === 'rest').length;
  if (parts.some(({ kind }) => kind === 'index')) throw new Fault('index-alone', place, { shape: shown(x.shape) });
  if (named > x.shape.length || rests > 1)
    throw new Fault('too-many-indices', place, { shape: shown(x.shape), count: named });
  const spans: Span[] = [];
  const shape: number[] = [];
  let axis = 0;
  const skip = (count: number) => {
    shape.push(...x.shape.slice(axis, axis + count));
    axis += count;
  };
  for (const part of parts) {
    const length = x.shape[axis] ?? 1;
    if (part.kind === 'new') shape.push(1);
    else if (part.kind === 'rest') skip(x.shape.length - named);
    else if (part.kind === 'at') {
      const at = part.at < 0 ? part.at + length : part.at;
      if (!Number.isSafeInteger(at) || at < 0 || at >= length)
        throw new Fault('outside', place, { at: part.at, axis, length, shape: shown(x.shape) });
      spans.push({ axis, start: at, length: 1, step: 1 });
      axis++;
    } else if (part.kind === 'span') {
      const span = clipped(part, axis, length, x.shape, place);
      if (span.length < length) spans.push(span);
      shape.push(span.length);
      axis++;
    }
  }
  skip(x.shape.length - axis);
  meter.takes(x.shape, place);
  meter.takes(shape, place);
  const below = x.below === undefined ? {} : { below: x.below };
  return {
    shape,
    read: (frame) => spans.reduce((part, span) => part.slice(span), x.read(frame)).reshape(shape),
    ...below,
  };
}

/** The rows of x that an index names: axis 0 gives way to the axes of the index. */
function rowsAt(
  x: Numbers,
  index: Numbers,
  { place, meter, bound }: { place: Place; meter: Meter; bound: Arguments['bound'] },
): Numbers {
  if (x.shape.length === 0) throw new Fault('too-many-indices', place, { shape: shown(x.shape), count: 1 });
  bound(index, x.shape[0]!, place);
  const shape = [...index.shape, ...x.shape.slice(1)];
  meter.takes(shape, place);
  return { shape, read: (frame) => x.read(frame).gather(index.read(frame)) };
}

export const taken = {
  parameters: ['x', 'index', 'axis'],
  make(given: Arguments): Value {
    const x = given.numbers('x');
    const axis = given.axis(x.shape, 0);
    if (given.isNumbers('index')) {
      if (axis !== 0) throw new Fault('index-axis', given.place, { name: given.function });
      const index = given.index('index', x.shape[0]!);
      return rowsAt(x, index, given);
    }
    const indices = given.value('index');
    if (!isLengths(indices))
      throw new Fault('argument-index', given.placeOf('index'), { name: given.function, argument: 'index' });
    const span = spanOf(indices, axis, x.shape[axis]!, given.placeOf('index'));
    return { shape: given.takes(x.shape.with(axis, span.length)), read: (frame) => x.read(frame).slice(span) };
  },
};

/** What `take` took, back to where it came from: a table of n rows of zeros, each plus all that the index sends there. */
export const scattered = {
  parameters: ['x', 'index', 'n', 'axis'],
  make(given: Arguments): Value {
    const x = given.numbers('x');
    const n = given.whole('n');
    if (n < 1) throw new Fault('bad-lengths', given.place, { name: given.function });
    const axis = given.axis(x.shape, 0);
    if (given.isNumbers('index')) {
      if (axis !== 0) throw new Fault('index-axis', given.place, { name: given.function });
      const index = given.index('index', n);
      const own = x.shape.slice(0, index.shape.length);
      if (!same(own, index.shape))
        throw new Fault('scatter', given.place, { shape: shown(x.shape), index: shown(index.shape) });
      const table = given.takes([n, ...x.shape.slice(index.shape.length)]);
      return { shape: table, read: (frame) => x.read(frame).scatterAdd(index.read(frame), table) };
    }
    const indices = given.value('index');
    if (!isLengths(indices) || indices.length !== x.shape[axis])
      throw new Fault('scatter', given.place, {
        shape: shown(x.shape),
        index: shown([isLengths(indices) ? indices.length : 0]),
      });
    const span = spanOf(indices, axis, n, given.placeOf('index'));
    const shape = given.takes(x.shape.with(axis, n));
    return { shape, read: (frame) => x.read(frame).sliceGradient(shape, span) };
  },
};

/** One behind the other along an axis: `concatenate([A, B], axis=0)`. */
export const concatenated = {
  parameters: ['list', 'axis'],
  make(given: Arguments): Value {
    const list = given.value('list');
    const all = Array.isArray(list) ? (list as readonly Value[]) : [];
    const tensors = all.filter(isNumbers);
    const [first] = tensors;
    if (!first || tensors.length < all.length) throw new Fault('wants-list', given.place, { name: given.function });
    const axis = given.axis(first.shape, 0);
    for (const each of tensors)
      if (each.shape.length !== first.shape.length || !same(each.shape.with(axis, 1), first.shape.with(axis, 1)))
        throw new Fault('concat', given.place, { a: shown(first.shape), b: shown(each.shape), axis });
    const total = tensors.reduce((sum, each) => sum + each.shape[axis]!, 0);
    const shape = given.takes(first.shape.with(axis, total));
    if (tensors.length > 2) for (const _ of tensors) given.takes(shape);
    return {
      shape,
      read: (frame) =>
        tensors.slice(1).reduce((whole, each) => whole.concat(each.read(frame), axis), first.read(frame)),
    };
  },
};
