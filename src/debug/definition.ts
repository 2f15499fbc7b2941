/* What one number that a kernel call writes is made of: cells of what the call reads. The one place that knows how
   kernels map cells to cells; nodes need no code of their own, for all that they compute is such calls. */
import type { Memory } from '../kernels/device.ts';
import { type Kernels, MAP, type Pointer, REDUCE, ZIP } from '../kernels/kernels.ts';
import type { Call } from '../kernels/record.ts';

/** One number of a tensor, counted from its first. */
export interface Cell {
  readonly pointer: Pointer;
  readonly index: number;
}

/** ± the product of cells, divided by one. */
export interface Product {
  readonly sign: 1 | -1;
  readonly cells: readonly Cell[];
  readonly over?: Cell;
}

/** A sum of products; or a function that is no sum, by its name, of the cells that it depends on. */
export type Definition =
  | { readonly products: readonly Product[] }
  | { readonly name: string; readonly cells: readonly Cell[] };

const cell = (pointer: Pointer | undefined, index: number): Cell => ({ pointer: pointer!, index });
const sum = (products: readonly (readonly Cell[])[]): Definition => ({
  products: products.map((cells) => ({ sign: 1, cells })),
});
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const named = (codes: Readonly<Record<string, number>>, code: number | undefined) =>
  Object.entries(codes).find(([, value]) => value === code)?.[0] ?? '';

/** What cell `index` of the call's result is; undefined where the call does not write it. */
export function definition(memory: Memory, { op, args }: Call, index: number): Definition | undefined {
  return definitions[op]?.(memory, args as Args, index);
}

type Args = [number, ...number[]];
type Define = (memory: Memory, args: Args, index: number) => Definition | undefined;

const definitions: { readonly [Name in keyof Kernels]?: Define } = {
  matmul(_, [, a, b, , m, k, n, transposeA, transposeB], index) {
    const [matrix, within] = [Math.floor(index / (m! * n!)), index % (m! * n!)];
    const [i, j] = [Math.floor(within / n!), within % n!];
    const left = (l: number) => matrix * m! * k! + (transposeA ? l * m! + i : i * k! + l);
    const right = (l: number) => matrix * k! * n! + (transposeB ? j * k! + l : l * n! + j);
    return sum(range(k!).map((l) => [cell(a, left(l)), cell(b, right(l))]));
  },
  zip({ integers }, [, a, b, f, , layout], index) {
    const [x, y] = layout === 0 ? [index, index] : offsets(integers, layout!, index);
    const [left, right] = [cell(a, x), cell(b, y)];
    switch (f) {
      case ZIP.add:
        return sum([[left], [right]]);
      case ZIP.subtract:
        return {
          products: [
            { sign: 1, cells: [left] },
            { sign: -1, cells: [right] },
          ],
        };
      case ZIP.multiply:
        return sum([[left, right]]);
      case ZIP.divide:
        return { products: [{ sign: 1, cells: [left], over: right }] };
      default:
        return { name: named(ZIP, f), cells: [left, right] };
    }
  },
  map(_, [, a, f], index) {
    const of = cell(a, index);
    if (f === MAP.negative) return { products: [{ sign: -1, cells: [of] }] };
    if (f === MAP.square) return sum([[of, of]]);
    return { name: named(MAP, f), cells: [of] };
  },
  reduce(_, [, a, f, , n, inner], index) {
    const start = Math.floor(index / inner!) * n! * inner! + (index % inner!);
    const cells = range(n!).map((l) => cell(a, start + l * inner!));
    return f === REDUCE.sum ? sum(cells.map((each) => [each])) : { name: named(REDUCE, f), cells };
  },
  move(memory, [, a, size, layout], index) {
    if (layout === 0) return index < size! ? sum([[cell(a, index)]]) : undefined;
    const from = moved(memory, layout!, size!).get(index);
    return from === undefined ? undefined : sum([[cell(a, from)]]);
  },
  fill: (_, [, value]) => sum([[cell(value, 0)]]),
  gather({ data }, [, table, index, , columns], at) {
    const row = data[index! + Math.floor(at / columns!)]!;
    return sum([[cell(table, row * columns! + (at % columns!))]]);
  },
  scatterAdd({ data }, [, d, index, rows, columns], at) {
    const [row, column] = [Math.floor(at / columns!), at % columns!];
    const sent = range(rows!).filter((r) => data[index! + r] === row);
    return sum(sent.map((r) => [cell(d, r * columns! + column)]));
  },
  pick: ({ data }, [, a, index, , columns], row) => sum([[cell(a, row * columns! + data[index! + row]!)]]),
  oneHot: (_, [, index, , columns], at) => ({ name: 'onehot', cells: [cell(index, Math.floor(at / columns!))] }),
  softmax: (_, [, a, , n, inner], index) => ({ name: 'softmax', cells: along(a!, n!, inner!, index) }),
  softmaxGradient(_, [, A, dA, , n, inner], index) {
    const own = cell(A, index);
    const others = along(dA!, n!, inner!, index).map((d) => ({
      sign: -1 as const,
      cells: [own, cell(A, d.index), d],
    }));
    return { products: [{ sign: 1, cells: [own, cell(dA, index)] }, ...others] };
  },
  logSoftmax: (_, [, a, , columns], index) => ({ name: 'log softmax', cells: along(a!, columns!, 1, index) }),
  tril(_, [, a, above, , rows, columns], index) {
    const [i, j] = [Math.floor(index / columns!) % rows!, index % columns!];
    return sum([[j > i ? cell(above, 0) : cell(a, index)]]);
  },
  unfold({ integers }, [, a, outside, layout], index) {
    const place = pixel(integers, layout!, index);
    return sum([[place === undefined ? cell(outside, 0) : cell(a, place)]]);
  },
  fold: ({ integers }, [, d, layout], index) => sum(seenBy(integers, layout!, index).map((place) => [cell(d, place)])),
  mask: () => ({ name: 'random', cells: [] }),
};

