/* map, zip and what stands for both. Whole vectors are written into a tensor's room beyond its last number; where rows
   of another tensor's numbers would follow, only what belongs there. */
import { exp, expm1, log, log1p, normal, positive, relu, sigmoid, sign, tanh, trouble } from './functions';
import { at, first, firstRow, lanes, last, lastRow, splat, storeFirst, thread } from './vector';

@inline
function applied(f: i32, x: v128): v128 {
  switch (f) {
    case 0: return f32x4.neg(x);
    case 1: return f32x4.abs(x);
    case 2: return sign(x);
    case 3: return exp(x);
    case 4: return log(x);
    case 5: return f32x4.sqrt(x);
    case 6: return f32x4.mul(x, x);
    case 7: return f32x4.div(splat(1), x);
    case 8: return relu(x);
    case 9: return positive(x);
    case 10: return sigmoid(x);
    case 11: return tanh(x);
    case 12: return expm1(x);
    case 13: return log1p(x);
    default: return normal(x);
  }
}

@inline
function eachOf(f: i32, out: usize, a: usize, end: usize): void {
  for (; out < end; out += 16, a += 16) v128.store(out, applied(f, v128.load(a)));
}

export function map(out: i32, a: i32, f: i32, size: i32): void {
  const from = first(size);
  const to = at(out + from), end = at(out + last(size)), at0 = at(a + from);
  // A loop of its own for each function: the choice is made once.
  switch (f) {
    case 0: return eachOf(0, to, at0, end);
    case 1: return eachOf(1, to, at0, end);
    case 2: return eachOf(2, to, at0, end);
    case 3: return eachOf(3, to, at0, end);
    case 4: return eachOf(4, to, at0, end);
    case 5: return eachOf(5, to, at0, end);
    case 6: return eachOf(6, to, at0, end);
    case 7: return eachOf(7, to, at0, end);
    case 8: return eachOf(8, to, at0, end);
    case 9: return eachOf(9, to, at0, end);
    case 10: return eachOf(10, to, at0, end);
    case 11: return eachOf(11, to, at0, end);
    case 12: return eachOf(12, to, at0, end);
    case 13: return eachOf(13, to, at0, end);
    default: return eachOf(14, to, at0, end);
  }
}

@inline
function combined(f: i32, x: v128, y: v128): v128 {
  switch (f) {
    case 0: return f32x4.add(x, y);
    case 1: return f32x4.sub(x, y);
    case 2: return f32x4.mul(x, y);
    case 3: return f32x4.div(x, y);
    case 4: return f32x4.max(x, y);
    default: return f32x4.min(x, y);
  }
}

/** A row of `count` results from operands that go on (step 1), stay (step 0), or are strewn. */
@inline
function row(f: i32, out: usize, a: usize, b: usize, count: i32, aStep: i32, bStep: i32, exact: bool): void {
  const whole = exact ? count & ~3 : (count + 3) & ~3;
  const end = out + ((whole as usize) << 2);
  if (aStep == 1 && bStep == 1) {
    for (; out < end; out += 16, a += 16, b += 16) v128.store(out, combined(f, v128.load(a), v128.load(b)));
    if (exact && count & 3) storeFirst(out, combined(f, v128.load(a), v128.load(b)), count & 3);
  } else if (aStep == 1 && bStep == 0) {
    const y = v128.load32_splat(b);
    for (; out < end; out += 16, a += 16) v128.store(out, combined(f, v128.load(a), y));
    if (exact && count & 3) storeFirst(out, combined(f, v128.load(a), y), count & 3);
  } else if (aStep == 0 && bStep == 1) {
    const x = v128.load32_splat(a);
    for (; out < end; out += 16, b += 16) v128.store(out, combined(f, x, v128.load(b)));
    if (exact && count & 3) storeFirst(out, combined(f, x, v128.load(b)), count & 3);
  } else {
    const aBytes = at(aStep), bBytes = at(bStep);
    for (let i = 0; i < count; i++, out += 4, a += aBytes, b += bBytes)
      v128.store32_lane(out, combined(f, v128.load32_splat(a), v128.load32_splat(b)), 0);
  }
}

/** Whether the strides from `list` on are those of a whole tensor of these lengths (1), all 0 (0), or neither (−1). */
function kind(lengths: usize, list: usize, rank: i32): i32 {
  let expected = 1, dense = true, single = true;
  for (let axis = rank - 1; axis >= 0; axis--) {
    const length = load<i32>(lengths + ((axis as usize) << 2));
    const stride = load<i32>(list + ((axis as usize) << 2));
    if (length != 1) {
      dense = dense && stride == expected;
      single = single && stride == 0;
    }
    expected *= length;
  }
  return single ? 0 : dense ? 1 : -1;
}

