/* The arithmetic that every node is carried out with. A call takes integers only: first where to write, then what is
   read, then sizes. Pointers count numbers from the start of a device's memory and name whole tensors; scalars are
   tensors of one element. So a pass can be recorded, optimised and replayed without a node file knowing. */

/** Position of a tensor's first number in its device's memory. */
export type Pointer = number;
/** Position of a list of integers (lengths, strides, offsets) that a device keeps; 0 is "everything is dense". */
export type Layout = Pointer;

/** Elementwise functions of one number. */
export const MAP = {
  negative: 0,
  absolute: 1,
  sign: 2,
  exp: 3,
  log: 4,
  sqrt: 5,
  square: 6,
  reciprocal: 7,
  relu: 8,
  positive: 9,
  sigmoid: 10,
  tanh: 11,
  /** exp(a) − 1 and log(1 + a), exact where a is small. */
  expm1: 12,
  log1p: 13,
  /** Φ(a), the share of a standard normal distribution below a. */
  normal: 14,
} as const;
/** Elementwise functions of two numbers. */
export const ZIP = { add: 0, subtract: 1, multiply: 2, divide: 3, maximum: 4, minimum: 5 } as const;
export const REDUCE = { sum: 0, maximum: 1, argmax: 2 } as const;

/** The optimisers. */
export const UPDATE = { sgd: 0, adam: 1, adamw: 2, rmsprop: 3, adagrad: 4 } as const;
/** Places in `hyper` of the numbers that optimisers read: the rate, and settings by PyTorch's names; flags are 0 or 1. */
export const HYPER = {
  rate: 0,
  weightDecay: 1,
  maximize: 2,
  momentum: 3,
  dampening: 4,
  nesterov: 5,
  beta1: 6,
  beta2: 7,
  eps: 8,
  amsgrad: 9,
  alpha: 10,
  centered: 11,
  lrDecay: 12,
  initialAccumulatorValue: 13,
  length: 14,
} as const;
/** `state` of the dropout mask: 16-bit halves of the seed, then the step in 20-bit halves, so that float32 holds them. */
export const STATE = { seedLow: 0, seedHigh: 1, stepLow: 2, stepHigh: 3, length: 4 } as const;

export interface Kernels {
  /** out[count,m,n] = a[count,m,k] · b[count,k,n]; a transposed operand is stored [count,k,m], [count,n,k]. */
  matmul(
    out: Pointer,
    a: Pointer,
    b: Pointer,
    count: number,
    m: number,
    k: number,
    n: number,
    transposeA: 0 | 1,
    transposeB: 0 | 1,
  ): void;
  /** out = f(a, b), `size` numbers; layout [rank, …lengths, …strides of a, …strides of b]. */
  zip(out: Pointer, a: Pointer, b: Pointer, f: number, size: number, layout: Layout): void;
  /** out = f(a). */
  map(out: Pointer, a: Pointer, f: number, size: number): void;
  /** out[outer,inner] = f over the middle axis of a[outer,n,inner]; argmax gives the first of equals. */
  reduce(out: Pointer, a: Pointer, f: number, outer: number, n: number, inner: number): void;
  /** Copies `size` numbers; layout [rank, …lengths, …strides of out, …strides of a, offset of out, offset of a]. */
  move(out: Pointer, a: Pointer, size: number, layout: Layout): void;
  /** Every number of out becomes the one at `value`. */
  fill(out: Pointer, value: Pointer, size: number): void;
  /** out[rows,columns] = the rows of `table` that `index` names. */
  gather(out: Pointer, table: Pointer, index: Pointer, rows: number, columns: number): void;
  /** out[tableRows,columns] = for each row of the table, the sum of the rows of d that `index` sends there. */
  scatterAdd(out: Pointer, d: Pointer, index: Pointer, rows: number, columns: number, tableRows: number): void;
  /** out[rows] = the number of a[rows,columns] that `index` names in each row. */
  pick(out: Pointer, a: Pointer, index: Pointer, rows: number, columns: number): void;
  /** out[rows,columns] = 1 where `index` points, else 0. */
  oneHot(out: Pointer, index: Pointer, rows: number, columns: number): void;
  /** Over the middle axis: exp(a) / Σ exp(a), computed from a − max a. */
  softmax(out: Pointer, a: Pointer, outer: number, n: number, inner: number): void;
  /** out = A ⊙ (dA − Σ A ⊙ dA) for A = softmax. */
  softmaxGradient(out: Pointer, A: Pointer, dA: Pointer, outer: number, n: number, inner: number): void;
  /** Over the last axis: a − max a − log Σ exp(a − max a). */
  logSoftmax(out: Pointer, a: Pointer, rows: number, columns: number): void;
  /** out = a[count,rows,columns] with the number at `above` wherever the column lies beyond the row: torch.tril. */
  tril(out: Pointer, a: Pointer, above: Pointer, count: number, rows: number, columns: number): void;
  /** out[N,h,w,C,kh,kw] = what a window sees of a[N,C,H,W] from each of its h × w places; `outside` lies around a.
      Layout [N, C, H, W, h, w, kh, kw, strideH, strideW, paddingH, paddingW]. */
  unfold(out: Pointer, a: Pointer, outside: Pointer, layout: Layout): void;
  /** The gradient of `unfold`: out[N,C,H,W] = for each number, the sum of d over the windows that saw it. */
  fold(out: Pointer, d: Pointer, layout: Layout): void;
  /** out = 0 with probability `p`, else 1: a hash of (seed, step, node, element). */
  mask(out: Pointer, p: Pointer, state: Pointer, node: number, size: number): void;
  /** One step of an optimiser (UPDATE), in place: the `count`-th of this parameter, from 1 on. `memory`, zeros at first,
      has `size` numbers for each thing that the optimiser remembers. */
  update(
    W: Pointer,
    dW: Pointer,
    memory: Pointer,
    count: Pointer,
    hyper: Pointer,
    optimizer: number,
    size: number,
  ): void;

