/* Shaped numbers that compute: a shape, an address in a device's memory, and methods that write their results into the
   device's arena. Node files compute with nothing else: one class, long because it is their whole vocabulary. */
import type { Device, Numbers } from '../kernels/device.ts';
import { MAP, type Pointer, REDUCE, ZIP } from '../kernels/kernels.ts';
import { axisOf, broadcast, type Shape, ShapeError, same, size, strides, written } from './shape.ts';
import { places, type Window, windowLayout } from './window.ts';

/** A tensor at rest: files, messages, data sets. Row-major. */
export interface TensorData {
  readonly shape: Shape;
  readonly data: Numbers | readonly number[];
}

/** Indices of one axis: `length` of them, every `step`-th from `start`. */
export interface Span {
  readonly axis: number;
  readonly start: number;
  readonly length: number;
  readonly step: number;
}

export class Tensor {
  readonly device: Device;
  readonly shape: Shape;
  readonly pointer: Pointer;

  constructor(device: Device, shape: Shape, pointer: Pointer) {
    this.device = device;
    this.shape = shape;
    this.pointer = pointer;
  }

  /** Number of elements. */
  get size(): number {
    return size(this.shape);
  }

  /** Read as a matrix of rows (leading axes taken together) and transposed; can only be multiplied. */
  get T(): Transposed {
    return new Transposed(this);
  }

  /** `A @ B`: matrix products over the last two axes, leading axes broadcast; or by a matrix read transposed. */
  matmul(b: Tensor | Transposed): Tensor {
    const right = b instanceof Transposed ? b.tensor : b;
    const transposed = b instanceof Transposed;
    const [k, n] = transposed ? [right.columns, right.rows] : [right.shape.at(-2) ?? 0, right.shape.at(-1) ?? 0];
    if (this.shape.at(-1) !== k)
      throw new ShapeError('matmul', {
        a: written(this.shape),
        b: written(right.shape),
        k: this.shape.at(-1) ?? 1,
        l: k,
      });
    if (transposed || right.shape.length === 2) {
      const out = this.#new([...this.shape.slice(0, -1), n]);
      this.device.kernels.matmul(out.pointer, this.pointer, right.pointer, 1, this.rows, k, n, 0, transposed ? 1 : 0);
      return out;
    }
    const leading = broadcast(this.shape.slice(0, -2), right.shape.slice(0, -2));
    const m = this.shape.at(-2) ?? 0;
    const [left, wide] = [this.expand([...leading, m, k]), right.expand([...leading, k, n])];
    const out = this.#new([...leading, m, n]);
    this.device.kernels.matmul(out.pointer, left.pointer, wide.pointer, size(leading), m, k, n, 0, 0);
    return out;
  }

