/* How two gradients lie to each other. */

type Numbers = Float32Array | Float64Array;

/** 1: the same direction, 0: at a right angle, −1: against each other; NaN where one of them is all zero. */
export function cosine(a: Numbers, b: Numbers): number {
  let [product, left, right] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    product += x * y;
    left += x * x;
    right += y * y;
  }
  return product / Math.sqrt(left * right);
}
