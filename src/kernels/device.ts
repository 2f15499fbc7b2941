/* A device: one memory, kept tensors below and arenas above, and the engine that computes in it. A pass takes its
   tensors from an arena in the same order each time, so the same pass finds the same addresses; what is to outlive the
   next pass in that arena is copied out of it. Memory grows between passes only, after a dry run has told how much. */

import { type Kernels, type Layout, type Pointer, USES } from './kernels.ts';
import { type Call, replay } from './record.ts';

export type Precision = 'f32' | 'f64';
export type Numbers = Float32Array | Float64Array;

/** All numbers of a device. Ask for them anew each time: growing replaces them. */
export interface Memory {
  readonly data: Numbers;
  /** The same places as integers, for layouts; in float64 the numbers themselves, which hold integers exactly. */
  readonly integers: Int32Array | Float64Array;
}

/** What a device is built on: a memory and the kernels that compute in it. */
export interface Engine extends Memory {
  readonly precision: Precision;
  readonly kernels: Kernels;
  /** Numbers at the bottom of the memory that the kernels keep for themselves; at least one, so that no pointer is 0. */
  readonly reserved: number;
  /** Makes room for this many numbers in all; what was there stays, what is new is zero. */
  grow(length: number): void;
  /** Carries out a program that lies in the memory: for each call the place of its name in USES, then its integers.
      `work`: how many multiplications a call makes on average. Whether the number at `flag` is still 0; if not, it is
      put back. */
  readonly run?: (program: Pointer, end: Pointer, work: number, flag: Pointer) => boolean;
}

/** A region for the tensors of one purpose: training, evaluating, looking. */
export interface Arena {
  readonly start: Pointer;
  readonly size: number;
}

/** As many as a memory may hold: 2 GiB of float32, less a page of WebAssembly's that kernels may read beyond the end. */
export const MOST_NUMBERS = 2 ** 29 - 2 ** 14;

/** Every tensor begins at a multiple of this many numbers, so that its vectors lie in whole lines of the cache. */
export const ALIGNMENT = 16;
/** The room that a tensor of `size` numbers takes; even an empty one has a place of its own. */
const room = (size: number) => Math.max(1, Math.ceil(size / ALIGNMENT)) * ALIGNMENT;

export class Device implements Memory {
  readonly #engine: Engine;
  /** Every tensor reaches the kernels through its device, so that others can stand in for them. */
  kernels: Kernels;
  #end: Pointer;
  #next = 0;
  #limit = 0;
  readonly #constants = new Map<number, Pointer>();
  readonly #layouts = new Map<string, Layout>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#end = room(engine.reserved);
    this.kernels = engine.kernels;
  }

  get precision(): Precision {
    return this.#engine.precision;
  }
  get data(): Numbers {
    return this.#engine.data;
  }
  get integers(): Memory['integers'] {
    return this.#engine.integers;
  }

  /** Room that stays until the device is dropped; zeros at first. */
  keep(size: number): Pointer {
    const start = this.#end;
    this.#end += room(size);
    const { length } = this.data;
    if (this.#end > length)
      this.#engine.grow(Math.max(this.#end, Math.min(2 * length, length + 2 ** 24, MOST_NUMBERS)));
    return start;
  }

  /** A region above what is kept so far, for passes that take at most `size` numbers. */
  arena(size: number): Arena {
    return { start: this.keep(size), size: room(size) };
  }

  /** Empties an arena and takes from it until the next `begin`. */
  begin(arena: Arena): void {
    this.#next = arena.start;
    this.#limit = arena.start + arena.size;
  }

  /** Room in the arena begun last. */
  take(size: number): Pointer {
    const start = this.#next;
    this.#next += room(size);
    if (this.#next > this.#limit)
      throw new RangeError(`the arena ends at ${this.#limit}, a tensor of ${size} numbers at ${this.#next}`);
    return start;
  }

  /** How many numbers `pass` takes, found by carrying it out on kernels that do nothing. Its constants are kept. Throws a
      RangeError as soon as it takes more than `most`. */
  measure(pass: () => void, most = Number.POSITIVE_INFINITY): number {
    this.#next = 0;
    this.#limit = most;
    this.standingIn(idle, pass);
    return this.#next;
  }

  /** What `pass` gives when other kernels take the place of the engine's. */
  standingIn<T>(kernels: Kernels, pass: () => T): T {
    const own = this.kernels;
    this.kernels = kernels;
    try {
      return pass();
    } finally {
      this.kernels = own;
    }
  }

  /** Calls as one program, to be carried out again and again. Tells whether its looks, all by this flag, have found finite
      numbers only. */
  compile(calls: readonly Call[], flag: Pointer = 0): () => boolean {
    const { run, kernels } = this.#engine;
    if (!run)
      return () => {
        replay(kernels, calls);
        const found = flag !== 0 && this.data[flag] !== 0;
        if (found) this.data[flag] = 0;
        return !found;
      };
    const work = calls.reduce((sum, call) => sum + multiplications(call), 0) / calls.length;
    const words = calls.flatMap(({ op, args }) => [names.indexOf(op), ...args]);
    const program = this.keep(words.length);
    this.integers.set(words, program);
    const end = program + words.length;
    return () => run(program, end, work, flag);
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

  /** A kept list of integers: lengths, strides, offsets. */
  layout(integers: readonly number[]): Layout {
    const key = integers.join();
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const pointer = this.keep(integers.length);
    this.integers.set(integers, pointer);
    this.#layouts.set(key, pointer);
    return pointer;
  }
}

/** Of a matrix product; other calls count as none. */
export function multiplications({ op, args }: Call): number {
  if (op !== 'matmul' && op !== 'matmulAdd') return 0;
  const [, , , , m, k, n] = args as [number, number, number, number, number, number, number];
  return op === 'matmul' ? args[3]! * m * k * n : m * k * n;
}

const names = Object.keys(USES);
const nothing = () => {};
/** Kernels that do nothing, for dry runs. */
export const idle = Object.fromEntries(names.map((name) => [name, nothing])) as unknown as Kernels;
