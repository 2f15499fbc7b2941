/* What is copied is what NumPy reads. */
import { expect, test } from 'vitest';
import { asNumPy } from './numpy.ts';

test('numbers stand row by row, special ones by NumPy’s names', () => {
  expect(asNumPy([2, 2], Float32Array.of(1, -2.5, -0, Number.NaN))).toBe(
    'np.array([[1, -2.5],\n          [-0.0, np.nan]], dtype=np.float32)',
  );
  expect(asNumPy([], Float32Array.of(0.1))).toBe('np.array(0.1, dtype=np.float32)');
  expect(asNumPy([1], Float64Array.of(Number.NEGATIVE_INFINITY))).toBe('np.array([-np.inf], dtype=np.float64)');
});

test('every float32 survives being copied', () => {
  for (const x of [1 / 3, 1e-42, 3.4028235e38, 16777217])
    expect(Math.fround(Number(/\[(.*)\]/.exec(asNumPy([1], Float32Array.of(x)))?.[1]))).toBe(Math.fround(x));
});