  add(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.add);
  }
  sub(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.subtract);
  }
  /** Elementwise product ⊙. */
  mul(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.multiply);
  }
  div(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.divide);
  }
  /** The larger of each two. */
  maximum(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.maximum);
  }
  /** The smaller of each two. */
  minimum(b: Tensor | number): Tensor {
    return this.#zip(b, ZIP.minimum);
  }

  neg(): Tensor {
    return this.#map(MAP.negative);
  }
  abs(): Tensor {
    return this.#map(MAP.absolute);
  }
  sign(): Tensor {
    return this.#map(MAP.sign);
  }
  exp(): Tensor {
    return this.#map(MAP.exp);
  }
  log(): Tensor {
    return this.#map(MAP.log);
  }
  sqrt(): Tensor {
    return this.#map(MAP.sqrt);
  }
  square(): Tensor {
    return this.#map(MAP.square);
  }
  reciprocal(): Tensor {
    return this.#map(MAP.reciprocal);
  }
  relu(): Tensor {
    return this.#map(MAP.relu);
  }
  /** The mask X > 0, as ones and zeros. */
  positive(): Tensor {
    return this.#map(MAP.positive);
  }
  sigmoid(): Tensor {
    return this.#map(MAP.sigmoid);
  }
  tanh(): Tensor {
    return this.#map(MAP.tanh);
  }
  /** exp X − 1, exact near 0. */
  expm1(): Tensor {
    return this.#map(MAP.expm1);
  }
  /** log(1 + X), exact near 0. */
  log1p(): Tensor {
    return this.#map(MAP.log1p);
  }
  /** Φ(X): the share of a standard normal distribution below X. */
  normal(): Tensor {
    return this.#map(MAP.normal);
  }

  /** Sum over one axis (the axis stays with length 1 if `keep`), or over all. */
  sum(axis?: number, keep = false): Tensor {
    if (axis === undefined) return this.#reduce(1, this.size, 1, keep ? this.shape.map(() => 1) : []);
    const at = axisOf(axis, this.shape);
    return this.#reduce(
      ...this.#around(at),
      this.shape.flatMap((length, i) => (i === at ? (keep ? [1] : []) : [length])),
    );
  }

  mean(axis?: number, keep = false): Tensor {
    const total = this.sum(axis, keep);
    return total.mul(total.size / this.size);
  }

  /** Σ over rows: all axes but the last. */
  sumRows(): Tensor {
    return this.#reduce(1, this.rows, this.columns, [this.columns]);
  }

  /** Undoes a broadcast: sums over every axis that `shape` lacks or has with length 1. */
  sumTo(shape: Shape): Tensor {
    let result: Tensor = this;
    while (result.shape.length > shape.length) result = result.sum(0);
    for (let axis = 0; axis < shape.length; axis++)
      if (shape[axis] === 1 && result.shape[axis] !== 1) result = result.sum(axis, true);
    return result;
  }

  /** Repeats this over `shape`, to which it can be broadcast. */
  expand(shape: Shape): Tensor {
    if (same(this.shape, shape)) return this;
    const out = this.#new(shape);
    this.#move(out, shape, strides(shape), this.#stridesIn(shape));
    return out;
  }

  /** The same numbers under another shape of the same size. */
  reshape(shape: Shape): Tensor {
    return new Tensor(this.device, shape, this.pointer);
  }

  /** Axes a and b exchanged. */
  transpose(a: number, b: number): Tensor {
    const [i, j] = [axisOf(a, this.shape), axisOf(b, this.shape)];
    return this.permute(this.shape.map((_, axis) => (axis === i ? j : axis === j ? i : axis)));
  }

  /** Axis i of the result is axis `order[i]` of this; `order` names every axis once, from 0. */
  permute(order: readonly number[]): Tensor {
    const steps = strides(this.shape);
    const out = this.#new(order.map((axis) => this.shape[axis]!));
    this.#move(
      out,
      out.shape,
      strides(out.shape),
      order.map((axis) => steps[axis]!),
    );
    return out;
  }

  /** `length` indices of an axis, every `step`-th from `start`. */
  slice({ axis, start, length, step }: Span): Tensor {
    const out = this.#new(this.shape.with(axis, length));
    const steps = strides(this.shape);
    this.#move(out, out.shape, strides(out.shape), steps.with(axis, steps[axis]! * step), 0, start * steps[axis]!);
    return out;
  }

  /** The gradient of `slice`: zeros of `shape`, but these numbers where the slice was taken. */
  sliceGradient(shape: Shape, { axis, start, step }: Span): Tensor {
    const out = this.#full(0, shape);
    const steps = strides(shape);
    this.#move(out, this.shape, steps.with(axis, steps[axis]! * step), strides(this.shape), start * steps[axis]!);
    return out;
  }

  /** This and b one behind the other along an axis; their other lengths are the same. */
  concat(b: Tensor, axis: number): Tensor {
    const at = axisOf(axis, this.shape);
    const out = this.#new(this.shape.with(at, this.shape[at]! + b.shape[at]!));
    const steps = strides(out.shape);
    this.#move(out, this.shape, steps, strides(this.shape));
    b.#move(out, b.shape, steps, strides(b.shape), this.shape[at]! * steps[at]!);
    return out;
  }

  /** Row `i` of the result is row `index[i]` of this; this may have any shape, its rows are axis 0. */
  gather(index: Tensor): Tensor {
    const columns = size(this.shape.slice(1));
    const out = this.#new([...index.shape, ...this.shape.slice(1)]);
    this.device.kernels.gather(out.pointer, this.pointer, index.pointer, index.size, columns);
    return out;
  }

  /** The gradient of `gather`: row `index[i]` of the result receives the sum of these rows i. */
  scatterAdd(index: Tensor, table: Shape): Tensor {
    const columns = size(table.slice(1));
    const out = this.#new(table);
    this.device.kernels.scatterAdd(out.pointer, this.pointer, index.pointer, index.size, columns, table[0] ?? 0);
    return out;
  }

  /** The number that `index` names in each row of the last axis. */
  pick(index: Tensor): Tensor {
    const out = this.#new(this.shape.slice(0, -1));
    this.device.kernels.pick(out.pointer, this.pointer, index.pointer, this.rows, this.columns);
    return out;
  }

  /** 1 where this index points, else 0, on a new last axis. */
  oneHot(columns: number): Tensor {
    const out = this.#new([...this.shape, columns]);
    this.device.kernels.oneHot(out.pointer, this.pointer, this.size, columns);
    return out;
  }

  softmax(axis = -1): Tensor {
    const out = this.#new(this.shape);
    this.device.kernels.softmax(out.pointer, this.pointer, ...this.#around(axisOf(axis, this.shape)));
    return out;
  }

  /** For A = softmax(Z), called on A: A ⊙ (dA − Σ A ⊙ dA). */
  softmaxGradient(dA: Tensor, axis = -1): Tensor {
    const out = this.#new(this.shape);
    const [outer, n, inner] = this.#around(axisOf(axis, this.shape));
    this.device.kernels.softmaxGradient(out.pointer, this.pointer, dA.pointer, outer, n, inner);
    return out;
  }

  /** log softmax over the last axis. */
  logSoftmax(): Tensor {
    const out = this.#new(this.shape);
    this.device.kernels.logSoftmax(out.pointer, this.pointer, this.rows, this.columns);
    return out;
  }

  /** Each matrix of the last two axes with `above` in place of what lies right of its diagonal. */
  tril(above = 0): Tensor {
    const out = this.#new(this.shape);
    const count = size(this.shape.slice(0, -2));
    const [rows, columns] = this.shape.slice(-2) as [number, number];
    this.device.kernels.tril(out.pointer, this.pointer, this.device.constant(above), count, rows, columns);
    return out;
  }

  /** What a window sees of the pictures [N, C, H, W] from each place: [N, h, w, C·kh·kw]; `outside` in the padding. */
  unfold(window: Window, outside = 0): Tensor {
    const [h, w] = places(this.shape, window);
    const [N, C] = this.shape as [number, number];
    const out = this.#new([N, h, w, C * size(window.kernel)]);
    const layout = this.device.layout(windowLayout(this.shape, window));
    this.device.kernels.unfold(out.pointer, this.pointer, this.device.constant(outside), layout);
    return out;
  }

  /** The gradient of `unfold`: for each number of pictures of this shape, the sum over the windows that saw it. */
  fold(window: Window, pictures: Shape): Tensor {
    const out = this.#new(pictures);
    this.device.kernels.fold(out.pointer, this.pointer, this.device.layout(windowLayout(pictures, window)));
    return out;
  }

  /** The largest number along an axis, which goes. */
  max(axis: number): Tensor {
    return this.#reduceAxis(axis, REDUCE.maximum);
  }

  /** Where along an axis the largest number stands; the first of equals. */
  argmax(axis = -1): Tensor {
    return this.#reduceAxis(axis, REDUCE.argmax);
  }

  zerosLike(): Tensor {
    return this.#full(0);
  }
  onesLike(): Tensor {
    return this.#full(1);
  }

  /** A dropout mask of this shape: 0 with probability p, else 1. */
  mask(p: number, state: Tensor, node: number): Tensor {
    const out = this.#new(this.shape);
    this.device.kernels.mask(out.pointer, this.device.constant(p), state.pointer, node, this.size);
    return out;
  }

  /** All axes but the last, taken together. */
  get rows(): number {
    return size(this.shape.slice(0, -1));
  }
  /** Length of the last axis; 1 for a scalar. */
  get columns(): number {
    return this.shape.at(-1) ?? 1;
  }

  #new(shape: Shape): Tensor {
    return new Tensor(this.device, shape, this.device.take(size(shape)));
  }

  #full(value: number, shape = this.shape): Tensor {
    const out = this.#new(shape);
    this.device.kernels.fill(out.pointer, this.device.constant(value), out.size);
    return out;
  }

  #map(f: number): Tensor {
    const out = this.#new(this.shape);
    this.device.kernels.map(out.pointer, this.pointer, f, out.size);
    return out;
  }

  #zip(other: Tensor | number, f: number): Tensor {
    const b = typeof other === 'number' ? new Tensor(this.device, [], this.device.constant(other)) : other;
    const shape = broadcast(this.shape, b.shape);
    const dense = this.size === size(shape) && b.size === this.size;
    const layout = dense
      ? 0
      : this.device.layout([shape.length, ...shape, ...this.#stridesIn(shape), ...b.#stridesIn(shape)]);
    const out = this.#new(shape);
    this.device.kernels.zip(out.pointer, this.pointer, b.pointer, f, out.size, layout);
    return out;
  }

  #reduce(outer: number, n: number, inner: number, shape: Shape, f: number = REDUCE.sum): Tensor {
    const out = this.#new(shape);
    this.device.kernels.reduce(out.pointer, this.pointer, f, outer, n, inner);
    return out;
  }

  #reduceAxis(axis: number, f: number): Tensor {
    const at = axisOf(axis, this.shape);
    return this.#reduce(...this.#around(at), this.shape.toSpliced(at, 1), f);
  }

  #move(
    out: Tensor,
    lengths: Shape,
    outSteps: readonly number[],
    steps: readonly number[],
    outOffset = 0,
    offset = 0,
  ): void {
    const layout = this.device.layout([lengths.length, ...lengths, ...outSteps, ...steps, outOffset, offset]);
    this.device.kernels.move(out.pointer, this.pointer, size(lengths), layout);
  }

  /** Strides with which this tensor is read as if it had the larger `shape`: 0 along repeated axes. */
  #stridesIn(shape: Shape): readonly number[] {
    const own = strides(this.shape);
    const missing = shape.length - this.shape.length;
    return shape.map((_, axis) => (axis < missing || this.shape[axis - missing] === 1 ? 0 : own[axis - missing]!));
  }

  /** The axis with what lies before and behind it: [outer, n, inner]. */
  #around(axis: number): [outer: number, n: number, inner: number] {
    return [size(this.shape.slice(0, axis)), this.shape[axis]!, size(this.shape.slice(axis + 1))];
  }
}

