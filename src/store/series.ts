/* A series that grows by the thousand and never takes more than 16 MB: when there are too many entries, every second one goes. */

const MOST = 2 ** 21;

export class Series {
  length = 0;
  /** Of so many entries one is kept. */
  #every = 1;
  #data = new Float64Array(4096);

  /** The entry, or the last one before it that is kept; undefined beyond the ends. */
  at(place: number): number | undefined {
    return place < this.length ? this.#data[Math.floor(place / this.#every)] : undefined;
  }

  /** Takes entries from a place on; those after them are gone. */
  set(from: number, entries: ArrayLike<number>): void {
    this.length = from + entries.length;
    while (this.length > MOST * this.#every) {
      this.#every *= 2;
      this.#data = this.#data.filter((_, i) => i % 2 === 0);
    }
    while (this.length > this.#data.length * this.#every) {
      const larger = new Float64Array(2 * this.#data.length);
      larger.set(this.#data);
      this.#data = larger;
    }
    for (let i = 0; i < entries.length; i++)
      if ((from + i) % this.#every === 0) this.#data[(from + i) / this.#every] = entries[i]!;
  }

  /** A copy of what is kept, and at which places. */
  kept(): { readonly steps: Float64Array; readonly losses: Float64Array } {
    const steps = Float64Array.from({ length: Math.ceil(this.length / this.#every) }, (_, i) => i * this.#every);
    return { steps, losses: steps.map((place) => this.at(place)!) };
  }
}
