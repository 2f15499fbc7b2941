/* What a network makes of rows of its data, as for using it: no dropout, running statistics. */
import type { Address } from '../document/document.ts';
import { fitOf, judgeOf } from '../plan/judges.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Pass } from './pass.ts';

/** Per row: the class that it is, the one that it is taken for, and the share of certainty that softmax gives to that. */
export interface Judged {
  readonly classes: number;
  /** The data node that says what a row is. */
  readonly target: Address;
  readonly rows: Int32Array;
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  readonly share: Float32Array;
}

/** Numbers that are to be met, and what the network makes of them; row after row, `columns` of each. */
export interface Fitted {
  /** The data node that says what is to be met. */
  readonly target: Address;
  readonly columns: number;
  readonly rows: Int32Array;
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
}

/** Makes the pass of exactly as many rows as it is given the numbers of. */
type Forward = (rows: Int32Array) => Pass;

/** Judges `rows` by passes over at most `chunk` of them. */
export function judged(plan: Plan, rows: Int32Array, chunk: number, forward: Forward): Judged | undefined {
  const judge = judgeOf(plan);
  if (!judge || rows.length === 0) return undefined;
  const [actual, predicted] = [new Int32Array(rows.length), new Int32Array(rows.length)];
  const share = new Float32Array(rows.length);
  const classes = plan.shapes.get(judge.logits)?.[1] ?? 0;
  looked(rows, chunk, forward, (pass, from, count) => {
    const [logits, target] = [pass.get(judge.logits)!, pass.get(judge.target)!];
    for (let i = 0; i < count; i++) {
      const best = largest(logits, i);
      actual[from + i] = target.device.data[target.pointer + i] ?? 0;
      predicted[from + i] = best.column;
      share[from + i] = best.share;
    }
  });
  return { classes, target: judge.target, rows, actual, predicted, share };
}

/** What `rows` are to meet and what they come to, by passes over at most `chunk` of them. */
export function fitted(plan: Plan, rows: Int32Array, chunk: number, forward: Forward): Fitted | undefined {
  const fit = fitOf(plan);
  const columns = (fit && plan.shapes.get(fit.prediction)?.[1]) ?? 0;
  if (!fit || rows.length === 0) return undefined;
  const [actual, predicted] = [new Float32Array(rows.length * columns), new Float32Array(rows.length * columns)];
  looked(rows, chunk, forward, (pass, from, count) => {
    for (const [place, numbers] of [
      [fit.target, actual],
      [fit.prediction, predicted],
    ] as const) {
      const { device, pointer } = pass.get(place)!;
      for (let i = 0; i < count * columns; i++) numbers[from * columns + i] = device.data[pointer + i] ?? 0;
    }
  });
  return { target: fit.target, columns, rows, actual, predicted };
}

/** Passes over all rows; the last one is filled up with a row that is not looked at. */
function looked(
  rows: Int32Array,
  chunk: number,
  forward: Forward,
  look: (pass: Pass, from: number, count: number) => void,
): void {
  for (let from = 0; from < rows.length; from += chunk) {
    const part = Int32Array.from({ length: chunk }, (_, i) => rows[from + i] ?? rows[0]!);
    look(forward(part), from, Math.min(chunk, rows.length - from));
  }
}

/** The largest number of a row, the first of equals, and its share after softmax. */
function largest({ device: { data }, pointer, columns }: Tensor, row: number) {
  const at = (column: number) => data[pointer + row * columns + column] ?? Number.NEGATIVE_INFINITY;
  let column = 0;
  for (let other = 1; other < columns; other++) if (at(other) > at(column)) column = other;
  let sum = 0;
  for (let other = 0; other < columns; other++) sum += Math.exp(at(other) - at(column));
  return { column, share: 1 / sum };
}