/** `X.T`: X read as a matrix of rows, transposed. No numbers move; it can only be multiplied. */
export class Transposed {
  readonly tensor: Tensor;
  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }
  /** `Xᵀ·B`: [columns of X, columns of B], summed over all rows. */
  matmul(b: Tensor): Tensor {
    const { tensor } = this;
    if (tensor.rows !== b.rows)
      throw new ShapeError('matmul', { a: written(tensor.shape), b: written(b.shape), k: tensor.rows, l: b.rows });
    const out = new Tensor(tensor.device, [tensor.columns, b.columns], tensor.device.take(tensor.columns * b.columns));
    tensor.device.kernels.matmul(out.pointer, tensor.pointer, b.pointer, 1, tensor.columns, b.rows, b.columns, 1, 0);
    return out;
  }
}

/** A tensor kept on the device until it is dropped, filled with `data` (zeros if absent). Outside passes only. */
export function kept(device: Device, shape: Shape, data?: TensorData['data']): Tensor {
  const tensor = new Tensor(device, shape, device.keep(size(shape)));
  if (data) device.data.set(data, tensor.pointer);
  return tensor;
}

/** A copy of a tensor's numbers. Outside passes only. */
export function read(tensor: Tensor): Numbers {
  return tensor.device.data.slice(tensor.pointer, tensor.pointer + tensor.size);
}

/** Overwrites a kept tensor from another of the same size; a recorded move. */
export function assign(target: Tensor, source: Tensor): void {
  target.device.kernels.move(target.pointer, source.pointer, target.size, 0);
}
