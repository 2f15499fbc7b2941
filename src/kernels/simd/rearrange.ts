/* Numbers that only move: copies, transpositions, rows by index, triangles, and the windows of convolution. */
import { at, copy, first, firstRow, last, lastRow, splat, storeFirst, thread } from './vector';

export function move(out: i32, a: i32, size: i32, layout: i32): void {
  if (layout == 0) {
    const from = first(size);
    copy(at(out + from), at(a + from), last(size) - from);
    return;
  }
  const rank = load<i32>(at(layout));
  const lengths = at(layout + 1), outSteps = at(layout + 1 + rank), aSteps = at(layout + 1 + 2 * rank);
  const toStart = out + load<i32>(at(layout + 1 + 3 * rank)), fromStart = a + load<i32>(at(layout + 2 + 3 * rank));
  if (rank == 0) {
    if (thread == 0) store<f32>(at(toStart), load<f32>(at(fromStart)));
    return;
  }
  const width = load<i32>(at(layout + rank));
  const outStep = load<i32>(at(layout + 2 * rank)), aStep = load<i32>(at(layout + 3 * rank));
  const rows = width ? size / width : 0;
  const end = lastRow(rows, width);
  for (let r = firstRow(rows, width); r < end; r++) {
    let rest = r, to = toStart, from = fromStart;
    for (let axis = rank - 2; axis >= 0; axis--) {
      const length = load<i32>(lengths + ((axis as usize) << 2));
      const place = rest % length;
      rest /= length;
      to += place * load<i32>(outSteps + ((axis as usize) << 2));
      from += place * load<i32>(aSteps + ((axis as usize) << 2));
    }
    if (outStep == 1 && aStep == 1) copy(at(to), at(from), width);
    else if (outStep == 1 && aStep == 0) {
      const x = v128.load32_splat(at(from));
      for (let i = 0; i < width; i += 4) storeFirst(at(to + i), x, width - i);
    } else
      for (let i = 0; i < width; i++, to += outStep, from += aStep) store<f32>(at(to), load<f32>(at(from)));
  }
}

export function gather(out: i32, table: i32, index: i32, rows: i32, columns: i32): void {
  const end = lastRow(rows, columns);
  for (let r = firstRow(rows, columns); r < end; r++) {
    const row = load<f32>(at(index + r)) as i32;
    if (columns == 1) store<f32>(at(out + r), load<f32>(at(table + row)));
    else if (columns == 2) store<u64>(at(out + 2 * r), load<u64>(at(table + 2 * row)));
    else copy(at(out + r * columns), at(table + row * columns), columns);
  }
}

/** Shared by columns: rows may meet in the table. */
export function scatterAdd(out: i32, d: i32, index: i32, rows: i32, columns: i32, tableRows: i32): void {
  const lines = (columns + 15) >> 4;
  const begin = firstRow(lines, rows * 16) << 4, end = min(columns, lastRow(lines, rows * 16) << 4);
  const width = end - begin;
  if (width <= 0) return;
  for (let r = 0; r < tableRows; r++)
    for (let c = 0; c < width; c += 4) storeFirst(at(out + r * columns + begin + c), splat(0), width - c);
  for (let r = 0; r < rows; r++) {
    const to = out + (load<f32>(at(index + r)) as i32) * columns + begin, from = d + r * columns + begin;
    for (let c = 0; c < width; c += 4)
      storeFirst(at(to + c), f32x4.add(v128.load(at(to + c)), v128.load(at(from + c))), width - c);
  }
}

export function pick(out: i32, a: i32, index: i32, rows: i32, columns: i32): void {
  const end = last(rows);
  for (let r = first(rows); r < end; r++)
    store<f32>(at(out + r), load<f32>(at(a + r * columns + (load<f32>(at(index + r)) as i32))));
}

export function oneHot(out: i32, index: i32, rows: i32, columns: i32): void {
  const end = lastRow(rows, columns);
  for (let r = firstRow(rows, columns); r < end; r++) {
    for (let c = 0; c < columns; c += 4) storeFirst(at(out + r * columns + c), splat(0), columns - c);
    store<f32>(at(out + r * columns + (load<f32>(at(index + r)) as i32)), 1);
  }
}

export function tril(out: i32, a: i32, above: i32, count: i32, rows: i32, columns: i32): void {
  const outside = v128.load32_splat(at(above));
  const all = count * rows, end = lastRow(all, columns);
  for (let r = firstRow(all, columns); r < end; r++) {
    const to = out + r * columns, kept = min(columns, (r % rows) + 1);
    copy(at(to), at(a + r * columns), kept);
    for (let c = kept; c < columns; c += 4) storeFirst(at(to + c), outside, columns - c);
  }
}

@inline
function entry(layout: i32, i: i32): i32 {
  return load<i32>(at(layout + i));
}

export function unfold(out: i32, a: i32, outside: i32, layout: i32): void {
  const C = entry(layout, 1), H = entry(layout, 2), W = entry(layout, 3), h = entry(layout, 4), w = entry(layout, 5);
  const kh = entry(layout, 6), kw = entry(layout, 7), strideH = entry(layout, 8), strideW = entry(layout, 9);
  const paddingH = entry(layout, 10), paddingW = entry(layout, 11);
  const around = load<f32>(at(outside));
  const places = entry(layout, 0) * h * w, width = C * kh * kw;
  const end = lastRow(places, width);
  for (let place = firstRow(places, width); place < end; place++) {
    const x0 = (place % w) * strideW - paddingW, y0 = ((place / w) % h) * strideH - paddingH;
    let to = at(out + place * width);
    const picture = a + (place / (w * h)) * C * H * W;
    for (let c = 0; c < C; c++)
      for (let y = y0; y < y0 + kh; y++) {
        const row = at(picture + (c * H + y) * W);
        const within = y >= 0 && y < H;
        for (let x = x0; x < x0 + kw; x++, to += 4)
          store<f32>(to, within && x >= 0 && x < W ? load<f32>(row + ((x as usize) << 2)) : around);
      }
  }
}

/** Shared by planes: each is summed by one thread, window by window in order. */
export function fold(out: i32, d: i32, layout: i32): void {
  const C = entry(layout, 1), H = entry(layout, 2), W = entry(layout, 3), h = entry(layout, 4), w = entry(layout, 5);
  const kh = entry(layout, 6), kw = entry(layout, 7), strideH = entry(layout, 8), strideW = entry(layout, 9);
  const paddingH = entry(layout, 10), paddingW = entry(layout, 11);
  const planes = entry(layout, 0) * C, width = C * kh * kw;
  const end = lastRow(planes, h * w * kh * kw);
  for (let plane = firstRow(planes, h * w * kh * kw); plane < end; plane++) {
    const to = out + plane * H * W;
    memory.fill(at(to), 0, at(H * W));
    const from = d + (plane / C) * h * w * width + (plane % C) * kh * kw;
    for (let i = 0; i < h; i++)
      for (let j = 0; j < w; j++) {
        let seen = at(from + (i * w + j) * width);
        const x0 = j * strideW - paddingW, y0 = i * strideH - paddingH;
        for (let y = y0; y < y0 + kh; y++) {
          const within = y >= 0 && y < H;
          for (let x = x0; x < x0 + kw; x++, seen += 4)
            if (within && x >= 0 && x < W) {
              const cell = at(to + y * W + x);
              store<f32>(cell, load<f32>(cell) + load<f32>(seen));
            }
        }
      }
  }
}
