/* A recording carried out without JavaScript: for each call the place of its name in USES, then its integers. */
import { fill, finite, gate, map, mask, zip } from './elementwise';
import { matmul, matmulAdd } from './matmul';
import { fold, gather, move, oneHot, pick, scatterAdd, tril, unfold } from './rearrange';
import { logSoftmax, reduce, softmax, softmaxGradient } from './reduce';
import { update } from './update';
import { at } from './vector';

let p: usize = 0;
@inline
function next(): i32 {
  const word = load<i32>(p);
  p += 4;
  return word;
}

export function run(program: i32, end: i32): void {
  const stop = at(end);
  p = at(program);
  while (p < stop) {
    switch (next()) {
      case 0: matmul(next(), next(), next(), next(), next(), next(), next(), next(), next()); break;
      case 1: zip(next(), next(), next(), next(), next(), next()); break;
      case 2: map(next(), next(), next(), next()); break;
      case 3: reduce(next(), next(), next(), next(), next(), next()); break;
      case 4: move(next(), next(), next(), next()); break;
      case 5: fill(next(), next(), next()); break;
      case 6: gather(next(), next(), next(), next(), next()); break;
      case 7: scatterAdd(next(), next(), next(), next(), next(), next()); break;
      case 8: pick(next(), next(), next(), next(), next()); break;
      case 9: oneHot(next(), next(), next(), next()); break;
      case 10: softmax(next(), next(), next(), next(), next()); break;
      case 11: softmaxGradient(next(), next(), next(), next(), next(), next()); break;
      case 12: logSoftmax(next(), next(), next(), next()); break;
      case 13: tril(next(), next(), next(), next(), next(), next()); break;
      case 14: unfold(next(), next(), next(), next()); break;
      case 15: fold(next(), next(), next()); break;
      case 16: mask(next(), next(), next(), next(), next()); break;
      case 17: update(next(), next(), next(), next(), next(), next(), next()); break;
      case 18: matmulAdd(next(), next(), next(), next(), next(), next(), next(), next(), next(), next()); break;
      case 19: gate(next(), next(), next(), next()); break;
      case 20: finite(next(), next(), next()); break;
      default: unreachable();
    }
  }
}
