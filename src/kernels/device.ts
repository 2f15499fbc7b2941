/* A device: one memory, kept tensors below and arenas above, and the kernels that compute in it. A pass takes its
   tensors from an arena in the same order each time, so the same pass finds the same addresses; what is to outlive the
   next pass in that arena is copied out of it. Memory grows between passes only, after a dry run has told how much. */
import type { Kernels, Layout, Pointer } from './kernels.ts';

export type Precision = 'f32' | 'f64';
export type Numbers = Float32Array | Float64Array;

/** What kernels see of a device. */
export interface Memory {
  /** All numbers. Ask for it anew each time: growing replaces it. */
  readonly data: Numbers;
  /** The list of integers behind a handle. */
  layout(handle: Layout): readonly number[];
}

/** A region for the tensors of one purpose: training, evaluating, looking. */
export interface Arena {
  readonly start: Pointer;
  readonly size: number;
}

export class Device implements Memory {
  readonly precision: Precision;
  /** Every tensor reaches the kernels through its device, so that a recorder can stand in for them. */
  kernels: Kernels;
  data: Numbers;
  #end = 0;
  #next = 0;
  #limit = 0;
  #measuring = false;
  readonly #constants = new Map<number, Pointer>();
  readonly #layouts: (readonly number[])[] = [[]];
  readonly #handles = new Map<string, Layout>();

  constructor(precision: Precision, kernels: (memory: Memory) => Kernels) {
    this.precision = precision;
    this.data = precision === 'f32' ? new Float32Array(1024) : new Float64Array(1024);
    this.kernels = kernels(this);
  }

  /** Room that stays until the device is dropped; zeros at first. */
  keep(size: number): Pointer {
    const start = this.#end;
    this.#end += size;
    if (this.#end > this.data.length) this.#grow();
    return start;
  }

  /** A region above what is kept so far, for passes that take at most `size` numbers. */
  arena(size: number): Arena {
    return { start: this.keep(size), size };
  }

  /** Empties an arena and takes from it until the next `begin`. */
  begin(arena: Arena): void {
    this.#next = arena.start;
    this.#limit = arena.start + arena.size;
  }

  /** Room in the arena begun last. */
  take(size: number): Pointer {
    const start = this.#next;
    this.#next += size;
    if (this.#next > this.#limit && !this.#measuring)
      throw new RangeError(`the arena ends at ${this.#limit}, a tensor of ${size} numbers at ${this.#next}`);
    return start;
  }

  /** How many numbers `pass` takes, found by carrying it out on kernels that do nothing. Its constants are kept. */
  measure(pass: () => void): number {
    const kernels = this.kernels;
    this.kernels = idle;
    this.#measuring = true;
    this.#next = 0;
    try {
      pass();
      return this.#next;
    } finally {
      this.kernels = kernels;
      this.#measuring = false;
    }
  }

  /** A kept number: what a call multiplies by is read from memory, never written into the call. */
  constant(value: number): Pointer {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const pointer = this.keep(1);
    this.data[pointer] = value;
    this.#constants.set(value, pointer);
    return pointer;
  }

  /** The handle of a list of integers. */
  handle(layout: readonly number[]): Layout {
    const key = layout.join();
    const known = this.#handles.get(key);
    if (known !== undefined) return known;
    this.#layouts.push(layout);
    this.#handles.set(key, this.#layouts.length - 1);
    return this.#layouts.length - 1;
  }

  layout(handle: Layout): readonly number[] {
    const layout = this.#layouts[handle];
    if (!layout) throw new RangeError(`no layout ${handle}`);
    return layout;
  }

  #grow(): void {
    const length = Math.max(this.#end, Math.min(2 * this.data.length, this.data.length + 2 ** 24));
    const larger = this.precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
    larger.set(this.data);
    this.data = larger;
  }
}

const nothing = () => {};
/** Kernels that do nothing, for dry runs. */
const idle: Kernels = {
  matmul: nothing,
  zip: nothing,
  map: nothing,
  reduce: nothing,
  move: nothing,
  fill: nothing,
  gather: nothing,
  scatterAdd: nothing,
  pick: nothing,
  oneHot: nothing,
  softmax: nothing,
  softmaxGradient: nothing,
  logSoftmax: nothing,
  tril: nothing,
  unfold: nothing,
  fold: nothing,
  mask: nothing,
  update: nothing,
};
