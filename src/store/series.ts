/* A series that grows by the thousand and never takes more than 16 MB: when there are too many entries, every second one goes. */

const MOST = 2 ** 21;

export class Series {
  length = 0;
  /** The place of the first entry: what was before it, nobody has told. */
  begin = 0;
  /** Of so many entries one is kept. */
  #every = 1;
  #data = new Float64Array(4096);

  /** The entry, or the last one before it that is kept, or else the first; undefined beyond the ends. */
  at(place: number): number | undefined {
    if (place < this.begin || place >= this.length) return undefined;
    const kept = Math.max(Math.floor(place / this.#every), this.#first);
    return kept * this.#every < this.length ? this.#data[kept] : undefined;
  }

  /** Takes entries from a place on; those after them are gone, and those before them unless they lead up to it. */
  set(from: number, entries: ArrayLike<number>): void {
    if (from > this.length || from < this.begin) this.begin = from;
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
    const first = this.#first;
    const count = Math.max(0, Math.ceil(this.length / this.#every) - first);
    const steps = Float64Array.from({ length: count }, (_, i) => (first + i) * this.#every);
    return { steps, losses: steps.map((place) => this.at(place)!) };
  }

  /** Where in the data the first entry is that is kept. */
  get #first(): number {
    return Math.ceil(this.begin / this.#every);
  }
}
