/* A tensor as a line of NumPy, to be pasted into a notebook. */
import type { Shape } from '../../tensor/shape.ts';

/** `np.array([[1, -2.5], [0, np.nan]], dtype=np.float32)`, each number in as few digits as tell it from all others. */
export function asNumPy(shape: Shape, data: Float32Array | Float64Array): string {
  const single = data instanceof Float32Array;
  const nested = (axis: number, from: number, length: number): string => {
    if (axis === shape.length) return written(data[from]!, single);
    const each = length / Math.max(1, shape[axis]!);
    const parts = Array.from({ length: shape[axis]! }, (_, i) => nested(axis + 1, from + i * each, each));
    // Rows under one another, as NumPy prints them.
    return `[${parts.join(axis + 1 < shape.length ? `,\n${' '.repeat(10 + axis)}` : ', ')}]`;
  };
  return `np.array(${nested(0, 0, data.length)}, dtype=np.float${single ? 32 : 64})`;
}

function written(x: number, single: boolean): string {
  if (Number.isNaN(x)) return 'np.nan';
  if (!Number.isFinite(x)) return x > 0 ? 'np.inf' : '-np.inf';
  if (Object.is(x, -0)) return '-0.0';
  const digits = single ? [6, 7, 8].find((count) => Math.fround(Number(x.toPrecision(count))) === x) : 17;
  return String(Number(x.toPrecision(digits ?? 9)));
}
