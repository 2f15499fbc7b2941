/* Elementary functions of four numbers. The polynomials are interpolated at Chebyshev nodes by fit.py beside this file,
   which prints them with what they leave off. NaN stays NaN. */
import { madd, splat } from './vector';

/* e^r = 1 + r + r² (…) for |r| ≤ ½ ln 2. */
const E0: f32 = 0.5, E1: f32 = 0.166666672, E2: f32 = 0.0416664667;
const E3: f32 = 0.00833331048, E4: f32 = 0.00139336416, E5: f32 = 0.000198909809;
/* ln 2 in two parts, so that n·ln 2 is exact in the first. */
const LN2_HIGH: f32 = 0.693359375, LN2_LOW: f32 = -2.12194440e-4, LOG2_E: f32 = 1.44269504;
/** Below it e^x is taken as 0: float32 has only denormal numbers there, which are slow. */
const LEAST: f32 = -87.33654, MOST: f32 = 88.72283;

/** r + r² (…): e^r − 1. */
@inline
function powerLess1(r: v128): v128 {
  let p = madd(splat(E5), r, splat(E4));
  p = madd(p, r, splat(E3));
  p = madd(p, r, splat(E2));
  p = madd(p, r, splat(E1));
  p = madd(p, r, splat(E0));
  return madd(f32x4.mul(p, r), r, r);
}

/** 2^n of whole numbers n from −126 to 127. */
@inline
function twoTo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

