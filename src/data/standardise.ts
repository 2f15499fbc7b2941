/* Standardising: each column shifted and scaled to mean 0 and deviation 1, as scikit-learn's StandardScaler fitted on
   the training rows does. */

/** The standardised copy, and per column what was subtracted (`mean`) and divided by (`deviation`). */
export interface Standardised {
  readonly X: Float64Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Mean and population deviation of the given `rows` only, applied to all rows of the row-major `X` [N, columns].
    A column that is constant over them keeps deviation 1, and no rows at all change nothing. */
export function standardise(X: ArrayLike<number>, columns: number, rows: ArrayLike<number>): Standardised {
  const { mean, deviation } = measured(X, columns, rows);
  const scaled = Float64Array.from(X, (x, cell) => (x - mean[cell % columns]!) / deviation[cell % columns]!);
  return { X: scaled, mean, deviation };
}

/** The same, of numbers that are many, in their own place. */
export function standardiseHere(X: Float32Array, columns: number, rows: ArrayLike<number>): void {
  const { mean, deviation } = measured(X, columns, rows);
  for (let cell = 0; cell < X.length; cell++) X[cell] = (X[cell]! - mean[cell % columns]!) / deviation[cell % columns]!;
}

function measured(X: ArrayLike<number>, columns: number, rows: ArrayLike<number>): Omit<Standardised, 'X'> {
  const mean = averages(columns, rows, (row, column) => X[row * columns + column]!);
  const variance = averages(columns, rows, (row, column) => (X[row * columns + column]! - mean[column]!) ** 2);
  const deviation = variance.map((value, column) =>
    constant(value, mean[column]!, rows.length) ? 1 : Math.sqrt(value),
  );
  return { mean, deviation };
}

function averages(
  columns: number,
  rows: ArrayLike<number>,
  value: (row: number, column: number) => number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows.length; i++) {
    for (let column = 0; column < columns; column++) sums[column]! += value(rows[i]!, column);
  }
  return sums.map((sum) => sum / Math.max(1, rows.length));
}

/** scikit-learn's bound on what rounding alone leaves: the mean of many 0.1 is not exactly 0.1. */
function constant(variance: number, mean: number, count: number): boolean {
  return variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
}
