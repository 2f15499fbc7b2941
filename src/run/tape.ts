/* The past of a run: what updates change, copied every few steps into bounded memory, so that any step can be computed
   again, to the same bits, from the copy before it. When the room is used up, every second copy gives way. */
import type { Numbers, Precision } from '../kernels/device.ts';

/** Which iterations can be visited: all from `first` to `last`; those that are not kept are computed again. */
export interface TapeState {
  readonly first: number;
  readonly last: number;
  /** One step in so many is kept, besides the first ones. */
  readonly every: number;
  readonly bytes: number;
  readonly limit: number;
}

/** What was copied before the update numbered `step` (from 0 on). */
interface Copy {
  readonly step: number;
  readonly slot: number;
  /** Changed by hand there: no copy before it leads to a step after it. */
  readonly anchor: boolean;
}

/** Each of so many first steps is kept, then one in `every`. */
const SPACING = { first: 200, every: 16 };
/** Copies at most, however small, and copies in one allocation. */
const MOST = 4096;
const SLAB = 64;

export class Tape {
  readonly #size: number;
  readonly #precision: Precision;
  readonly #limit: number;
  readonly #slots: number;
  readonly #slabs: Numbers[] = [];
  readonly #free: number[] = [];
  #copies: Copy[] = [];
  #taken = 0;
  #every = SPACING.every;
  #first = SPACING.first;

  /** For copies of `size` numbers in at most `limit` bytes; two have room in any case. */
  constructor(size: number, precision: Precision, limit: number) {
    this.#size = size;
    this.#precision = precision;
    this.#limit = limit;
    const bytes = size * (precision === 'f32' ? 4 : 8);
    this.#slots = Math.max(2, Math.min(MOST, Math.floor(limit / Math.max(1, bytes))));
  }

  state(last: number): TapeState {
    const bytes = this.#slabs.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { first: this.#copies[0]?.step ?? last, last, every: this.#every, bytes, limit: this.#limit };
  }

  /** Whether a copy should be made at this step. */
  due(step: number): boolean {
    return (step < SPACING.first || step % SPACING.every === 0) && this.#copies.at(-1)?.step !== step;
  }

  /** Keeps a copy of `memory` before the update numbered `step`; `anchor` when it was changed by hand. The latest copy stays
      until the next one is made, the others as long as there is room. */
  keep(step: number, memory: Numbers, anchor = false): void {
    const last = this.#copies.at(-1);
    if (last && (last.step === step || !this.#stays(last))) {
      this.#copies.pop();
      this.#free.push(last.slot);
    }
    const slot = this.#room();
    this.#slab(slot).set(memory, (slot % SLAB) * this.#size);
    this.#copies.push({ step, slot, anchor: anchor || (last?.step === step && last.anchor) });
  }

  /** The latest copy made at or before a step; undefined where none is left. */
  before(step: number): { readonly step: number; readonly memory: Numbers } | undefined {
    const copy = this.#copies.findLast((each) => each.step <= step);
    if (!copy) return undefined;
    const start = (copy.slot % SLAB) * this.#size;
    return { step: copy.step, memory: this.#slab(copy.slot).subarray(start, start + this.#size) };
  }

  /** Forgets what came after a step. */
  forgetAfter(step: number): void {
    this.#drop((copy) => copy.step <= step);
  }

  #stays({ step, anchor }: Copy): boolean {
    return anchor || step < this.#first || step % this.#every === 0;
  }

  #drop(stays: (copy: Copy) => boolean): void {
    this.#free.push(...this.#copies.filter((copy) => !stays(copy)).map(({ slot }) => slot));
    this.#copies = this.#copies.filter(stays);
  }

  #room(): number {
    while (this.#free.length === 0 && this.#taken === this.#slots) this.#thin();
    return this.#free.pop() ?? this.#taken++;
  }

  /** The copies of the first steps give way, then every second; where all were changed by hand, the oldest. */
  #thin(): void {
    const before = this.#copies.length;
    if (this.#first > 0) this.#first = 0;
    else this.#every *= 2;
    this.#drop((copy) => this.#stays(copy));
    const [oldest] = this.#copies;
    if (this.#copies.length === before && this.#every > 2 ** 40) this.#drop((copy) => copy !== oldest);
  }

  #slab(slot: number): Numbers {
    const at = Math.floor(slot / SLAB);
    const length = Math.min(SLAB, this.#slots - at * SLAB) * this.#size;
    this.#slabs[at] ??= this.#precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
    return this.#slabs[at];
  }
}
