/* How many products each number of a tensor adds up: read off the calls of one turn that made it. */
import { MAP, type Pointer, REDUCE, ZIP } from '../kernels/kernels.ts';
import { type Call, writtenBy } from '../kernels/record.ts';

/** Of what the call at `last` writes; calls before `from` are another turn's. 1: it is no sum, or its numbers are sums of
    unequally many. */
export function summed(calls: readonly Call[], last: number, from: number): number {
  const { op, args } = calls[last]!;
  const behind = (pointer: Pointer) => {
    for (let at = last - 1; at >= from; at--)
      if (writtenBy(calls[at]!).includes(pointer)) return summed(calls, at, from);
    return 1;
  };
  const [, first = 0, second, third, fourth = 1, fifth = 1] = args;
  if (op === 'matmul') return fifth;
  if (op === 'reduce') return second === REDUCE.sum ? fourth * behind(first) : 1;
  if (op === 'move' || (op === 'map' && second === MAP.negative)) return behind(first);
  if (op === 'zip' && (third === ZIP.multiply || third === ZIP.divide)) return behind(first);
  return 1;
}
