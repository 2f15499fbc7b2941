/* A long series as few points: the extremes of blocks, so that spikes survive. Blocks grow with the series, so a redraw
   costs what is on the screen and not what has been trained. */

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** Numbers by their places: an array, or a series that lets old entries go. */
export interface Growing {
  at(place: number): number | undefined;
  /** The place of the first number. */
  readonly begin?: number;
}

/** Extremes of equal blocks of a growing series; the length of blocks doubles when there are too many of them. */
export class Envelope {
  readonly #most: number;
  #length = 1;
  #count = 0;
  #low: Point[] = [];
  #high: Point[] = [];
  #newest: Point | undefined;

  /** Keeps between `most` / 2 and `most` blocks. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Entries taken so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes entries [count, length) of a series; entry i is step i. */
  extend(series: Growing, length: number): void {
    this.skip(series.begin ?? 0);
    while (this.#count < length) this.push(series.at(this.#count)!);
  }

  /** What is before this step is not known. */
  skip(step: number): void {
    this.#count = Math.max(this.#count, step);
  }

  /** The next entry. */
  push(value: number): void {
    this.#newest = { step: this.#count, value };
    this.#take(this.#count++, value);
  }

  /** At most two points a block, and the newest, in order of steps. */
  points(): readonly Point[] {
    const points = this.#low.flatMap((low, block) => {
      const high = this.#high[block] ?? low;
      if (low.step === high.step) return [low];
      return low.step < high.step ? [low, high] : [high, low];
    });
    const newest = this.#newest;
    return newest && newest.step !== points.at(-1)?.step ? [...points, newest] : points;
  }

  #take(step: number, value: number): void {
    while (step >= this.#most * this.#length) this.#halve();
    const block = Math.floor(step / this.#length);
    const [low, high] = [this.#low[block], this.#high[block]];
    if (!low || value < low.value) this.#low[block] = { step, value };
    if (!high || value > high.value) this.#high[block] = { step, value };
  }

  #halve(): void {
    this.#low = merged(this.#low, (a, b) => a.value < b.value);
    this.#high = merged(this.#high, (a, b) => a.value > b.value);
    this.#length *= 2;
  }
}

/** Blocks from before the first number are holes, and stay so. */
function merged(blocks: readonly Point[], better: (a: Point, b: Point) => boolean): Point[] {
  const pairs: Point[] = [];
  blocks.forEach((point, block) => {
    const pair = Math.floor(block / 2);
    const before = pairs[pair];
    if (!before || better(point, before)) pairs[pair] = point;
  });
  return pairs;
}

/** Exponential moving average of a growing series, corrected for its beginning, as Adam's are. */
export class Smooth {
  readonly #keep: number;
  readonly #envelope: Envelope;
  #count = 0;
  #sum = 0;
  #weight = 0;

  constructor(keep: number, most: number) {
    this.#keep = keep;
    this.#envelope = new Envelope(most);
  }

  extend(series: Growing, length: number): void {
    this.#count = Math.max(this.#count, series.begin ?? 0);
    this.#envelope.skip(this.#count);
    for (; this.#count < length; this.#count++) {
      this.#sum = this.#keep * this.#sum + (1 - this.#keep) * series.at(this.#count)!;
      this.#weight = this.#keep * this.#weight + 1 - this.#keep;
      this.#envelope.push(this.#sum / this.#weight);
    }
  }

  points(): readonly Point[] {
    return this.#envelope.points();
  }

  /** What the average would be after one more value. */
  ahead(value: number): number {
    return (this.#keep * this.#sum + (1 - this.#keep) * value) / (this.#keep * this.#weight + 1 - this.#keep);
  }
}

/** Measurements at growing steps, of which every second goes when there are too many; the newest always stays. */
export class Thinned<Measured extends { readonly step: number } = Point> {
  readonly #most: number;
  #points: Measured[] = [];
  #newest: Measured | undefined;
  #apart = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** A step before the newest belongs to a new run, or to one that goes on from there: what came after it is dropped. */
  add(point: Measured): void {
    if (this.#newest && point.step < this.#newest.step) {
      this.#points = this.#points.filter(({ step }) => step < point.step);
      if (this.#points.length === 0) this.#apart = 0;
    }
    this.#newest = point;
    const last = this.#points.at(-1);
    if (last && point.step !== last.step && point.step - last.step < this.#apart) return;
    if (last?.step === point.step) this.#points.pop();
    this.#points.push(point);
    if (this.#points.length < this.#most) return;
    this.#points = this.#points.filter((_, i) => i % 2 === 0);
    this.#apart = (point.step - (this.#points[0]?.step ?? 0)) / (this.#points.length - 1);
  }

  points(): readonly Measured[] {
    const last = this.#points.at(-1);
    return this.#newest && last?.step !== this.#newest.step ? [...this.#points, this.#newest] : this.#points;
  }
}
