/* A confusion matrix and the samples behind its cells. */

/** What the worker judged, row by row. */
interface Judgement {
  readonly rows: Int32Array;
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  readonly share: Float32Array;
}
export interface Sample {
  readonly row: number;
  readonly actual: number;
  readonly predicted: number;
  readonly share: number;
}
/** What a sample is, and what it is taken for; null: every mistake. */
export type Cell = readonly [actual: number, predicted: number] | null;

/** Counts by what samples are (down) and what they are taken for (across), of these classes. */
export function matrixOf({ actual, predicted }: Judgement, shown: readonly number[]): readonly (readonly number[])[] {
  const place = new Map(shown.map((label, i) => [label, i]));
  const counts = shown.map(() => shown.map(() => 0));
  for (const [i, label] of actual.entries()) {
    const [down, across] = [place.get(label), place.get(predicted[i] ?? -1)];
    if (down !== undefined && across !== undefined) counts[down]![across]!++;
  }
  return counts;
}

/** All classes, or as many as have room: those with the most mistakes. */
export function shownClasses({ actual, predicted }: Judgement, classes: number, most: number): readonly number[] {
  const all = Array.from({ length: classes }, (_, label) => label);
  if (classes <= most) return all;
  const wrong = new Array<number>(classes).fill(0);
  for (const [i, label] of actual.entries()) if (predicted[i] !== label) wrong[label]!++;
  return all
    .sort((a, b) => wrong[b]! - wrong[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** Of a cell, the surest first. */
export function samplesIn({ rows, actual, predicted, share }: Judgement, cell: Cell): readonly Sample[] {
  const samples = Array.from(rows, (row, i) => {
    return { row, actual: actual[i] ?? 0, predicted: predicted[i] ?? 0, share: share[i] ?? 0 };
  });
  const wanted = samples.filter(({ actual, predicted }) =>
    cell ? actual === cell[0] && predicted === cell[1] : actual !== predicted,
  );
  return wanted.sort((a, b) => b.share - a.share);
}
