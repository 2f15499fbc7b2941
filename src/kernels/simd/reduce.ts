/* Sums, maxima and softmax over one axis: [outer, n, inner]. What lies in a room beyond the last number never enters. */
import { exp, log } from './functions';
import { scratch } from './matmul';
import { at, firstRow, keepFirst, largest, lastRow, splat, storeFirst, total } from './vector';

/** Σ of `n` numbers side by side: four sums of four, then what is left over. */
@inline
function sumOf(x: usize, n: i32): f32 {
  let s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
  for (; n >= 16; n -= 16, x += 64) {
    s0 = f32x4.add(s0, v128.load(x));
    s1 = f32x4.add(s1, v128.load(x, 16));
    s2 = f32x4.add(s2, v128.load(x, 32));
    s3 = f32x4.add(s3, v128.load(x, 48));
  }
  for (; n > 0; n -= 4, x += 16) s0 = f32x4.add(s0, keepFirst(v128.load(x), n, splat(0)));
  return total(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/** Rows summed one after another into a sum of their own, so that a long column loses little. */
const RUN: i32 = 256;

/** Σ over n rows of `inner` numbers, columns j to `end`. */
function sumColumns(out: usize, a: usize, n: i32, inner: i32, end: i32): void {
  const row = at(inner);
  for (let j = 0; j < end; j += 8) {
    let s0 = splat(0), s1 = splat(0);
    let x = a + at(j);
    for (let begun = 0; begun < n; begun += RUN) {
      let t0 = splat(0), t1 = splat(0);
      const count = min(RUN, n - begun);
      if (end - j > 4)
        for (let l = 0; l < count; l++, x += row) {
          t0 = f32x4.add(t0, v128.load(x));
          t1 = f32x4.add(t1, v128.load(x, 16));
        }
      else for (let l = 0; l < count; l++, x += row) t0 = f32x4.add(t0, v128.load(x));
      s0 = f32x4.add(s0, t0);
      s1 = f32x4.add(s1, t1);
    }
    storeFirst(out + at(j), s0, end - j);
    if (end - j > 4) storeFirst(out + at(j + 4), s1, end - j - 4);
  }
}

/** The largest, or the place of the first of the largest; NaN counts as larger than all. */
function most(f: i32, a: usize, n: i32, step: usize): f32 {
  let best = load<f32>(a);
  let winner = 0;
  for (let l = 1; l < n; l++) {
    a += step;
    const x = load<f32>(a);
    if (x > best || (x != x && best == best)) {
      best = x;
      winner = l;
    }
  }
  return f == 2 ? (winner as f32) : best;
}

export function reduce(out: i32, a: i32, f: i32, outer: i32, n: i32, inner: i32): void {
  if (f == 0 && inner > 1 && outer == 1) {
    const lines = (inner + 15) >> 4;
    const j = firstRow(lines, n * 16) << 4;
    sumColumns(at(out + j), at(a + j), n, inner, min(inner, lastRow(lines, n * 16) << 4) - j);
    return;
  }
  const end = lastRow(outer, n * inner);
  for (let o = firstRow(outer, n * inner); o < end; o++) {
    if (f == 0 && inner == 1) store<f32>(at(out + o), sumOf(at(a + o * n), n));
    else if (f == 0) sumColumns(at(out + o * inner), at(a + o * n * inner), n, inner, inner);
    else
      for (let i = 0; i < inner; i++) store<f32>(at(out + o * inner + i), most(f, at(a + o * n * inner + i), n, at(inner)));
  }
}

/** max of `n` numbers side by side; NaN if one is. */
@inline
function topOf(x: usize, n: i32): f32 {
  let top = splat(-Infinity);
  for (; n > 0; n -= 4, x += 16) top = f32x4.max(top, keepFirst(v128.load(x), n, splat(-Infinity)));
  return largest(top);
}

/** out = exp(a − top) side by side if `keeps`; their sum. */
@inline
function exponentials(out: usize, a: usize, n: i32, top: f32, keeps: bool): f32 {
  let sum = splat(0);
  for (; n > 0; n -= 4, a += 16, out += 16) {
    const e = exp(f32x4.sub(v128.load(a), splat(top)));
    if (keeps) storeFirst(out, e, n);
    sum = f32x4.add(sum, keepFirst(e, n, splat(0)));
  }
  return total(sum);
}

/** Rows of at most this many numbers are worked on four at a time, one in each lane. */
const NARROW: i32 = 16;

/** The same place of four rows; of the first alone where there are no more. */
@inline
function across(a: usize, row1: usize, row2: usize, row3: usize): v128 {
  let x = v128.load32_zero(a);
  x = v128.load32_lane(a + row1, x, 1);
  x = v128.load32_lane(a + row2, x, 2);
  return v128.load32_lane(a + row3, x, 3);
}

/** The softmax and its logarithm of narrow rows `from` … `end`, each where it is wanted. */
@inline
function narrow(P: i32, logP: i32, a: i32, from: i32, end: i32, n: i32, plain: bool, logarithmic: bool): void {
  // [n][4] numbers less their largest, and their powers.
  const kept = scratch(), powers = kept + (NARROW as usize) * 16;
  for (let r = from; r < end; r += 4) {
    const x = at(a + r * n);
    const count = end - r;
    const row1 = count > 1 ? at(n) : 0, row2 = count > 2 ? at(2 * n) : 0, row3 = count > 3 ? at(3 * n) : 0;
    let top = across(x, row1, row2, row3);
    v128.store(kept, top);
    for (let c = 1; c < n; c++) {
      const next = across(x + at(c), row1, row2, row3);
      v128.store(kept + ((c as usize) << 4), next);
      top = f32x4.max(top, next);
    }
    let sum = splat(0);
    for (let c = 0; c < n; c++) {
      const place = (c as usize) << 4;
      const shifted = f32x4.sub(v128.load(kept + place), top);
      const e = exp(shifted);
      if (logarithmic) v128.store(kept + place, shifted);
      if (plain) v128.store(powers + place, e);
      sum = f32x4.add(sum, e);
    }
    const shift = logarithmic ? log(sum) : sum;
    for (let c = 0; c < n; c++) {
      const place = (c as usize) << 4;
      if (plain) storeAcross(at(P + r * n + c), f32x4.div(v128.load(powers + place), sum), row1, row2, row3, count);
      if (logarithmic)
        storeAcross(at(logP + r * n + c), f32x4.sub(v128.load(kept + place), shift), row1, row2, row3, count);
    }
  }
}

@inline
function storeAcross(to: usize, x: v128, row1: usize, row2: usize, row3: usize, count: i32): void {
  v128.store32_lane(to, x, 0);
  if (count > 1) v128.store32_lane(to + row1, x, 1);
  if (count > 2) v128.store32_lane(to + row2, x, 2);
  if (count > 3) v128.store32_lane(to + row3, x, 3);
}

export function softmax(out: i32, a: i32, outer: i32, n: i32, inner: i32): void {
  const end = lastRow(outer, n * inner);
  if (inner == 1 && n <= NARROW) return narrow(out, 0, a, firstRow(outer, n), end, n, true, false);
  for (let o = firstRow(outer, n * inner); o < end; o++) {
    const begin = o * n * inner;
    if (inner == 1) {
      let to = at(out + begin);
      const sum = splat(exponentials(to, at(a + begin), n, topOf(at(a + begin), n), true));
      for (let l = n; l > 0; l -= 4, to += 16) storeFirst(to, f32x4.div(v128.load(to), sum), l);
    } else for (let i = 0; i < inner; i += 4) softmaxColumns(at(out + begin + i), at(a + begin + i), n, at(inner), inner - i);
  }
}

/** Four columns, or as many as are left. */
function softmaxColumns(out: usize, a: usize, n: i32, row: usize, count: i32): void {
  let top = splat(-Infinity), sum = splat(0);
  for (let l = 0; l < n; l++) top = f32x4.max(top, v128.load(a + (l as usize) * row));
  for (let l = 0; l < n; l++) {
    const e = exp(f32x4.sub(v128.load(a + (l as usize) * row), top));
    storeFirst(out + (l as usize) * row, e, count);
    sum = f32x4.add(sum, e);
  }
  for (let l = 0; l < n; l++) {
    const to = out + (l as usize) * row;
    storeFirst(to, f32x4.div(v128.load(to), sum), count);
  }
}

export function softmaxGradient(out: i32, A: i32, dA: i32, outer: i32, n: i32, inner: i32): void {
  const end = lastRow(outer, n * inner);
  for (let o = firstRow(outer, n * inner); o < end; o++) {
    const begin = o * n * inner;
    if (inner == 1) {
      const x = at(A + begin), d = at(dA + begin), to = at(out + begin);
      let dot = splat(0);
      for (let l = 0; l < n; l += 4)
        dot = f32x4.add(dot, keepFirst(f32x4.mul(v128.load(x + at(l)), v128.load(d + at(l))), n - l, splat(0)));
      const sum = splat(total(dot));
      for (let l = 0; l < n; l += 4)
        storeFirst(to + at(l), f32x4.mul(v128.load(x + at(l)), f32x4.sub(v128.load(d + at(l)), sum)), n - l);
    } else
      for (let i = 0; i < inner; i += 4) {
        const x = at(A + begin + i), d = at(dA + begin + i), to = at(out + begin + i), row = at(inner);
        let dot = splat(0);
        for (let l: usize = 0; l < (n as usize) * row; l += row)
          dot = f32x4.add(dot, f32x4.mul(v128.load(x + l), v128.load(d + l)));
        for (let l: usize = 0; l < (n as usize) * row; l += row)
          storeFirst(to + l, f32x4.mul(v128.load(x + l), f32x4.sub(v128.load(d + l), dot)), inner - i);
      }
  }
}

export function logSoftmax(out: i32, a: i32, rows: i32, columns: i32): void {
  const end = lastRow(rows, columns);
  if (columns <= NARROW) return narrow(0, out, a, firstRow(rows, columns), end, columns, false, true);
  for (let r = firstRow(rows, columns); r < end; r++) {
    const x = at(a + r * columns), to = at(out + r * columns);
    const top = topOf(x, columns);
    const shift = log(splat(exponentials(to, x, columns, top, false)));
    for (let c = 0; c < columns; c += 4)
      storeFirst(to + at(c), f32x4.sub(f32x4.sub(v128.load(x + at(c)), splat(top)), shift), columns - c);
  }
}

export function softmaxes(P: i32, logP: i32, a: i32, rows: i32, columns: i32): void {
  if (columns <= NARROW)
    return narrow(P, logP, a, firstRow(rows, columns), lastRow(rows, columns), columns, true, true);
  softmax(P, a, rows, columns, 1);
  logSoftmax(logP, a, rows, columns);
}