@inline
export function exp(x: v128): v128 {
  const inside = f32x4.pmin(f32x4.pmax(x, splat(LEAST)), splat(MOST));
  const whole = f32x4.nearest(f32x4.mul(inside, splat(LOG2_E)));
  let r = f32x4.sub(inside, f32x4.mul(whole, splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(whole, splat(LN2_LOW)));
  const power = f32x4.add(powerLess1(r), splat(1));
  const n = i32x4.trunc_sat_f32x4_s(whole);
  const half = i32x4.shr_s(n, 1);
  const value = f32x4.mul(f32x4.mul(power, twoTo(half)), twoTo(i32x4.sub(n, half)));
  const small = v128.andnot(value, f32x4.lt(x, splat(LEAST)));
  const large = v128.bitselect(splat(Infinity), small, f32x4.gt(x, splat(MOST)));
  return v128.bitselect(x, large, f32x4.ne(x, x));
}

@inline
export function expm1(x: v128): v128 {
  const inside = f32x4.pmin(f32x4.pmax(x, splat(-40)), splat(87));
  const whole = f32x4.nearest(f32x4.mul(inside, splat(LOG2_E)));
  let r = f32x4.sub(inside, f32x4.mul(whole, splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(whole, splat(LN2_LOW)));
  const scale = twoTo(i32x4.trunc_sat_f32x4_s(whole));
  const value = f32x4.add(f32x4.mul(scale, powerLess1(r)), f32x4.sub(scale, splat(1)));
  const large = v128.bitselect(exp(x), value, f32x4.gt(x, splat(87)));
  // −0 stays −0, NaN stays NaN.
  return v128.bitselect(x, large, v128.or(f32x4.ne(x, x), f32x4.eq(x, splat(0))));
}

/* ln(1 + f) = f − f²/2 + f³ (…) for √½ ≤ 1 + f < √2. */
const L0: f32 = 0.33333331, L1: f32 = -0.24999997, L2: f32 = 0.20000716, L3: f32 = -0.16667802, L4: f32 = 0.14249058;
const L5: f32 = -0.12425687, L6: f32 = 0.1168542, L7: f32 = -0.11479734, L8: f32 = 0.06971611;
const ROOT_HALF: f32 = 0.70710678, LEAST_NORMAL: f32 = 1.17549435e-38, TWO_TO_23: f32 = 8388608;

@inline
export function log(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(LEAST_NORMAL));
  const normal = v128.bitselect(f32x4.mul(x, splat(TWO_TO_23)), x, tiny);
  // x = m·2^e with ½ ≤ m < 1, then √½ ≤ m < √2.
  const bits = i32x4.sub(i32x4.shr_s(normal, 23), i32x4.splat(126));
  let m = v128.or(v128.and(normal, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, splat(ROOT_HALF));
  const e = f32x4.sub(
    f32x4.convert_i32x4_s(i32x4.add(bits, low)),
    v128.and(tiny, splat(23)),
  );
  m = f32x4.add(m, v128.and(low, m));
  const f = f32x4.sub(m, splat(1));
  let p = madd(splat(L8), f, splat(L7));
  p = madd(p, f, splat(L6));
  p = madd(p, f, splat(L5));
  p = madd(p, f, splat(L4));
  p = madd(p, f, splat(L3));
  p = madd(p, f, splat(L2));
  p = madd(p, f, splat(L1));
  p = madd(p, f, splat(L0));
  const square = f32x4.mul(f, f);
  p = f32x4.mul(f32x4.mul(p, f), square);
  p = madd(e, splat(LN2_LOW), p);
  p = madd(square, splat(-0.5), p);
  const value = madd(e, splat(LN2_HIGH), f32x4.add(f, p));
  // log 0 = −∞, log ∞ = ∞, of less and of NaN: NaN.
  const ends = v128.bitselect(splat(-Infinity), value, f32x4.eq(x, splat(0)));
  const above = v128.bitselect(x, ends, f32x4.eq(x, splat(Infinity)));
  return v128.bitselect(above, splat(NaN), f32x4.ge(x, splat(0)));
}

/** log u for u = 1 + x, corrected by what rounding took from u. */
@inline
export function log1p(x: v128): v128 {
  const u = f32x4.add(x, splat(1));
  const lost = f32x4.div(f32x4.sub(x, f32x4.sub(u, splat(1))), u);
  const useful = v128.and(f32x4.gt(u, splat(0)), f32x4.lt(u, splat(Infinity)));
  const value = f32x4.add(log(u), v128.and(lost, useful));
  return v128.bitselect(x, value, f32x4.eq(x, splat(0)));
}

/* tanh x = x + x³ (…) in x² for |x| < 0.625. */
const T0: f32 = -0.333333343, T1: f32 = 0.133333042, T2: f32 = -0.0539592579;
const T3: f32 = 0.0217689183, T4: f32 = -0.00834394526, T5: f32 = 0.00229274482;
const SIGN: i32 = 0x80000000;

@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const s = f32x4.mul(x, x);
  let p = madd(splat(T5), s, splat(T4));
  p = madd(p, s, splat(T3));
  p = madd(p, s, splat(T2));
  p = madd(p, s, splat(T1));
  p = madd(p, s, splat(T0));
  const near = madd(f32x4.mul(p, s), x, x);
  // 1 − 2/(e^2|x| + 1)
  const e = exp(f32x4.add(size, size));
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(e, splat(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(SIGN)));
  return v128.bitselect(near, signed, f32x4.lt(size, splat(0.625)));
}

@inline
export function sigmoid(x: v128): v128 {
  const e = exp(v128.or(x, i32x4.splat(SIGN)));
  const upper = f32x4.div(splat(1), f32x4.add(e, splat(1)));
  const value = v128.bitselect(f32x4.mul(e, upper), upper, f32x4.lt(x, splat(0)));
  return v128.bitselect(x, value, f32x4.ne(x, x));
}

/* (1 + x)·exp(x²/2)·(1 − Φ(x)) in t = (x − 3)/(x + 3), for x from 0 to 14. */
const N0: f32 = 0.486055795, N1: f32 = -0.0965267842, N2: f32 = -0.0164323507, N3: f32 = 0.0451646829;
const N4: f32 = -0.0227267935, N5: f32 = 0.0011546464, N6: f32 = 0.00299164522, N7: f32 = -0.000338568806;
const N8: f32 = -0.000469818442, N9: f32 = 9.85605499e-6, N10: f32 = 4.53571575e-5;

/** Φ(x), the share of a standard normal distribution below x. */
@inline
export function normal(x: v128): v128 {
  const size = f32x4.abs(x);
  const inside = f32x4.pmin(size, splat(14));
  const t = f32x4.div(f32x4.sub(inside, splat(3)), f32x4.add(inside, splat(3)));
  let p = madd(splat(N10), t, splat(N9));
  p = madd(p, t, splat(N8));
  p = madd(p, t, splat(N7));
  p = madd(p, t, splat(N6));
  p = madd(p, t, splat(N5));
  p = madd(p, t, splat(N4));
  p = madd(p, t, splat(N3));
  p = madd(p, t, splat(N2));
  p = madd(p, t, splat(N1));
  p = madd(p, t, splat(N0));
  // x²/2 in two parts, the first exact: rounding it would cost digits of its power.
  const short = v128.and(inside, i32x4.splat(0xfffff000));
  const rest = f32x4.mul(f32x4.sub(inside, short), f32x4.add(inside, short));
  const bell = f32x4.mul(
    exp(f32x4.mul(f32x4.mul(short, short), splat(-0.5))),
    exp(f32x4.mul(rest, splat(-0.5))),
  );
  const tail = f32x4.div(f32x4.mul(bell, p), f32x4.add(inside, splat(1)));
  const value = v128.bitselect(tail, f32x4.sub(splat(1), tail), f32x4.lt(x, splat(0)));
  return v128.bitselect(x, value, f32x4.ne(x, x));
}

/** 1 where x > 0, else 0. */
@inline
export function positive(x: v128): v128 {
  const mask = v128.and(f32x4.gt(x, splat(0)), splat(1));
  return v128.bitselect(x, mask, f32x4.ne(x, x));
}

@inline
export function relu(x: v128): v128 {
  return v128.andnot(x, f32x4.le(x, splat(0)));
}

/** 1, −1, or x itself where it is ±0 or NaN. */
@inline
export function sign(x: v128): v128 {
  const unit = v128.or(splat(1), v128.and(x, i32x4.splat(SIGN)));
  return v128.bitselect(unit, x, v128.or(f32x4.gt(x, splat(0)), f32x4.lt(x, splat(0))));
}

/** x − x: no bit is set where x is finite, else NaN. */
@inline
export function trouble(x: v128): v128 {
  return f32x4.sub(x, x);
}
