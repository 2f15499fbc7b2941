/* Which network can be shown as a picture of its whole input, and what is asked of it: the decision field over a plane,
   or the curve fitted over a line. */
import { type Address, address, parts } from '../../document/document.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { size } from '../../tensor/shape.ts';

export interface Field {
  /** `plane`: X [N, 2] in, classes out. `line`: X [N, 1] in, one number out. */
  readonly kind: 'plane' | 'line';
  readonly input: Address;
  /** Logits [N, classes], or the number [N, 1]. */
  readonly output: Address;
  readonly classes: number;
  /** The column that the loss compares with, when a data node gives it. */
  readonly target: Address | null;
  /** Points along an edge of the picture: fewer for a network that is dear to carry them through. */
  readonly side: number;
}

/** The picture's edge in pixels, and the fewest points that still show something. */
export const SIDE = 204;
const FEWEST = 24;
/** Numbers that one look may fill. */
const MOST_NUMBERS = 4_000_000;

/** What a loss compares, computed from a single column of rows. */
export interface Judged {
  readonly judge: Step;
  readonly input: Address;
  readonly output: Address;
  /** All outputs on the way. */
  readonly outputs: readonly Address[];
}

/** A second source of rows would have to be given too, so those with one are left out. */
export function judgedIn({ steps, rows }: Plan): readonly Judged[] {
  const makers = makersOf(steps);
  return (rows ? steps.filter(({ type, reaches }) => reaches && type.category === 'loss') : []).flatMap((judge) => {
    const output = judge.sources.get(judge.type.predicts?.logits ?? 'Z');
    const path = output ? upstream(output, makers) : null;
    const [input, ...more] = path?.sources ?? [];
    return output && path && input && more.length === 0 ? [{ judge, input, output, outputs: path.outputs }] : [];
  });
}

export function fieldOf(plan: Plan): Field | null {
  const { shapes, indices } = plan;
  const makers = makersOf(plan.steps);
  for (const { judge, input, output, outputs } of judgedIn(plan)) {
    const { predicts } = judge.type;
    const wanted = judge.sources.get(predicts?.target ?? 'y');
    const [, width = 0, ...deeper] = shapes.get(output) ?? [];
    const [, columns = 0, ...more] = shapes.get(input) ?? [];
    const kind =
      predicts && width > 1 && columns === 2 ? 'plane' : !predicts && width === 1 && columns === 1 ? 'line' : null;
    if (!kind || more.length > 0 || deeper.length > 0 || indices.has(input)) continue;
    const target = wanted && makers.get(wanted)?.type.source ? wanted : null;
    const dear = outputs.reduce((sum, place) => sum + size((shapes.get(place) ?? []).slice(1)), 0);
    const affordable = MOST_NUMBERS / Math.max(1, dear);
    const side = Math.max(FEWEST, Math.min(SIDE, Math.floor(kind === 'plane' ? Math.sqrt(affordable) : affordable)));
    return { kind, input, output, classes: width, target, side };
  }
  return null;
}

function makersOf(steps: readonly Step[]): ReadonlyMap<Address, Step> {
  return new Map(steps.flatMap((step) => step.type.outputs.map((name) => [address(step.node, name), step] as const)));
}

/** What an output is computed from: columns of batched sources, and all outputs on the way. */
function upstream(output: Address, makers: ReadonlyMap<Address, Step>) {
  const seen = new Set<Address>();
  const sources = new Set<Address>();
  const waiting = [output];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    const step = makers.get(place);
    if (step?.type.source?.batched(step.settings)) sources.add(place);
    else waiting.push(...(step?.sources.values() ?? []));
  }
  return { sources, outputs: [...seen] };
}

/** The part of the input that is shown. Of a line, `bottom` and `height` are of the numbers to hit. */
export interface Frame {
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
  readonly height: number;
}

/** A box round the rows, with a margin of a tenth on each side. */
export function frameOf(field: Field, X: ArrayLike<number>, y: ArrayLike<number>): Frame {
  const columns = field.kind === 'plane' ? 2 : 1;
  const [left, width] = extent(X, 0, columns);
  const [bottom, height] = field.kind === 'plane' ? extent(X, 1, columns) : extent(y, 0, 1);
  return { left, width, bottom, height };
}

function extent(data: ArrayLike<number>, offset: number, columns: number): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = offset; i < data.length; i += columns) {
    low = Math.min(low, data[i]!);
    high = Math.max(high, data[i]!);
  }
  if (!(low <= high)) return [-1, 2];
  const span = high - low || 1;
  return [low - 0.1 * span, 1.2 * span];
}

/** The points to ask about: n × n of a plane, its upper left corner first; n of a line. */
export function gridOf({ kind }: Field, { left, width, bottom, height }: Frame, n: number): Float32Array {
  const at = (i: number) => i / (n - 1);
  if (kind === 'line') return Float32Array.from({ length: n }, (_, i) => left + at(i) * width);
  const points = new Float32Array(2 * n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++)
      points.set([left + at(column) * width, bottom + (1 - at(row)) * height], 2 * (row * n + column));
  return points;
}

/** Softmax of each row, for drawing only. */
export function probabilities(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    let [top, sum] = [Number.NEGATIVE_INFINITY, 0];
    for (let c = 0; c < classes; c++) top = Math.max(top, logits[row + c]!);
    for (let c = 0; c < classes; c++) sum += result[row + c] = Math.exp(logits[row + c]! - top);
    for (let c = 0; c < classes; c++) result[row + c]! /= sum;
  }
  return result;
}

/** By how much class `c` is ahead of the best other one: p1 − p0 of two classes, for c = 1. */
export function lead(shares: Float32Array, classes: number, c: number): Float32Array {
  return Float32Array.from({ length: shares.length / classes }, (_, row) => {
    let other = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) if (k !== c) other = Math.max(other, shares[row * classes + k]!);
    return shares[row * classes + c]! - other;
  });
}

/** The data nodes that must be asked for rows: of X, and of the target where it is another. */
export function nodesOf({ input, target }: Field): readonly string[] {
  return [...new Set([input, ...(target ? [target] : [])].map((place) => parts(place).node))];
}
