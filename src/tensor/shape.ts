/* Shapes, and the rules by which they combine: PyTorch's. A rule that fails throws a ShapeError, which the plan catches
   and turns into a problem; the sentence that the user reads is in `words/`. */

export type Shape = readonly number[];

/** Why shapes do not fit. `code` names a sentence of `words/`; `values` are what it mentions. */
export class ShapeError extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(code: string, values: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}

/** Number of elements; 1 for a scalar. */
export function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function same(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** `[200, 2]`, as PyTorch prints it. */
export function written(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Shape of an elementwise result: aligned at the last axis, lengths equal or 1. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) throw new ShapeError('broadcast', { a: written(a), b: written(b) });
    return x === 1 ? y : x;
  });
}

/** A loss compares number with number. PyTorch broadcasts here with a warning: [N, 1] against [N] would silently become
    N × N differences. */
export function paired(Z: Shape, y: Shape): void {
  if (!same(Z, y)) throw new ShapeError('no-broadcast', { Z: written(Z), y: written(y) });
}

/** −1 is the last axis. */
export function axisOf(axis: number, shape: Shape): number {
  const positive = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || positive < 0 || positive >= shape.length)
    throw new ShapeError('axis', { axis, shape: written(shape), rank: shape.length });
  return positive;
}

/** Steps in memory from one index to the next along each axis, row-major. */
export function strides(shape: Shape): readonly number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis] as number;
  }
  return steps;
}

/** Where the number at `index` lies, counted from the first; undefined where there is none. */
export function flatIndex(shape: Shape, index: readonly number[]): number | undefined {
  if (index.length !== shape.length || index.some((i, axis) => !(i >= 0 && i < shape[axis]!))) return undefined;
  return strides(shape).reduce((sum, step, axis) => sum + step * index[axis]!, 0);
}

/** The index of the number that lies `flat` after the first. */
export function unravelled(shape: Shape, flat: number): readonly number[] {
  return strides(shape).map((step, axis) => Math.floor(flat / step) % shape[axis]!);
}
