/* Matrix products by tiles of 4 × 8: eight sums of four numbers stay in registers while k runs. Each number of the result
   is summed over k in order, by itself, so that it does not depend on where it lies, on blocks, or on threads. Which
   loads to pack, and that k must not be unrolled, was measured: docs/performance.md. */
import { at, firstRow, lastRow, madd, splat, storeFirst, thread, threads } from './vector';

/* Blocks: k at a time, columns at a time, rows at a time. */
const KC: i32 = 256;
const NC: i32 = 512;
const MC: i32 = 96;
/** Bytes of one thread's packed blocks. */
const A_BYTES: usize = MC * KC * 4;
const B_BYTES: usize = KC * NC * 4;
const SCRATCH: usize = A_BYTES + B_BYTES;
/** B of at most this many bytes is read where it lies. */
const CACHED: i32 = 32768;

/** Numbers at the bottom of the memory that are the kernels' own, for so many threads. */
export function reserved(all: i32): i32 {
  return ((__heap_base + (all as usize) * SCRATCH) >> 2) as i32;
}

/** Where this thread packs, and lays aside what it needs for a moment. */
@inline
export function scratch(): usize {
  return __heap_base + (thread as usize) * SCRATCH;
}

/** How a product begins and ends: what is added when a number is stored. */
@inline
function finish(to: usize, x: v128, count: i32, add: usize): void {
  storeFirst(to, add ? f32x4.add(x, v128.load(add)) : x, count);
}

/** C[0…rows, 0…columns] for up to 4 rows and 8 columns: from its present numbers if `more`, else from 0. A lies `aRow`
    and `aStep` bytes apart, B `bStep`; `add` is 0 or what is added to each row, `addRow` bytes apart. */
function tile(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  k: i32, more: bool, add: usize, addRow: usize, rows: i32, columns: i32,
): void {
  if (rows == 4 && columns > 4) tile4x8(c, cRow, a, aRow, aStep, b, bStep, k, more, add, addRow, columns);
  else if (rows == 4) tile4x4(c, cRow, a, aRow, aStep, b, bStep, k, more, add, addRow, columns);
  else
    for (let r = 0; r < rows; r++) {
      tile1x8(c, a, aStep, b, bStep, k, more, add, columns);
      c += cRow;
      a += aRow;
      if (add) add += addRow;
    }
}

function tile4x8(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  k: i32, more: bool, add: usize, addRow: usize, columns: i32,
): void {
  let s00 = splat(0), s01 = splat(0), s10 = splat(0), s11 = splat(0);
  let s20 = splat(0), s21 = splat(0), s30 = splat(0), s31 = splat(0);
  const c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
  if (more) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16); s30 = v128.load(c3); s31 = v128.load(c3, 16);
  }
  const row2 = aRow + aRow, row3 = row2 + aRow;
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    s00 = madd(a0, b0, s00); s01 = madd(a0, b1, s01);
    const a1 = v128.load32_splat(a + aRow);
    s10 = madd(a1, b0, s10); s11 = madd(a1, b1, s11);
    const a2 = v128.load32_splat(a + row2);
    s20 = madd(a2, b0, s20); s21 = madd(a2, b1, s21);
    const a3 = v128.load32_splat(a + row3);
    s30 = madd(a3, b0, s30); s31 = madd(a3, b1, s31);
    a += aStep;
    b += bStep;
  }
  if (columns == 8) {
    if (add) {
      const add1 = add + addRow, add2 = add1 + addRow, add3 = add2 + addRow;
      s00 = f32x4.add(s00, v128.load(add)); s01 = f32x4.add(s01, v128.load(add, 16));
      s10 = f32x4.add(s10, v128.load(add1)); s11 = f32x4.add(s11, v128.load(add1, 16));
      s20 = f32x4.add(s20, v128.load(add2)); s21 = f32x4.add(s21, v128.load(add2, 16));
      s30 = f32x4.add(s30, v128.load(add3)); s31 = f32x4.add(s31, v128.load(add3, 16));
    }
    v128.store(c, s00); v128.store(c, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
    v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
    return;
  }
  const rest = columns - 4;
  finish(c, s00, 4, add); finish(c + 16, s01, rest, add ? add + 16 : 0);
  if (add) add += addRow;
  finish(c1, s10, 4, add); finish(c1 + 16, s11, rest, add ? add + 16 : 0);
  if (add) add += addRow;
  finish(c2, s20, 4, add); finish(c2 + 16, s21, rest, add ? add + 16 : 0);
  if (add) add += addRow;
  finish(c3, s30, 4, add); finish(c3 + 16, s31, rest, add ? add + 16 : 0);
}

