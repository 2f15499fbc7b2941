/* The largest rise of a loss within few iterations, over a whole run that is seen as it grows. */

import type { Growing } from '../training/decimate.ts';

export interface Leap {
  /** How many times as high as the least loss within so many iterations before. */
  readonly times: number;
  readonly step: number;
  /** That least loss. */
  readonly from: number;
}

/** Iterations within which a rise is one leap. */
const WITHIN = 20;
/** Of what has come down to a tenth of the first loss, a rise is no longer one of the run. */
const LOW = 0.1;

export class Leaps {
  #count = 0;
  #first = Number.NaN;
  #late: number[] = [];
  #largest: Leap | undefined;

  /** Takes entries [count, length) of a series; entry i is step i. One that is shorter is another run's. */
  extend(losses: Growing, length: number): void {
    if (length < this.#count) this.#forget();
    for (let step = Math.max(this.#count, losses.begin ?? 0); step < length; step++) this.#take(step, losses.at(step)!);
    this.#count = length;
  }

  get largest(): Leap | undefined {
    return this.#largest;
  }

  #forget(): void {
    [this.#count, this.#first, this.#late, this.#largest] = [0, Number.NaN, [], undefined];
  }

  #take(step: number, loss: number): void {
    if (step === 0) this.#first = loss;
    let from = Number.POSITIVE_INFINITY;
    for (const before of this.#late) from = Math.min(from, before);
    const times = loss / from;
    if (Number.isFinite(times) && loss > LOW * this.#first && times > (this.#largest?.times ?? 0))
      this.#largest = { times, step, from };
    this.#late.push(loss);
    if (this.#late.length > WITHIN) this.#late.shift();
  }
}