  /* No method of Tensor makes these: they stand for several of the above, with the same bits. */

  /** `matmul` (count 1), then plus c: the same row [n] everywhere, or with `each` a matrix [m,n]. */
  matmulAdd(
    out: Pointer,
    a: Pointer,
    b: Pointer,
    c: Pointer,
    m: number,
    k: number,
    n: number,
    transposeA: 0 | 1,
    transposeB: 0 | 1,
    each: 0 | 1,
  ): void;
  /** out = d ⊙ (a > 0). */
  gate(out: Pointer, d: Pointer, a: Pointer, size: number): void;
  /** `softmax` of each row of a[rows,columns] into P, `logSoftmax` into logP. */
  softmaxes(P: Pointer, logP: Pointer, a: Pointer, rows: number, columns: number): void;
  /** The number at `flag` becomes NaN when one of a is not finite. */
  finite(flag: Pointer, a: Pointer, size: number): void;
  /** `finite` of a while `gate` has its numbers at hand. Where a is not finite, what is written may be anything. */
  gateFinite(flag: Pointer, out: Pointer, d: Pointer, a: Pointer, size: number): void;
  /** `update`, and `finite` of W as it is then. */
  updateFinite(
    flag: Pointer,
    W: Pointer,
    dW: Pointer,
    memory: Pointer,
    count: Pointer,
    hyper: Pointer,
    optimizer: number,
    size: number,
  ): void;
}

/** What each call does with each of its integers: writes the tensor there (w), reads it (r), both or only in part (u),
    finds a layout there (l), or it is a number (-). All that a recorder needs to know of a kernel. */
export const USES: { readonly [Name in keyof Kernels]: string } = {
  matmul: 'wrr------',
  zip: 'wrr--l',
  map: 'wr--',
  reduce: 'wr----',
  move: 'ur-l',
  fill: 'wr-',
  gather: 'wrr--',
  scatterAdd: 'wrr---',
  pick: 'wrr--',
  oneHot: 'wr--',
  softmax: 'wr---',
  softmaxGradient: 'wrr---',
  logSoftmax: 'wr--',
  tril: 'wrr---',
  unfold: 'wrrl',
  fold: 'wrl',
  mask: 'wrr--',
  update: 'ururr--',
  matmulAdd: 'wrrr------',
  gate: 'wrr-',
  finite: 'ur-',
  softmaxes: 'wwr--',
  gateFinite: 'uwrr-',
  updateFinite: 'uururr--',
};
