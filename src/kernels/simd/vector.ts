/* What all kernels share: four float32 at a time, and which share of the work is this thread's. Pointers arrive as counts
   of numbers; `at` makes an address of one. */

/** This instance's number among the `threads` that carry out one program. */
export let thread: i32 = 0;
export let threads: i32 = 1;
export function setThread(own: i32, all: i32): void {
  thread = own;
  threads = all;
}

/** Numbers that a tensor's room is a multiple of: shares end at such, so that no two threads write one line of the cache. */
const LINE: i32 = 16;
/** Fewer numbers than this are not worth sharing. */
const LEAST: i32 = 4096;

/** Where this thread's share of `size` numbers begins and ends. */
@inline
export function first(size: i32): i32 {
  return share(size, thread);
}
@inline
export function last(size: i32): i32 {
  return share(size, thread + 1);
}
function share(size: i32, upTo: i32): i32 {
  if (threads == 1 || size < LEAST) return upTo == 0 ? 0 : size;
  const lines = (size + LINE - 1) / LINE;
  return min(size, ((lines * upTo) / threads) * LINE);
}

/** The same of `count` rows of `width` numbers of work each. */
export function firstRow(count: i32, width: i32): i32 {
  return rows(count, width, thread);
}
export function lastRow(count: i32, width: i32): i32 {
  return rows(count, width, thread + 1);
}
function rows(count: i32, width: i32, upTo: i32): i32 {
  if (threads == 1 || (count as i64) * width < LEAST) return upTo == 0 ? 0 : count;
  return (count * upTo) / threads;
}

@inline
export function at(pointer: i32): usize {
  return (pointer as usize) << 2;
}

/** a·b + c: rounded once in the relaxed build where the machine can, twice in the plain one. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** Stores the first `count` of four numbers, 1 to 4. */
@inline
export function storeFirst(to: usize, x: v128, count: i32): void {
  if (count >= 4) v128.store(to, x);
  else {
    v128.store32_lane(to, x, 0);
    if (count > 1) v128.store32_lane(to, x, 1, 4);
    if (count > 2) v128.store32_lane(to, x, 2, 8);
  }
}

/** Ones in the first `count` lanes, 0 to 4 and more. */
@inline
export function lanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** `x` in the first `count` lanes, `other` in the rest. */
@inline
export function keepFirst(x: v128, count: i32, other: v128): v128 {
  return v128.bitselect(x, other, lanes(count));
}

/** Σ of four lanes, in pairs. */
@inline
export function total(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 2) +
    (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  );
}

/** The largest of four lanes; NaN if one is. */
@inline
export function largest(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** Copies `count` numbers; a room may be read beyond its end, never written. */
export function copy(to: usize, from: usize, count: i32): void {
  if (count > 64) {
    memory.copy(to, from, (count as usize) << 2);
    return;
  }
  const whole = to + (((count & ~3) as usize) << 2);
  for (; to < whole; to += 16, from += 16) v128.store(to, v128.load(from));
  if (count & 3) storeFirst(to, v128.load(from), count & 3);
}