/** The cells along the middle axis of [outer, n, inner] on which `index` lies. */
function along(pointer: Pointer, n: number, inner: number, index: number): Cell[] {
  const start = Math.floor(index / (n * inner)) * n * inner + (index % inner);
  return range(n).map((l) => cell(pointer, start + l * inner));
}

/** `index` as digits to these bases, the last place first; what is left over comes last. */
function digits(index: number, bases: readonly number[]): [number, number, number, number, number, number] {
  let rest = index;
  const found = bases.map((base) => {
    const digit = rest % base;
    rest = Math.floor(rest / base);
    return digit;
  });
  return [...found, rest] as never;
}

function twelve(integers: Memory['integers'], layout: number) {
  type Six = [number, number, number, number, number, number];
  return Array.from(integers.subarray(layout, layout + 12)) as [...Six, ...Six];
}

/** Where the operands of number `index` lie: layout [rank, …lengths, …strides, …strides]. */
function offsets(integers: Memory['integers'], layout: number, index: number): [number, number] {
  const rank = integers[layout]!;
  let [rest, x, y] = [index, 0, 0];
  for (let axis = rank - 1; axis >= 0; axis--) {
    const length = integers[layout + 1 + axis]!;
    x += (rest % length) * integers[layout + 1 + rank + axis]!;
    y += (rest % length) * integers[layout + 1 + 2 * rank + axis]!;
    rest = Math.floor(rest / length);
  }
  return [x, y];
}

/** For each place that a move writes, the place that it reads. */
function moved(memory: Memory, layout: number, size: number): ReadonlyMap<number, number> {
  return remembered(memory, `move ${layout} ${size}`, () => {
    const { integers } = memory;
    const rank = integers[layout]!;
    const [outOffset, offset] = [integers[layout + 1 + 3 * rank]!, integers[layout + 2 + 3 * rank]!];
    return new Map(
      range(size).map((i) => {
        const [to, from] = offsets(integers, layout, i);
        return [outOffset + to, offset + from];
      }),
    );
  });
}

/** For each place of an operand, the places of the result that a layout makes of it. */
type Inverse = ReadonlyMap<number, readonly number[]>;
function turnedRound(pairs: Iterable<readonly [out: number, read: number]>): Inverse {
  const found = new Map<number, number[]>();
  for (const [out, read] of pairs) {
    const known = found.get(read);
    if (known) known.push(out);
    else found.set(read, [out]);
  }
  return found;
}

