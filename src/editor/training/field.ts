/* Which network has a decision field, and where the line between two classes runs. */
import { type Address, address } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';

export interface Field {
  readonly input: Address;
  readonly node: string;
  readonly logits: Address;
  readonly classes: number;
}

/** Points of the plane in, classes out. */
export function fieldOf(plan: Plan): Field | null {
  const data = plan.steps.find(
    ({ node, type, reaches }) =>
      reaches &&
      type.source &&
      plan.shapes.get(address(node, 'X'))?.length === 2 &&
      plan.shapes.get(address(node, 'X'))?.[1] === 2 &&
      plan.rows,
  );
  const judge = plan.steps.find(({ type, reaches }) => reaches && type.predicts);
  const logits = judge?.type.predicts && judge.sources.get(judge.type.predicts.logits);
  const classes = logits && plan.shapes.get(logits)?.at(-1);
  if (!data || !logits || !classes || classes < 2 || plan.shapes.get(logits)?.length !== 2) return null;
  return { input: address(data.node, 'X'), node: data.node, logits, classes };
}

/** Probabilities of each row of logits: softmax, for drawing only. */
export function probabilities(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    const own = logits.subarray(row, row + classes);
    const top = Math.max(...own);
    const powers = Array.from(own, (z) => Math.exp(z - top));
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [c, power] of powers.entries()) result[row + c] = power / sum;
  }
  return result;
}

export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** Where a function sampled on an n × n grid is zero: marching squares, in grid units. */
export function zeroLine(values: Float32Array, n: number): readonly Segment[] {
  const segments: Segment[] = [];
  const at = (i: number, j: number) => values[j * n + i] as number;
  for (let j = 0; j < n - 1; j++)
    for (let i = 0; i < n - 1; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)] as const;
      const cuts: [number, number][] = [];
      const edge = (a: number, b: number, place: (t: number) => [number, number]) => {
        if (a > 0 !== b > 0) cuts.push(place(a / (a - b)));
      };
      edge(corners[0], corners[1], (t) => [i + t, j]);
      edge(corners[1], corners[2], (t) => [i + 1, j + t]);
      edge(corners[3], corners[2], (t) => [i + t, j + 1]);
      edge(corners[0], corners[3], (t) => [i, j + t]);
      for (let k = 0; k + 1 < cuts.length; k += 2)
        segments.push([...(cuts[k] as [number, number]), ...(cuts[k + 1] as [number, number])]);
    }
  return segments;
}
