/* Which tensors to look at so that no number that is not finite is overlooked. NaN and ∞ spread through sums and
   products, so only those tensors need a look whose readers might swallow one: exp(−∞) is 0, −∞ under a ReLU is 0. */
import { type Kernels, MAP, type Pointer, REDUCE, ZIP } from './kernels.ts';
import { type Call, writtenBy } from './record.ts';

/** Elementwise functions that give NaN or ∞ wherever they are given one. */
const maps: ReadonlySet<number> = new Set([MAP.negative, MAP.absolute, MAP.square, MAP.sqrt, MAP.log, MAP.log1p]);
const zips: ReadonlySet<number> = new Set([ZIP.add, ZIP.subtract, ZIP.multiply]);

/** The operands of a call from each of whose numbers NaN or ∞ is sure to reach the call's result. */
const spreading: { readonly [Name in keyof Kernels]?: (args: readonly number[]) => readonly Pointer[] } = {
  matmul: ([, a, b, , m, , n]) => (m! > 0 && n! > 0 ? [a!, b!] : []),
  zip: ([, a, b, f]) => (zips.has(f!) ? [a!, b!] : f === ZIP.divide ? [a!] : []),
  map: ([, a, f]) => (maps.has(f!) ? [a!] : []),
  reduce: ([, a, f]) => (f === REDUCE.sum ? [a!] : []),
  scatterAdd: ([, d]) => [d!],
  softmaxGradient: ([, A, dA]) => [A!, dA!],
  logSoftmax: ([, a]) => [a!],
  update: ([, dW]) => [dW!],
};

/** Those of the tensors `watched` that must be looked at so that all of them are finite if these are. */
export function sentinels(calls: readonly Call[], watched: ReadonlySet<Pointer>): Set<Pointer> {
  const seen = new Set<Pointer>();
  for (const call of calls.toReversed())
    if (writtenBy(call).some((pointer) => watched.has(pointer) || seen.has(pointer)))
      for (const pointer of spreading[call.op]?.(call.args) ?? []) seen.add(pointer);
  return new Set([...watched].filter((pointer) => !seen.has(pointer)));
}