@inline
function zipped(f: i32, out: i32, a: i32, b: i32, size: i32, layout: i32): void {
  if (layout == 0) {
    const from = first(size);
    row(f, at(out + from), at(a + from), at(b + from), last(size) - from, 1, 1, false);
    return;
  }
  const rank = load<i32>(at(layout));
  const lengths = at(layout + 1), aSteps = at(layout + 1 + rank), bSteps = at(layout + 1 + 2 * rank);
  const aKind = kind(lengths, aSteps, rank), bKind = kind(lengths, bSteps, rank);
  if (aKind >= 0 && bKind >= 0) {
    const from = first(size);
    row(f, at(out + from), at(a + from * aKind), at(b + from * bKind), last(size) - from, aKind, bKind, false);
    return;
  }
  const width = load<i32>(at(layout + rank));
  const aStep = load<i32>(at(layout + 2 * rank)), bStep = load<i32>(at(layout + 3 * rank));
  const rows = width ? size / width : 0;
  const end = lastRow(rows, width);
  for (let r = firstRow(rows, width); r < end; r++) {
    let rest = r, x = a, y = b;
    for (let axis = rank - 2; axis >= 0; axis--) {
      const length = load<i32>(lengths + ((axis as usize) << 2));
      const place = rest % length;
      rest /= length;
      x += place * load<i32>(aSteps + ((axis as usize) << 2));
      y += place * load<i32>(bSteps + ((axis as usize) << 2));
    }
    row(f, at(out + r * width), at(x), at(y), width, aStep, bStep, true);
  }
}

export function zip(out: i32, a: i32, b: i32, f: i32, size: i32, layout: i32): void {
  switch (f) {
    case 0: return zipped(0, out, a, b, size, layout);
    case 1: return zipped(1, out, a, b, size, layout);
    case 2: return zipped(2, out, a, b, size, layout);
    case 3: return zipped(3, out, a, b, size, layout);
    case 4: return zipped(4, out, a, b, size, layout);
    default: return zipped(5, out, a, b, size, layout);
  }
}

/** `gate`; with `looks` has a bit set where one of these numbers of a is not finite. What is written there does not matter
    then, since the step is thrown away: so the look costs no more than what keeps NaN otherwise. */
@inline
function gated(out: i32, d: i32, a: i32, size: i32, looks: bool): v128 {
  const from = first(size), end = last(size);
  const whole = at(out + (end & ~3)), stop = at(out + end);
  let found = splat(0), to = at(out + from), x = at(d + from), y = at(a + from);
  for (; to < whole; to += 16, x += 16, y += 16) {
    const z = v128.load(y);
    if (looks) found = v128.or(found, trouble(z));
    v128.store(to, f32x4.mul(v128.load(x), looks ? v128.and(f32x4.gt(z, splat(0)), splat(1)) : positive(z)));
  }
  if (to < stop) {
    const z = v128.load(y);
    if (looks) found = v128.or(found, v128.and(lanes(end & 3), trouble(z)));
    v128.store(to, f32x4.mul(v128.load(x), looks ? v128.and(f32x4.gt(z, splat(0)), splat(1)) : positive(z)));
  }
  return found;
}

export function gate(out: i32, d: i32, a: i32, size: i32): void {
  gated(out, d, a, size, false);
}

export function gateFinite(flag: i32, out: i32, d: i32, a: i32, size: i32): void {
  if (v128.any_true(gated(out, d, a, size, true))) store<f32>(at(flag), NaN);
}

/** Has a bit set where one of these numbers is not finite. */
@inline
export function troubles(a: i32, size: i32): v128 {
  let x = at(a), rest = size;
  let s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
  for (; rest >= 16; rest -= 16, x += 64) {
    s0 = v128.or(s0, trouble(v128.load(x)));
    s1 = v128.or(s1, trouble(v128.load(x, 16)));
    s2 = v128.or(s2, trouble(v128.load(x, 32)));
    s3 = v128.or(s3, trouble(v128.load(x, 48)));
  }
  for (; rest > 0; rest -= 4, x += 16) s0 = v128.or(s0, v128.and(lanes(rest), trouble(v128.load(x))));
  return v128.or(v128.or(s0, s1), v128.or(s2, s3));
}

export function finite(flag: i32, a: i32, size: i32): void {
  // A look is too short to be shared.
  if (thread == 0 && v128.any_true(troubles(a, size))) store<f32>(at(flag), NaN);
}

export function fill(out: i32, value: i32, size: i32): void {
  const x = v128.load32_splat(at(value));
  const end = at(out + last(size));
  for (let to = at(out + first(size)); to < end; to += 16) v128.store(to, x);
}

/** A 32-bit finaliser (Murmur3's): every bit of the input moves half the bits of the result. */
function scramble(x: i32): i32 {
  let h = x ^ (x >>> 16);
  h *= 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}
@inline
function scramble4(x: v128): v128 {
  let h = v128.xor(x, i32x4.shr_u(x, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

export function mask(out: i32, p: i32, state: i32, node: i32, size: i32): void {
  // Compared as 32-bit integers: x/2³² < p where x < ⌈p·2³²⌉.
  const bound = Math.ceil((load<f32>(at(p)) as f64) * 4294967296) as i64;
  const seed = (load<f32>(at(state)) as i64) + ((load<f32>(at(state), 4) as i64) << 16);
  const step = (load<f32>(at(state), 8) as i64) + ((load<f32>(at(state), 12) as i64) << 20);
  const key = scramble(scramble(scramble(seed as i32) ^ node) ^ (step as i32));
  const from = first(size), end = last(size);
  let places = i32x4.add(i32x4.splat(from), i32x4(0, 1, 2, 3));
  const all = bound >= 4294967296;
  const limit = i32x4.splat(bound as i32);
  for (let i = from; i < end; i += 4) {
    const x = scramble4(v128.xor(i32x4.splat(key), places));
    const kept = all ? i32x4.splat(0) : i32x4.ge_u(x, limit);
    v128.store(at(out + i), v128.and(kept, splat(1)));
    places = i32x4.add(places, i32x4.splat(4));
  }
}
