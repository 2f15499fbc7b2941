/* How near the numbers that a network comes to are to those that it is to meet. */
/** What the worker found, row after row, `columns` numbers of each. */
interface Fitted {
  readonly columns: number;
  readonly rows: Int32Array;
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
}

export interface Missed {
  readonly row: number;
  readonly column: number;
  readonly actual: number;
  readonly predicted: number;
}

export interface Fit {
  /** Root of the mean squared residual. */
  readonly rms: number;
  /** 1 − Σ(y − Z)² / Σ(y − ȳ)²: 1 is met exactly, 0 is as good as the mean. NaN where all targets are the same. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** The largest absolute residual. */
  readonly apart: number;
}

export function fitIn({ actual, predicted }: Pick<Fitted, 'actual' | 'predicted'>): Fit {
  let [squares, spread, apart] = [0, 0, 0];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const mean = actual.reduce((sum, y) => sum + y, 0) / actual.length;
  for (const [i, y] of actual.entries()) {
    const z = predicted[i]!;
    squares += (y - z) ** 2;
    spread += (y - mean) ** 2;
    apart = Math.max(apart, Math.abs(y - z));
    low = Math.min(low, y, z);
    high = Math.max(high, y, z);
  }
  return {
    rms: Math.sqrt(squares / actual.length),
    share: spread > 0 ? 1 - squares / spread : Number.NaN,
    ...{ low, high, apart },
  };
}

/** Those that are furthest from what they are to meet, at most `most`. */
export function missedIn({ rows, columns, actual, predicted }: Fitted, most: number): readonly Missed[] {
  const order = Array.from(actual.keys()).sort(
    (a, b) => Math.abs(actual[b]! - predicted[b]!) - Math.abs(actual[a]! - predicted[a]!),
  );
  return order.slice(0, most).map((i) => {
    return { row: rows[Math.floor(i / columns)]!, column: i % columns, actual: actual[i]!, predicted: predicted[i]! };
  });
}
