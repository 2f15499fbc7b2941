/* The kernels as plain loops, in float32 or float64 as the memory is: slow, obvious, the oracle of every faster build.
   Sums are carried in float64 and rounded once, on storing. */
import type { Engine, Memory, Numbers, Precision } from './device.ts';
import { type Kernels, type Layout, MAP, REDUCE, STATE, ZIP } from './kernels.ts';
import { normal } from './normal.ts';
import { windowKernels } from './reference-window.ts';
import { update } from './updates.ts';

type Unary = (x: number) => number;
type Binary = (x: number, y: number) => number;

const unary: Readonly<Record<keyof typeof MAP, Unary>> = {
  negative: (x) => -x,
  absolute: Math.abs,
  sign: Math.sign,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  reciprocal: (x) => 1 / x,
  // NaN stays NaN, as in PyTorch, so that a non-finite loss can name the node it began in.
  relu: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  positive: (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0),
  sigmoid: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  tanh: Math.tanh,
  expm1: Math.expm1,
  log1p: Math.log1p,
  normal,
};
const binary: Readonly<Record<keyof typeof ZIP, Binary>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  maximum: Math.max,
  minimum: Math.min,
};
/** The functions of a table in the order of its codes. */
function byCode<Name extends string, F>(codes: Readonly<Record<Name, number>>, table: Readonly<Record<Name, F>>): F[] {
  const list: F[] = [];
  for (const name in codes) list[codes[name]] = table[name];
  return list;
}
const maps = byCode(MAP, unary);
const zips = byCode(ZIP, binary);

/** The engine of plain loops. */
export class Reference implements Engine {
  readonly precision: Precision;
  readonly reserved = 1;
  data: Numbers;
  integers: Memory['integers'];
  readonly kernels = referenceKernels(this);

  constructor(precision: Precision) {
    this.precision = precision;
    this.data = this.#ofLength(1024);
    this.integers = integersOf(this.data);
  }

  grow(length: number): void {
    const larger = this.#ofLength(length);
    larger.set(this.data);
    this.data = larger;
    this.integers = integersOf(larger);
  }

  #ofLength(length: number): Numbers {
    return this.precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
  }
}

const integersOf = (data: Numbers) => (data instanceof Float32Array ? new Int32Array(data.buffer) : data);

