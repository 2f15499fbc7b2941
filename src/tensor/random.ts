/* PyTorch's random stream on the CPU: the Mersenne Twister and what `torch.manual_seed` makes of it, so that one seed
   gives the same parameters and the same batches here and there. Checked against torch 1.13. */

import { BLOCK, boxMuller } from './box-muller.ts';

const WORDS = 624;
const MIDDLE = 397;

/** mt19937 with the seeding (`init_genrand`) that `torch.manual_seed` and `numpy.random.RandomState` share. */
export class MersenneTwister {
  readonly #state = new Uint32Array(WORDS);
  #next = WORDS;

  /** `seed` counts modulo 2³², as in torch; numpy refuses what lies outside. */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1, before = seed | 0; i < WORDS; i++) {
      before = (Math.imul(1812433253, before ^ (before >>> 30)) + i) | 0;
      state[i] = before;
    }
  }

  /** An integer from 0 to 2³² − 1. */
  uint32(): number {
    if (this.#next === WORDS) this.#twist();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    // From place i the words read last lie i + 1 and i + 397 on, around the end.
    for (let i = 0, j = 1, k = MIDDLE; i < WORDS; i++) {
      const mixed = (state[i]! & 0x80000000) | (state[j]! & 0x7fffffff);
      state[i] = state[k]! ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df);
      if (++j === WORDS) j = 0;
      if (++k === WORDS) k = 0;
    }
    this.#next = 0;
  }
}

/** What torch draws on the CPU after `torch.manual_seed(seed)`, in the same order. Values are float32. */
export class TorchStream {
  readonly #engine: MersenneTwister;
  #spare: number | undefined;

  constructor(seed: number) {
    this.#engine = new MersenneTwister(seed);
  }

  /** One element of `tensor.uniform_(from, to)`: 24 random bits, scaled, rounded to float32 once (torch fuses the
      two operations). */
  uniform(from = 0, to = 1): number {
    const low = Math.fround(from);
    const range = Math.fround(Math.fround(to) - low);
    return Math.fround(this.#unit32() * range + low);
  }

  /** `tensor.normal_(mean, deviation)` of `size` elements. Fewer than 16 are drawn one by one in float64, from 16
      on in blocks in float32: bit for bit as torch does on a processor with AVX2; torch itself differs in the last
      places on others. */
  normal(size: number, mean = 0, deviation = 1): Float64Array {
    return size < BLOCK ? this.#normalSmall(size, mean, deviation) : this.#normalBlocks(size, mean, deviation);
  }

  /** `torch.randperm(size)`, exactly. */
  randperm(size: number): Int32Array {
    const order = new Int32Array(size);
    for (let i = 0; i < size; i++) order[i] = i;
    const engine = this.#engine;
    for (let i = 0; i < size - 1; i++) {
      const j = i + (engine.uint32() % (size - i));
      const moved = order[i]!;
      order[i] = order[j]!;
      order[j] = moved;
    }
    return order;
  }

  #unit32(): number {
    return (this.#engine.uint32() & 0xffffff) * 2 ** -24;
  }

  /** The lower 53 of 64 bits, of which the first word is the higher half. */
  #unit64(): number {
    const high = this.#engine.uint32() & 0x1fffff;
    return (high * 2 ** 32 + this.#engine.uint32()) * 2 ** -53;
  }

  /** Box and Muller in float64; the second value of a pair waits for the next call, whatever its size. */
  #normalSmall(size: number, mean: number, deviation: number): Float64Array {
    return Float64Array.from({ length: size }, () => Math.fround(this.#standardNormal() * deviation + mean));
  }

  #standardNormal(): number {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined) return spare;
    const angle = 2 * Math.PI * this.#unit64();
    const radius = Math.sqrt(-2 * Math.log1p(-this.#unit64()));
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** torch's `normal_fill`: uniforms first, transformed in place; a ragged end is drawn anew as a whole last block. */
  #normalBlocks(size: number, mean: number, deviation: number): Float64Array {
    const values = Float64Array.from({ length: size }, () => this.#unit32());
    const [offset, scale] = [Math.fround(mean), Math.fround(deviation)];
    for (let start = 0; start + BLOCK <= size; start += BLOCK) boxMuller(values, start, offset, scale);
    if (size % BLOCK !== 0) {
      for (let i = size - BLOCK; i < size; i++) values[i] = this.#unit32();
      boxMuller(values, size - BLOCK, offset, scale);
    }
    return values;
  }
}
