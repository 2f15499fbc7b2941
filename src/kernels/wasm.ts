/* The engine in WebAssembly: float32, four numbers at a time. Its kernels are the module's exports themselves, so a call
   from JavaScript costs a few nanoseconds and makes no garbage. */
import type { Engine } from './device.ts';
import type { Kernels, Pointer } from './kernels.ts';

/** The builds of simd/, the quicker first: `relaxed` rounds a·b + c once where the machine can, `plain` twice. */
export const BUILDS = ['relaxed', 'plain'] as const;
export type Build = (typeof BUILDS)[number];

interface Exports extends Kernels {
  run(program: Pointer, end: Pointer, flag: Pointer): number;
  runTogether(program: Pointer, end: Pointer, flag: Pointer, threads: number): number;
  help(own: number, threads: number): void;
  helpers(): number;
  reserved(threads: number): number;
}

/** Other threads that carry out programs with this one, on a memory that they share. */
export interface Crew {
  /** How many threads in all. */
  readonly threads: number;
  /** Starts thread `own`, from 1 on: it is to call `help` with these. Called when there is work for it. */
  readonly start: (module: WebAssembly.Module, memory: WebAssembly.Memory, own: number) => void;
}

const PAGE = 65_536;
/** As many pages as simd.mjs allows a shared memory. */
const MOST_PAGES = 32_768;
/** Bytes beyond the last number that kernels may read in whole vectors. */
const SLACK = 64;
/** A program of fewer multiplications a call is quicker by one thread: threads wait for one another after every call. */
const WORTH_SHARING = 300_000;

export class Wasm implements Engine {
  readonly precision = 'f32';
  readonly kernels: Kernels;
  readonly reserved: number;
  readonly run: (program: Pointer, end: Pointer, work: number, flag: Pointer) => boolean;
  data: Float32Array;
  integers: Int32Array;
  readonly #memory: WebAssembly.Memory;

  /** With a crew the module must be one of the shared builds. */
  constructor(module: WebAssembly.Module, crew?: Crew) {
    const memory = new WebAssembly.Memory(crew ? { initial: 1, maximum: MOST_PAGES, shared: true } : { initial: 1 });
    const { run, runTogether, helpers, reserved, ...kernels } = instantiate(module, memory);
    const threads = crew?.threads ?? 1;
    let started = false;
    this.#memory = memory;
    this.kernels = kernels;
    this.run = (program, end, work, flag) => {
      if (!crew || work < WORTH_SHARING) return run(program, end, flag) === 0;
      if (!started) for (let own = 1; own < threads; own++) crew.start(module, memory, own);
      started = true;
      const found = helpers() === threads - 1 ? runTogether(program, end, flag, threads) : run(program, end, flag);
      return found === 0;
    };
    this.reserved = reserved(threads);
    this.data = new Float32Array(memory.buffer);
    this.integers = new Int32Array(memory.buffer);
  }

  /** Forgets everything: the numbers of a network that is no longer used. */
  clear(): void {
    this.data.fill(0, this.reserved);
  }

  grow(length: number): void {
    const { buffer } = this.#memory;
    const missing = 4 * length + SLACK - buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    this.data = new Float32Array(this.#memory.buffer);
    this.integers = new Int32Array(this.#memory.buffer);
  }
}

function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  return new WebAssembly.Instance(module, { env: { memory, abort: unreachable } }).exports as unknown as Exports;
}

/** What thread `own` of `threads` does for ever. */
export function help(module: WebAssembly.Module, memory: WebAssembly.Memory, own: number, threads: number): void {
  instantiate(module, memory).help(own, threads);
}

function unreachable(): never {
  throw new Error('a kernel was called with what it cannot carry out');
}

/** A module of one function that does nothing but what a build needs of the machine. */
const probes: Readonly<Record<Build, readonly number[]>> = {
  // (func (result v128) (f32x4.relaxed_madd …)) and (func (result v128) (f32x4.add …)) of zeros.
  relaxed: [...zeros(3), 253, 133, 2],
  plain: [...zeros(2), 253, 228, 1],
};
function zeros(count: number): number[] {
  return Array.from({ length: count }, () => [253, 12, ...new Array(16).fill(0)]).flat();
}

/** Whether this machine can carry out a build. */
export function runs(build: Build): boolean {
  const body = [0, ...probes[build], 11];
  const code = [10, body.length + 2, 1, body.length, ...body];
  return WebAssembly.validate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, ...code));
}
