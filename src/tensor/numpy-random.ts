/* numpy's legacy random stream (`numpy.random.RandomState`, frozen by numpy's policy), and scikit-learn's
   `train_test_split`, which draws from it. */

import { MersenneTwister } from './random.ts';

/** What `numpy.random.RandomState(seed)` draws, in the same order, in float64. */
export class NumpyStream {
  readonly #engine: MersenneTwister;
  #spare: number | undefined;

  /** `seed`: 0 to 2³² − 1. */
  constructor(seed: number) {
    this.#engine = new MersenneTwister(seed);
  }

  /** `random_sample()`: 53 random bits, from 0 up to but not including 1. */
  random(): number {
    const high = this.#engine.uint32() >>> 5;
    return (high * 2 ** 26 + (this.#engine.uint32() >>> 6)) * 2 ** -53;
  }

  /** One element of `uniform(from, to)`. */
  uniform(from: number, to: number): number {
    return from + (to - from) * this.random();
  }

  /** One element of `normal(mean, deviation)`: Marsaglia's polar method; the second of a pair waits for the next
      call. */
  normal(mean = 0, deviation = 1): number {
    return mean + deviation * this.#standardNormal();
  }

  /** `permutation(size)`: 0 to size − 1 in random order. */
  permutation(size: number): Int32Array {
    const order = Int32Array.from({ length: size }, (_, i) => i);
    this.shuffle(order);
    return order;
  }

  /** `shuffle(values)`, in place. */
  shuffle(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.#upTo(i);
      const moved = values[i]!;
      values[i] = values[j]!;
      values[j] = moved;
    }
  }

  /** An integer from 0 to `limit` (1 ≤ limit < 2³²): as many low bits as `limit` has, drawn again while they exceed
      it. */
  #upTo(limit: number): number {
    const mask = 0xffffffff >>> Math.clz32(limit);
    for (;;) {
      const value = (this.#engine.uint32() & mask) >>> 0;
      if (value <= limit) return value;
    }
  }

  #standardNormal(): number {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined) return spare;
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = factor * x;
      return factor * y;
    }
  }
}

/** Row numbers for training and for testing; disjoint, together all rows. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** scikit-learn's `train_test_split(np.arange(rows), test_size=test, random_state=seed)`. `test` is a share, 0 ≤
    test < 1: its rows are rounded up, so few rows may leave none to train on, which scikit-learn refuses. 0 keeps
    all rows for training, in order. */
export function trainTestSplit(rows: number, test: number, seed: number): Split {
  if (!(test >= 0 && test < 1))
    throw new RangeError(`the share of test rows must be at least 0 and below 1, not ${test}`);
  if (test === 0) return { train: Int32Array.from({ length: rows }, (_, i) => i), test: new Int32Array(0) };
  const count = Math.ceil(test * rows);
  const order = new NumpyStream(seed).permutation(rows);
  return { train: order.slice(count), test: order.slice(0, count) };
}