function tile4x4(
  c: usize, cRow: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  k: i32, more: bool, add: usize, addRow: usize, columns: i32,
): void {
  let s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
  const c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
  if (more) {
    s0 = v128.load(c); s1 = v128.load(c1); s2 = v128.load(c2); s3 = v128.load(c3);
  }
  const row2 = aRow + aRow, row3 = row2 + aRow;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    s0 = madd(v128.load32_splat(a), b0, s0);
    s1 = madd(v128.load32_splat(a + aRow), b0, s1);
    s2 = madd(v128.load32_splat(a + row2), b0, s2);
    s3 = madd(v128.load32_splat(a + row3), b0, s3);
    a += aStep;
    b += bStep;
  }
  finish(c, s0, columns, add);
  if (add) add += addRow;
  finish(c1, s1, columns, add);
  if (add) add += addRow;
  finish(c2, s2, columns, add);
  if (add) add += addRow;
  finish(c3, s3, columns, add);
}

function tile1x8(
  c: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, more: bool, add: usize, columns: i32,
): void {
  let s0 = splat(0), s1 = splat(0);
  if (more) {
    s0 = v128.load(c);
    if (columns > 4) s1 = v128.load(c, 16);
  }
  if (columns > 4)
    for (; k > 0; k--) {
      const a0 = v128.load32_splat(a);
      s0 = madd(a0, v128.load(b), s0);
      s1 = madd(a0, v128.load(b, 16), s1);
      a += aStep;
      b += bStep;
    }
  else
    for (; k > 0; k--) {
      s0 = madd(v128.load32_splat(a), v128.load(b), s0);
      a += aStep;
      b += bStep;
    }
  finish(c, s0, min(columns, 4), add);
  if (columns > 4) finish(c + 16, s1, columns - 4, add ? add + 16 : 0);
}

/** Rows of a matrix side by side, transposed in blocks of 4 × 4: to[l][w] = from[w][l] for `width` of `count` rows
    that lie `row` bytes apart; what is missing of `width` is left as it is. */
@inline
function packAcross(to: usize, width: usize, from: usize, row: usize, count: i32, k: i32): void {
  for (let w = 0; w < count; w += 4) {
    const r0 = from + (w as usize) * row;
    const r1 = w + 1 < count ? r0 + row : r0;
    const r2 = w + 2 < count ? r1 + row : r0;
    const r3 = w + 3 < count ? r2 + row : r0;
    let p = to + ((w as usize) << 2);
    let l: usize = 0;
    for (; (l as i32) + 4 <= k; l += 4) {
      const x0 = v128.load(r0 + (l << 2)), x1 = v128.load(r1 + (l << 2));
      const x2 = v128.load(r2 + (l << 2)), x3 = v128.load(r3 + (l << 2));
      const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
      v128.store(p, v128.shuffle<f64>(low01, low23, 0, 2));
      v128.store(p + width, v128.shuffle<f64>(low01, low23, 1, 3));
      v128.store(p + 2 * width, v128.shuffle<f64>(high01, high23, 0, 2));
      v128.store(p + 3 * width, v128.shuffle<f64>(high01, high23, 1, 3));
      p += 4 * width;
    }
    for (; (l as i32) < k; l++, p += width) {
      store<f32>(p, load<f32>(r0 + (l << 2)));
      store<f32>(p, load<f32>(r1 + (l << 2)), 4);
      store<f32>(p, load<f32>(r2 + (l << 2)), 8);
      store<f32>(p, load<f32>(r3 + (l << 2)), 12);
    }
  }
}

/** Panels of 8 columns of B, each [k][8]. */
function packB(to: usize, b: usize, ldb: i32, transposed: bool, k: i32, n: i32): void {
  for (let j = 0; j < n; j += 8, to += (k as usize) << 5) {
    const count = min(8, n - j);
    if (transposed) packAcross(to, 32, b + at(j * ldb), at(ldb), count, k);
    else {
      let from = b + at(j), p = to;
      for (let l = 0; l < k; l++, from += at(ldb), p += 32) {
        v128.store(p, v128.load(from));
        if (count > 4) v128.store(p, v128.load(from, 16), 16);
      }
    }
  }
}

/** Panels of 4 rows of A, each [k][4]. */
function packA(to: usize, a: usize, lda: i32, transposed: bool, m: i32, k: i32): void {
  for (let i = 0; i < m; i += 4, to += (k as usize) << 4) {
    if (!transposed) packAcross(to, 16, a + at(i * lda), at(lda), min(4, m - i), k);
    else {
      let from = a + at(i), p = to;
      for (let l = 0; l < k; l++, from += at(lda), p += 16) v128.store(p, v128.load(from));
    }
  }
}

