/* Sixteen normal numbers from sixteen uniform ones, bit for bit as torch's CPU kernel (AVX2) computes them in
   float32. Its logarithm, sine and cosine are Cephes' polynomials, so that no engine's own `Math.log` or `Math.sin`
   decides a starting value. */

/** Numbers that are transformed together: element j and element j + 8 are a pair. */
export const BLOCK = 16;

const round = Math.fround;
const TURN = round(2 * Math.PI);

/** Turns the 16 uniform numbers from `start` on, in [0, 1), into normal ones of float32 `mean` and `deviation`, in
    place. */
export function boxMuller(values: Float64Array, start: number, mean: number, deviation: number): void {
  for (let j = start; j < start + BLOCK / 2; j++) {
    const radius = round(Math.sqrt(-2 * logarithm(1 - values[j]!)));
    const angle = round(TURN * values[j + BLOCK / 2]!);
    const [sine, cosine] = sineAndCosine(angle);
    values[j] = fused(round(radius * cosine), deviation, mean);
    values[j + BLOCK / 2] = fused(round(radius * sine), deviation, mean);
  }
}

/** a·b + c rounded once, as the processor's fused instruction does: float64 holds a·b exactly. */
function fused(a: number, b: number, c: number): number {
  return round(a * b + c);
}

/** ((c₀x + c₁)x + c₂)x + … */
function polynomial(coefficients: Float32Array, x: number): number {
  let sum = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) sum = fused(sum, x, coefficients[i]!);
  return sum;
}

const LOG = Float32Array.of(
  7.0376836292e-2,
  -1.151461031e-1,
  1.167699874e-1,
  -1.2420140846e-1,
  1.4249322787e-1,
  -1.6668057665e-1,
  2.0000714765e-1,
  -2.4999993993e-1,
  3.3333331174e-1,
);
const ROOT_HALF = round(Math.SQRT1_2);
// ln 2 in two parts: the first is short, so that an exponent times it is exact
const [LN2, LN2_REST] = [0.693359375, round(-2.1219444e-4)];

/** ln u for a normal float32 u > 0: u = (1 + x)·2^exponent with 1 + x from √½ to √2. */
function logarithm(u: number): number {
  let exponent = 32 - Math.clz32(u * 2 ** 24) - 24;
  let mantissa = u / 2 ** exponent;
  if (mantissa < ROOT_HALF) {
    exponent -= 1;
    mantissa *= 2;
  }
  const x = mantissa - 1;
  const square = round(x * x);
  const tail = fused(round(polynomial(LOG, x) * x), square, round(exponent * LN2_REST));
  return fused(exponent, LN2, round(x + fused(-0.5, square, tail)));
}

const SINE = Float32Array.of(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);
const COSINE = Float32Array.of(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
// −π/4 in three parts, as for ln 2
const QUARTER_PI = Float32Array.of(-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8);

/** For an angle ≥ 0: what exceeds the nearest even multiple of π/4 goes into the polynomials, the multiple picks
    signs and swaps. */
function sineAndCosine(angle: number): [sine: number, cosine: number] {
  const octant = (Math.trunc(round(angle * round(4 / Math.PI))) + 1) & ~1;
  let x = angle;
  for (const part of QUARTER_PI) x = fused(octant, part, x);
  const square = round(x * x);
  const even = round(fused(round(polynomial(COSINE, square) * square), square, -0.5 * square) + 1);
  const odd = fused(round(polynomial(SINE, square) * square), x, x);
  const swapped = (octant & 2) !== 0;
  const sine = swapped ? even : odd;
  const cosine = swapped ? odd : even;
  return [octant & 4 ? -sine : sine, (octant + 2) & 4 ? -cosine : cosine];
}
