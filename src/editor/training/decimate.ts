/* A long series as few points: the extremes of blocks, so that spikes survive. The pyramid grows with the series, so a
   redraw costs what is on the screen and not what has been trained. */

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** Extremes of equal blocks of a growing series; block length doubles when there are too many of them. */
export class Envelope {
  readonly #most: number;
  #length = 1;
  #count = 0;
  #low: Point[] = [];
  #high: Point[] = [];

  /** Keeps between `most` / 2 and `most` blocks. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Entries taken so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes entries [count, length) of a series; entry i is step i. */
  extend(series: Float64Array, length: number): void {
    for (let step = this.#count; step < length; step++) this.#take({ step, value: series[step] ?? Number.NaN });
    this.#count = length;
  }

  /** At most two points a block, in order of steps. */
  points(): readonly Point[] {
    return this.#low.flatMap((low, block) => {
      const high = this.#high[block] ?? low;
      if (low.step === high.step) return [low];
      return low.step < high.step ? [low, high] : [high, low];
    });
  }

  #take(point: Point): void {
    const block = Math.floor(point.step / this.#length);
    if (block >= this.#most) {
      this.#halve();
      this.#take(point);
      return;
    }
    const [low, high] = [this.#low[block], this.#high[block]];
    if (!low || point.value < low.value) this.#low[block] = point;
    if (!high || point.value > high.value) this.#high[block] = point;
  }

  #halve(): void {
    const merge = (blocks: Point[], better: (a: Point, b: Point) => boolean) =>
      Array.from({ length: Math.ceil(blocks.length / 2) }, (_, i) => {
        const [a, b] = [blocks[2 * i] as Point, blocks[2 * i + 1]];
        return b && better(b, a) ? b : a;
      });
    this.#low = merge(this.#low, (a, b) => a.value < b.value);
    this.#high = merge(this.#high, (a, b) => a.value > b.value);
    this.#length *= 2;
  }
}

/** Exponential moving average, bias-corrected, at the steps of an envelope; kept beside it as the series grows. */
export class Smooth {
  readonly #keep: number;
  readonly #envelope: Envelope;
  #count = 0;
  #sum = 0;
  #weight = 0;
  #series = new Float64Array(1024);

  constructor(keep: number, most: number) {
    this.#keep = keep;
    this.#envelope = new Envelope(most);
  }

  extend(series: Float64Array, length: number): void {
    if (length > this.#series.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#series.length));
      larger.set(this.#series);
      this.#series = larger;
    }
    for (let step = this.#count; step < length; step++) {
      this.#sum = this.#keep * this.#sum + (1 - this.#keep) * (series[step] ?? 0);
      this.#weight = this.#keep * this.#weight + 1 - this.#keep;
      this.#series[step] = this.#sum / this.#weight;
    }
    this.#count = length;
    this.#envelope.extend(this.#series, length);
  }

  points(): readonly Point[] {
    return this.#envelope.points();
  }
}
