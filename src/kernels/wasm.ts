/* The engine in WebAssembly: float32, four numbers at a time. Its kernels are the module's exports themselves, so a call
   from JavaScript costs a few nanoseconds and makes no garbage. */
import type { Engine } from './device.ts';
import type { Kernels, Pointer } from './kernels.ts';

/** The builds of simd/, the quicker first: `relaxed` rounds a·b + c once where the machine can, `plain` twice. */
export const BUILDS = ['relaxed', 'plain'] as const;
export type Build = (typeof BUILDS)[number];

interface Exports extends Kernels {
  run(program: Pointer, end: Pointer): void;
  reserved(threads: number): number;
}

const PAGE = 65_536;
/** Bytes beyond the last number that kernels may read in whole vectors. */
const SLACK = 64;

export class Wasm implements Engine {
  readonly precision = 'f32';
  readonly kernels: Kernels;
  readonly reserved: number;
  readonly run: (program: Pointer, end: Pointer) => void;
  data: Float32Array;
  integers: Int32Array;
  readonly #memory: WebAssembly.Memory;

  /** `threads`: how many may carry out one program. */
  constructor(module: WebAssembly.Module, threads = 1) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: unreachable } });
    const { run, reserved, ...kernels } = instance.exports as unknown as Exports;
    this.kernels = kernels;
    this.run = run;
    this.reserved = reserved(threads);
    this.data = new Float32Array(this.#memory.buffer);
    this.integers = new Int32Array(this.#memory.buffer);
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