const memories = new WeakMap<Memory, Map<string, unknown>>();
/** What follows from a layout alone is worked out once: layouts stay as they are. */
function remembered<T>(memory: Memory, key: string, make: () => T): T {
  const known = memories.get(memory) ?? new Map<string, unknown>();
  memories.set(memory, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

/** The cells of a call's result that depend on cell `index` of its operand at `pointer`: `definition` turned round. */
export function dependents(memory: Memory, call: Call, pointer: Pointer, index: number): readonly number[] {
  return followers[call.op]?.(memory, call.args as Args, pointer, index) ?? searched(memory, call, pointer, index);
}

/** The same by a look at every cell of the result. */
export function searched(memory: Memory, call: Call, pointer: Pointer, index: number): readonly number[] {
  return outputs(memory, call).filter((at) => {
    const made = definition(memory, call, at);
    const cells = made && ('products' in made ? made.products.flatMap(operandsOf) : made.cells);
    return cells?.some((each) => each.pointer === pointer && each.index === index);
  });
}

const places = (line: readonly Cell[]) => line.map(({ index }) => index);
/** Of the calls that are many or large, without that look; undefined where there is no quick way. */
const followers: {
  readonly [Name in keyof Kernels]?: (
    memory: Memory,
    args: Args,
    pointer: Pointer,
    index: number,
  ) => readonly number[] | undefined;
} = {
  matmul(_, [, a, b, , m, k, n, transposeA, transposeB], pointer, index) {
    const found: number[] = [];
    if (pointer === a) {
      const [matrix, at] = [Math.floor(index / (m! * k!)), index % (m! * k!)];
      const i = transposeA ? at % m! : Math.floor(at / k!);
      for (let j = 0; j < n!; j++) found.push((matrix * m! + i) * n! + j);
    }
    if (pointer === b) {
      const [matrix, at] = [Math.floor(index / (k! * n!)), index % (k! * n!)];
      const j = transposeB ? Math.floor(at / k!) : at % n!;
      for (let i = 0; i < m!; i++) found.push((matrix * m! + i) * n! + j);
    }
    return found;
  },
  map: (_, __, ___, index) => [index],
  zip(memory, [, a, b, , size, layout], pointer, index) {
    if (layout === 0) return [index];
    const inverse = (operand: 0 | 1) =>
      remembered(memory, `zip ${operand} ${layout} ${size}`, () =>
        turnedRound(range(size!).map((at) => [at, offsets(memory.integers, layout!, at)[operand]] as const)),
      ).get(index) ?? [];
    return [...(pointer === a ? inverse(0) : []), ...(pointer === b ? inverse(1) : [])];
  },
  reduce: (_, [, , , , n, inner], __, index) => [Math.floor(index / (n! * inner!)) * inner! + (index % inner!)],
  move(memory, [, , size, layout], _, index) {
    if (layout === 0) return [index];
    const inverse = remembered(memory, `moved ${layout} ${size}`, () => turnedRound(moved(memory, layout!, size!)));
    return inverse.get(index) ?? [];
  },
  softmax: (_, [, a, , n, inner], __, index) => places(along(a!, n!, inner!, index)),
  softmaxGradient: (_, [, A, , , n, inner], __, index) => places(along(A!, n!, inner!, index)),
  logSoftmax: (_, [, a, , columns], __, index) => places(along(a!, columns!, 1, index)),
  scatterAdd({ data }, [, d, rows, , columns], pointer, index) {
    if (pointer !== d) return undefined;
    return [data[rows! + Math.floor(index / columns!)]! * columns! + (index % columns!)];
  },
  tril(_, [, a, , , rows, columns], pointer, index) {
    if (pointer !== a) return undefined;
    return index % columns! > Math.floor(index / columns!) % rows! ? [] : [index];
  },
  unfold: ({ integers }, [, a, , layout], pointer, index) =>
    pointer === a ? seenBy(integers, layout!, index) : undefined,
  fold({ integers }, [, , layout], _, index) {
    const place = pixel(integers, layout!, index);
    return place === undefined ? [] : [place];
  },
};

/** The places of the unfolded windows that hold pixel `index`. */
function seenBy(integers: Memory['integers'], layout: number, index: number): number[] {
  const [, C, H, W, h, w, kh, kw, strideH, strideW, paddingH, paddingW] = twelve(integers, layout);
  const [x, y, c, n] = digits(index, [W, H, C]);
  const seen: number[] = [];
  for (let u = 0; u < kh; u++)
    for (let v = 0; v < kw; v++) {
      const [i, j] = [(y + paddingH - u) / strideH, (x + paddingW - v) / strideW];
      if (Number.isInteger(i) && i >= 0 && i < h && Number.isInteger(j) && j >= 0 && j < w)
        seen.push(((((n * h + i) * w + j) * C + c) * kh + u) * kw + v);
    }
  return seen;
}

/** The pixel that place `index` of the unfolded windows holds; undefined beyond the rim. */
function pixel(integers: Memory['integers'], layout: number, index: number): number | undefined {
  const [, C, H, W, h, w, kh, kw, strideH, strideW, paddingH, paddingW] = twelve(integers, layout);
  const [v, u, c, j, i, n] = digits(index, [kw, kh, C, w, h]);
  const [y, x] = [i * strideH + u - paddingH, j * strideW + v - paddingW];
  return y >= 0 && y < H && x >= 0 && x < W ? ((n * C + c) * H + y) * W + x : undefined;
}

const operandsOf = ({ cells, over }: Product): readonly Cell[] => (over ? [...cells, over] : cells);

/** The cells that a call writes. */
export function outputs(memory: Memory, { op, args }: Call): number[] {
  const [, , third, fourth, fifth, sixth, seventh] = args as [number, ...number[]];
  switch (op) {
    case 'matmul':
      return range(fourth! * fifth! * seventh!);
    case 'reduce':
      return range(fourth! * sixth!);
    case 'move':
      return fourth === 0 ? range(third!) : [...moved(memory, fourth!, third!).keys()];
    case 'unfold':
    case 'fold': {
      const [N, C, H, W, h, w, kh, kw] = twelve(memory.integers, op === 'unfold' ? fourth! : third!);
      return range(op === 'unfold' ? N * h * w * C * kh * kw : N * C * H * W);
    }
    case 'zip':
      return range(fifth!);
    case 'fill':
      return range(third!);
    case 'gather':
      return range(fourth! * fifth!);
    case 'scatterAdd':
      return range(fifth! * sixth!);
    case 'map':
    case 'pick':
      return range(fourth!);
    case 'oneHot':
    case 'logSoftmax':
      return range(third! * fourth!);
    case 'softmax':
      return range(third! * fourth! * fifth!);
    case 'softmaxGradient':
    case 'tril':
      return range(fourth! * fifth! * sixth!);
    case 'mask':
      return range(fifth!);
    default:
      throw new RangeError(`${op} is in no recording of a pass`);
  }
}