/** One product, plus `add` (0: nothing; its rows lie `addRow` bytes apart). */
function product(
  c: usize, a: usize, b: usize, add: usize, addRow: usize, m: i32, k: i32, n: i32, transposeA: bool, transposeB: bool,
  n0: i32, n1: i32, m0: i32, m1: i32,
): void {
  const lda = transposeA ? m : k;
  const ldb = transposeB ? k : n;
  const aRow: usize = transposeA ? 4 : at(lda);
  const aStep: usize = transposeA ? at(lda) : 4;
  const cRow = at(n);
  const packedB = scratch();
  const packedA = packedB + B_BYTES;
  // Where B is small and lies in rows, and where its columns end in whole tiles, it is read as it is.
  const readsB = !transposeB && k * n * 4 <= CACHED;
  const readsA = m1 - m0 <= 4 || (k <= KC && (m1 - m0) * k * 4 <= CACHED);
  for (let j0 = n0; j0 < n1; j0 += NC) {
    const columns = min(NC, n1 - j0);
    for (let l0 = 0; l0 == 0 || l0 < k; l0 += KC) {
      const depth = min(KC, k - l0);
      const more = l0 > 0;
      const ends = l0 + depth >= k;
      if (!readsB) packB(packedB, b + at(transposeB ? j0 * ldb + l0 : l0 * ldb + j0), ldb, transposeB, depth, columns);
      for (let i0 = m0; i0 < m1; i0 += MC) {
        const height = min(MC, m1 - i0);
        const aHere = a + at(transposeA ? l0 * lda + i0 : i0 * lda + l0);
        if (!readsA) packA(packedA, aHere, lda, transposeA, height, depth);
        for (let j = 0; j < columns; j += 8) {
          const width = min(8, columns - j);
          const bTile = readsB ? b + at(l0 * n + j0 + j) : packedB + at(j * depth);
          const bStep: usize = readsB ? at(n) : 32;
          for (let i = 0; i < height; i += 4) {
            const to = c + at((i0 + i) * n + j0 + j);
            const plus = add && ends ? add + (i0 + i) * addRow + at(j0 + j) : 0;
            const tall = min(4, height - i);
            if (readsA) tile(to, cRow, aHere + (i as usize) * aRow, aRow, aStep, bTile, bStep, depth, more, plus, addRow, tall, width);
            else tile(to, cRow, packedA + at(i * depth), 4, 16, bTile, bStep, depth, more, plus, addRow, tall, width);
          }
        }
      }
    }
  }
}

/** This thread's share of a product: columns where there are more of them, else rows. */
function shared(
  c: usize, a: usize, b: usize, add: usize, addRow: usize, m: i32, k: i32, n: i32, transposeA: bool, transposeB: bool,
): void {
  const work = max(1, k) * min(m, n);
  if (n >= m) {
    const panels = (n + 15) >> 4;
    const n0 = firstRow(panels, work) << 4, n1 = min(n, lastRow(panels, work) << 4);
    product(c, a, b, add, addRow, m, k, n, transposeA, transposeB, n0, n1, 0, m);
  } else {
    const panels = (m + 3) >> 2;
    const m0 = firstRow(panels, work) << 2, m1 = min(m, lastRow(panels, work) << 2);
    product(c, a, b, add, addRow, m, k, n, transposeA, transposeB, 0, n, m0, m1);
  }
}

export function matmul(
  out: i32, a: i32, b: i32, count: i32, m: i32, k: i32, n: i32, transposeA: i32, transposeB: i32,
): void {
  if (count >= threads && count > 1) {
    const end = lastRow(count, m * k * n);
    for (let c = firstRow(count, m * k * n); c < end; c++)
      product(
        at(out + c * m * n), at(a + c * m * k), at(b + c * k * n), 0, 0,
        m, k, n, transposeA != 0, transposeB != 0, 0, n, 0, m,
      );
    return;
  }
  for (let c = 0; c < count; c++)
    shared(at(out + c * m * n), at(a + c * m * k), at(b + c * k * n), 0, 0, m, k, n, transposeA != 0, transposeB != 0);
}

export function matmulAdd(
  out: i32, a: i32, b: i32, c: i32, m: i32, k: i32, n: i32, transposeA: i32, transposeB: i32, each: i32,
): void {
  shared(at(out), at(a), at(b), at(c), each ? at(n) : 0, m, k, n, transposeA != 0, transposeB != 0);
}
