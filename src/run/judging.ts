/* What a network makes of rows of its data, as for using it: no dropout, running statistics. */
import type { Address } from '../document/document.ts';
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

/** Logits and targets of the loss over classes; undefined where there is none, or a sample is more than a row. */
function judgeOf({ steps, shapes }: Plan): { readonly logits: Address; readonly target: Address } | undefined {
  const judge = steps.find(({ type, reaches }) => reaches && type.predicts);
  const logits = judge?.sources.get(judge.type.predicts?.logits ?? '') as Address | undefined;
  const target = judge?.sources.get(judge.type.predicts?.target ?? '') as Address | undefined;
  return logits && target && shapes.get(logits)?.length === 2 ? { logits, target } : undefined;
}

/** Judges `rows` by passes over at most `chunk` of them, each made by `forward` of exactly as many row numbers. */
export function judged(
  plan: Plan,
  rows: Int32Array,
  chunk: number,
  forward: (rows: Int32Array) => Pass,
): Judged | undefined {
  const judge = judgeOf(plan);
  if (!judge || rows.length === 0) return undefined;
  const [actual, predicted] = [new Int32Array(rows.length), new Int32Array(rows.length)];
  const share = new Float32Array(rows.length);
  let classes = 0;
  for (let from = 0; from < rows.length; from += chunk) {
    // The last chunk is filled up with a row that is not looked at.
    const part = Int32Array.from({ length: chunk }, (_, i) => rows[from + i] ?? rows[0]!);
    const pass = forward(part);
    const [logits, target] = [pass.get(judge.logits), pass.get(judge.target)];
    if (!logits || !target) return undefined;
    classes = logits.columns;
    for (let i = 0; i < Math.min(chunk, rows.length - from); i++) {
      const best = largest(logits, i);
      actual[from + i] = target.device.data[target.pointer + i] ?? 0;
      predicted[from + i] = best.column;
      share[from + i] = best.share;
    }
  }
  return { classes, target: judge.target, rows, actual, predicted, share };
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
