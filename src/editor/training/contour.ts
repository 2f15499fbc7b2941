/* Where a function of the plane is zero, from its values on a grid: marching squares. */

/** A straight piece of the line, in units of the grid: column and row of both ends. */
export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** Of a columns × rows grid, row-major. The sign of the middle decides which way a saddle opens; squares with a value
    that is not finite are left out. */
export function zeroLine(values: ArrayLike<number>, columns: number, rows: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let y = 0; y < rows - 1; y++)
    for (let x = 0; x < columns - 1; x++) {
      const at = y * columns + x;
      square(values[at]!, values[at + 1]!, values[at + columns + 1]!, values[at + columns]!, x, y, segments);
    }
  return segments;
}

/** Corners a b / d c, clockwise from the upper left one at (x, y). */
function square(a: number, b: number, c: number, d: number, x: number, y: number, segments: Segment[]): void {
  const kind = (a > 0 ? 8 : 0) + (b > 0 ? 4 : 0) + (c > 0 ? 2 : 0) + (d > 0 ? 1 : 0);
  if (kind === 0 || kind === 15 || !Number.isFinite(a + b + c + d)) return;
  const top = () => [x + a / (a - b), y] as const;
  const right = () => [x + 1, y + b / (b - c)] as const;
  const bottom = () => [x + d / (d - c), y + 1] as const;
  const left = () => [x, y + a / (a - d)] as const;
  const join = (from: readonly [number, number], to: readonly [number, number]) => segments.push([...from, ...to]);
  if (kind === 5 || kind === 10) {
    // Positive corners lie opposite each other; they join through the middle when it is positive too.
    const cutsOffA = a + b + c + d > 0 === (kind === 5);
    join(top(), cutsOffA ? left() : right());
    join(bottom(), cutsOffA ? right() : left());
  } else if (kind === 8 || kind === 7) join(top(), left());
  else if (kind === 4 || kind === 11) join(top(), right());
  else if (kind === 2 || kind === 13) join(right(), bottom());
  else if (kind === 1 || kind === 14) join(bottom(), left());
  else if (kind === 12 || kind === 3) join(left(), right());
  else join(top(), bottom());
}
