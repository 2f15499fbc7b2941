/* Fewer calls for the same numbers: what nobody reads is dropped, neighbours are fused. Bit for bit: a fused kernel is
   defined by the plain ones. A call names whole tensors, and within a recording a tensor of an arena is written by one
   call, save for those that change it in place or in part. */
import type { Memory } from './device.ts';
import { MAP, type Pointer, ZIP } from './kernels.ts';
import { type Call, readBy, writtenBy } from './record.ts';

/** Calls that leave the same numbers at every pointer that `lives`. */
export function optimise(memory: Memory, calls: readonly Call[], lives: (pointer: Pointer) => boolean): Call[] {
  return looking(fused(memory, paired(needed(calls, lives)), lives));
}

/** The calls that something reads, in the end or on the way. */
export function needed(calls: readonly Call[], lives: (pointer: Pointer) => boolean): Call[] {
  const wanted = new Set<Pointer>();
  const kept: Call[] = [];
  for (const call of calls.toReversed()) {
    const written = writtenBy(call);
    if (!written.some((pointer) => lives(pointer) || wanted.has(pointer))) continue;
    for (const pointer of written) wanted.delete(pointer);
    for (const pointer of readBy(call)) wanted.add(pointer);
    kept.push(call);
  }
  return kept.reverse();
}

/** The softmax and the log softmax of the same rows, as cross-entropy has them, share their powers. */
function paired(calls: readonly Call[]): readonly Call[] {
  const result: (Call | undefined)[] = [...calls];
  for (const [i, { op, args }] of calls.entries()) {
    const [logP, a, rows, columns] = args as [number, number, number, number];
    if (op !== 'logSoftmax') continue;
    const twin = (call: Call) => call.op === 'softmax' && call.args.slice(1).join() === [a, rows, columns, 1].join();
    const j = calls.findIndex((call, at) => at > i && (twin(call) || writtenBy(call).includes(a)));
    const other = calls[j];
    if (!other || !twin(other)) continue;
    result[i] = { op: 'softmaxes', args: [other.args[0]!, logP, a, rows, columns] };
    result[j] = undefined;
  }
  return result.filter((call) => call !== undefined);
}

/** Where one call makes what only one other reads, and both are one kernel. */
type Rule = (memory: Memory, first: Call, second: Call) => Call | undefined;

/** a·b, then + c: added when a sum is stored, so that no number is loaded again. */
const matmulAdd: Rule = ({ integers }, { op, args }, second) => {
  const [product, a, b, count, m, k, n, transposeA, transposeB] = args as [number, ...number[]];
  const [out, left, right, f, size, layout] = second.args as [number, ...number[]];
  if (op !== 'matmul' || second.op !== 'zip' || f !== ZIP.add || count !== 1 || size !== m! * n!) return undefined;
  if (left === right) return undefined;
  const sizes = [m!, k!, n!, transposeA!, transposeB!];
  const call = (c: number, each: number): Call => ({ op: 'matmulAdd', args: [out, a!, b!, c, ...sizes, each] });
  if (layout === 0) return call(left === product ? right! : left!, 1);
  if (left !== product) return undefined;
  // [rank, …lengths, …strides of the product, …strides of c]: a row of n numbers, the same for every row.
  const rank = integers[layout!]!;
  const [lengths, dense, row] = [0, 1, 2].map((part) =>
    Array.from(integers.subarray(layout! + 1 + part * rank, layout! + 1 + (part + 1) * rank)),
  );
  let stride = 1;
  for (let axis = rank - 1; axis >= 0; axis--) {
    const expected = axis === rank - 1 ? 1 : 0;
    if (lengths![axis]! > 1 && (row![axis] !== expected || dense![axis] !== stride)) return undefined;
    stride *= lengths![axis]!;
  }
  return lengths!.at(-1) === n ? call(right!, 0) : undefined;
};

/** The mask a > 0, then ⊙ d. */
const gate: Rule = (_, { op, args }, second) => {
  const [mask, a, f, size] = args as [number, number, number, number];
  const [out, left, right, g, , layout] = second.args as [number, ...number[]];
  if (op !== 'map' || f !== MAP.positive || second.op !== 'zip' || g !== ZIP.multiply || layout !== 0) return undefined;
  return left === right ? undefined : { op: 'gate', args: [out, left === mask ? right! : left!, a, size] };
};

/** A look at what a gate reads or an update leaves is taken while the numbers are at hand: by itself it would cost more. */
function looking(calls: readonly Call[]): Call[] {
  const result: (Call | undefined)[] = [...calls];
  /** The last call that wrote a tensor, or read it as a gate's decision. */
  const last = new Map<Pointer, number>();
  for (const [i, call] of calls.entries()) {
    if (call.op === 'gate') last.set(call.args[2]!, i);
    for (const pointer of writtenBy(call)) last.set(pointer, i);
    if (call.op !== 'finite') continue;
    const [flag, a, size] = call.args as [number, number, number];
    const holder = result[last.get(a) ?? i];
    const held = holder?.op === 'gate' ? holder.args[2] : holder?.op === 'update' ? holder.args[0] : undefined;
    if (!holder || held !== a || holder.args.at(-1) !== size) continue;
    result[last.get(a)!] = { op: holder.op === 'gate' ? 'gateFinite' : 'updateFinite', args: [flag, ...holder.args] };
    result[i] = undefined;
  }
  return result.filter((call) => call !== undefined);
}

const rules: readonly Rule[] = [matmulAdd, gate];

function fused(memory: Memory, calls: readonly Call[], lives: (pointer: Pointer) => boolean): Call[] {
  const readers = new Map<Pointer, number[]>();
  const writers = new Map<Pointer, number[]>();
  const note = (map: Map<Pointer, number[]>, pointer: Pointer, i: number) => {
    const known = map.get(pointer);
    if (known) known.push(i);
    else map.set(pointer, [i]);
  };
  for (const [i, call] of calls.entries()) {
    for (const pointer of readBy(call)) note(readers, pointer, i);
    for (const pointer of writtenBy(call)) note(writers, pointer, i);
  }
  const result: (Call | undefined)[] = [...calls];
  for (const [i, first] of calls.entries()) {
    const [made] = writtenBy(first);
    if (made === undefined || lives(made) || writers.get(made)?.length !== 1 || readers.get(made)?.length !== 1)
      continue;
    const j = readers.get(made)![0]!;
    const second = calls[j]!;
    if (j < i) continue;
    // The first is carried out later now: what it reads must be as it was.
    const moved = readBy(first).some((pointer) => writers.get(pointer)?.some((writer) => writer > i && writer < j));
    const both = moved ? undefined : rules.map((rule) => rule(memory, first, second)).find(Boolean);
    if (!both || result[j] !== second) continue;
    result[i] = undefined;
    result[j] = both;
  }
  return result.filter((call) => call !== undefined);
}
