/* A drawn picture: a fine bitmap under a round pen, and the share of ink in each of its cells, as the digits of 8 × 8 were
   made from bitmaps of 32 × 32. */

/** Dots of the bitmap along an edge of a cell. */
const FINE = 4;
/** The pen's radius, as a share of the picture's side, and in cells at least. */
const PEN = { share: 0.045, least: 0.5 };

/** In cells, from the upper left corner; half a cell is its middle. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export class Drawing {
  readonly side: number;
  readonly #ink: Uint8Array;

  constructor(side: number) {
    this.side = side;
    this.#ink = new Uint8Array((side * FINE) ** 2);
  }

  /** From one place to another; `erase` takes ink away. */
  stroke(from: Place, to: Place, erase = false): void {
    const width = this.side * FINE;
    const radius = FINE * Math.max(PEN.least, PEN.share * this.side);
    const along = { x: to.x - from.x, y: to.y - from.y };
    const steps = Math.max(1, Math.ceil(Math.hypot(along.x, along.y) * FINE));
    for (let step = 0; step <= steps; step++) {
      const [x, y] = [from.x + (along.x * step) / steps, from.y + (along.y * step) / steps].map((each) => each * FINE);
      const [left, top] = [Math.max(0, Math.floor(x! - radius)), Math.max(0, Math.floor(y! - radius))];
      for (let row = top; row < Math.min(width, y! + radius); row++)
        for (let column = left; column < Math.min(width, x! + radius); column++)
          if (Math.hypot(column + 0.5 - x!, row + 0.5 - y!) <= radius) this.#ink[row * width + column] = erase ? 0 : 1;
    }
  }

  /** Takes over a picture of cells from 0 to 1, as nearly as dots can. */
  take(cells: ArrayLike<number>): void {
    const width = this.side * FINE;
    for (let place = 0; place < this.#ink.length; place++) {
      const [row, column] = [Math.floor(place / width), place % width];
      const dot = (row % FINE) * FINE + (column % FINE);
      const cell = cells[Math.floor(row / FINE) * this.side + Math.floor(column / FINE)] ?? 0;
      this.#ink[place] = dot < Math.round(cell * FINE * FINE) ? 1 : 0;
    }
  }

  clear(): void {
    this.#ink.fill(0);
  }

  /** The share of ink in each cell, row by row. */
  get cells(): Float32Array {
    const cells = new Float32Array(this.side ** 2);
    const width = this.side * FINE;
    for (let place = 0; place < this.#ink.length; place++) {
      const [row, column] = [Math.floor(place / width), place % width];
      cells[Math.floor(row / FINE) * this.side + Math.floor(column / FINE)]! += this.#ink[place]! / FINE ** 2;
    }
    return cells;
  }
}