function referenceKernels(memory: Memory): Kernels {
  return {
    ...windowKernels(memory),
    matmul(out, a, b, count, m, k, n, transposeA, transposeB) {
      const { data } = memory;
      const [aRow, aColumn] = transposeA ? [1, m] : [k, 1];
      const [bRow, bColumn] = transposeB ? [1, k] : [n, 1];
      for (let c = 0; c < count; c++, out += m * n, a += m * k, b += k * n)
        for (let i = 0; i < m; i++)
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let l = 0, x = a + i * aRow, y = b + j * bColumn; l < k; l++, x += aColumn, y += bRow)
              sum += data[x]! * data[y]!;
            data[out + i * n + j] = sum;
          }
    },
    zip(out, a, b, f, size, layout) {
      const { data } = memory;
      const apply = zips[f]!;
      if (layout === 0) {
        for (let i = 0; i < size; i++) data[out + i] = apply(data[a + i]!, data[b + i]!);
        return;
      }
      const [rank, lengths, aSteps, bSteps] = readLayout(memory, layout);
      walk(rank, lengths, size, aSteps, bSteps, (x, y, i) => {
        data[out + i] = apply(data[a + x]!, data[b + y]!);
      });
    },
    map(out, a, f, size) {
      const { data } = memory;
      const apply = maps[f]!;
      for (let i = 0; i < size; i++) data[out + i] = apply(data[a + i]!);
    },
    reduce(out, a, f, outer, n, inner) {
      const { data } = memory;
      for (let o = 0; o < outer; o++)
        for (let i = 0; i < inner; i++) {
          let at = a + o * n * inner + i;
          let sum = 0;
          let best = data[at]!;
          let winner = 0;
          for (let l = 0; l < n; l++, at += inner) {
            const x = data[at]!;
            if (f === REDUCE.sum) sum += x;
            else if (x > best || (Number.isNaN(x) && !Number.isNaN(best))) {
              best = x;
              winner = l;
            }
          }
          data[out + o * inner + i] = f === REDUCE.sum ? sum : f === REDUCE.argmax ? winner : best;
        }
    },
    move(out, a, size, layout) {
      const { data } = memory;
      if (layout === 0) {
        data.copyWithin(out, a, a + size);
        return;
      }
      const [rank, lengths, outSteps, aSteps, outOffset, aOffset] = readLayout(memory, layout);
      walk(rank, lengths, size, outSteps, aSteps, (x, y) => {
        data[out + outOffset + x] = data[a + aOffset + y]!;
      });
    },
    fill(out, value, size) {
      const { data } = memory;
      data.fill(data[value]!, out, out + size);
    },
    gather(out, table, index, rows, columns) {
      const { data } = memory;
      for (let r = 0; r < rows; r++) {
        const from = table + data[index + r]! * columns;
        data.copyWithin(out + r * columns, from, from + columns);
      }
    },
    scatterAdd(out, d, index, rows, columns, tableRows) {
      const { data } = memory;
      data.fill(0, out, out + tableRows * columns);
      for (let r = 0; r < rows; r++) {
        const to = out + data[index + r]! * columns;
        for (let c = 0; c < columns; c++) data[to + c]! += data[d + r * columns + c]!;
      }
    },
    pick(out, a, index, rows, columns) {
      const { data } = memory;
      for (let r = 0; r < rows; r++) data[out + r] = data[a + r * columns + data[index + r]!]!;
    },
    oneHot(out, index, rows, columns) {
      const { data } = memory;
      data.fill(0, out, out + rows * columns);
      for (let r = 0; r < rows; r++) data[out + r * columns + data[index + r]!] = 1;
    },
    softmax(out, a, outer, n, inner) {
      const { data } = memory;
      for (let o = 0; o < outer; o++)
        for (let i = 0; i < inner; i++) {
          const start = o * n * inner + i;
          const { top, sum } = exponentials(data, a + start, n, inner);
          for (let l = 0; l < n; l++)
            data[out + start + l * inner] = Math.exp(data[a + start + l * inner]! - top) / sum;
        }
    },
    softmaxGradient(out, A, dA, outer, n, inner) {
      const { data } = memory;
      for (let o = 0; o < outer; o++)
        for (let i = 0; i < inner; i++) {
          const start = o * n * inner + i;
          let dot = 0;
          for (let l = 0; l < n; l++) dot += data[A + start + l * inner]! * data[dA + start + l * inner]!;
          for (let l = 0; l < n; l++) {
            const at = start + l * inner;
            data[out + at] = data[A + at]! * (data[dA + at]! - dot);
          }
        }
    },
    logSoftmax(out, a, rows, columns) {
      const { data } = memory;
      for (let r = 0; r < rows; r++) {
        const start = r * columns;
        const { top, sum } = exponentials(data, a + start, columns, 1);
        const logarithm = Math.log(sum);
        for (let c = 0; c < columns; c++) data[out + start + c] = data[a + start + c]! - top - logarithm;
      }
    },
    tril(out, a, above, count, rows, columns) {
      const { data } = memory;
      const outside = data[above]!;
      for (let c = 0; c < count; c++)
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++, out++, a++) data[out] = j > i ? outside : data[a]!;
    },
    mask(out, p, state, node, size) {
      const { data } = memory;
      const probability = data[p]!;
      const seed = data[state + STATE.seedLow]! + data[state + STATE.seedHigh]! * 0x10000;
      const step = data[state + STATE.stepLow]! + data[state + STATE.stepHigh]! * 0x100000;
      const key = scramble(scramble(scramble(seed) ^ node) ^ step);
      for (let i = 0; i < size; i++) data[out + i] = (scramble(key ^ i) >>> 0) / 0x100000000 < probability ? 0 : 1;
    },
    update(W, dW, remembered, count, hyper, optimizer, size) {
      update(memory.data, W, dW, remembered, count, hyper, optimizer, size);
    },
    matmulAdd(out, a, b, c, m, k, n, transposeA, transposeB, each) {
      this.matmul(out, a, b, 1, m, k, n, transposeA, transposeB);
      const { data } = memory;
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++) data[out + i * n + j]! += data[c + (each ? i * n : 0) + j]!;
    },
    gate(out, d, a, size) {
      const { data } = memory;
      for (let i = 0; i < size; i++) data[out + i] = data[d + i]! * unary.positive(data[a + i]!);
    },
    softmaxes(P, logP, a, rows, columns) {
      this.softmax(P, a, rows, columns, 1);
      this.logSoftmax(logP, a, rows, columns);
    },
    finite(flag, a, size) {
      const { data } = memory;
      for (let i = 0; i < size; i++) data[flag]! += data[a + i]! * 0;
    },
    gateFinite(flag, out, d, a, size) {
      this.finite(flag, a, size);
      this.gate(out, d, a, size);
    },
    updateFinite(flag, W, dW, remembered, count, hyper, optimizer, size) {
      this.update(W, dW, remembered, count, hyper, optimizer, size);
      this.finite(flag, W, size);
    },
  };
}

/** Largest of `n` numbers and Σ exp(x − largest); a largest of −∞ gives NaN, as in PyTorch. */
function exponentials(data: Memory['data'], start: number, n: number, step: number): { top: number; sum: number } {
  let top = Number.NEGATIVE_INFINITY;
  for (let l = 0; l < n; l++) top = Math.max(top, data[start + l * step]!);
  let sum = 0;
  for (let l = 0; l < n; l++) sum += Math.exp(data[start + l * step]! - top);
  return { top, sum };
}

/** A 32-bit finaliser (Murmur3's): every bit of the input moves half the bits of the result. */
function scramble(x: number): number {
  let h = (x ^ (x >>> 16)) | 0;
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

type ReadLayout = [
  rank: number,
  lengths: readonly number[],
  first: readonly number[],
  second: readonly number[],
  firstOffset: number,
  secondOffset: number,
];
/** [rank, …lengths, …strides, …strides, offset, offset] → its parts. */
function readLayout({ integers }: Memory, layout: Layout): ReadLayout {
  const rank = integers[layout]!;
  const part = (k: number) => Array.from(integers.subarray(layout + 1 + k * rank, layout + 1 + (k + 1) * rank));
  const offsets = layout + 1 + 3 * rank;
  return [rank, part(0), part(1), part(2), integers[offsets]!, integers[offsets + 1]!];
}

/** Visits every index in row-major order with the two offsets that the strides give. */
function walk(
  rank: number,
  lengths: readonly number[],
  size: number,
  first: readonly number[],
  second: readonly number[],
  visit: (x: number, y: number, i: number) => void,
): void {
  const index = new Array<number>(rank).fill(0);
  let x = 0;
  let y = 0;
  for (let i = 0; i < size; i++) {
    visit(x, y, i);
    for (let axis = rank - 1; axis >= 0; axis--) {
      x += first[axis]!;
      y += second[axis]!;
      if (++index[axis]! < lengths[axis]!) break;
      index[axis] = 0;
      x -= first[axis]! * lengths[axis]!;
      y -= second[axis]! * lengths[axis]!;
    }
  }
}
