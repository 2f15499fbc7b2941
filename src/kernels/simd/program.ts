/* A recording carried out without JavaScript: for each call the place of its name in USES, then its integers. Several
   threads carry out the same program on one memory, each its share of every call, and wait for one another between. */
import { fill, finite, gate, map, mask, zip } from './elementwise';
import { matmul, matmulAdd } from './matmul';
import { fold, gather, move, oneHot, pick, scatterAdd, tril, unfold } from './rearrange';
import { logSoftmax, reduce, softmax, softmaxes, softmaxGradient } from './reduce';
import { update } from './update';
import { at, setThread, threads } from './vector';

let p: usize = 0;
@inline
function next(): i32 {
  const word = load<i32>(p);
  p += 4;
  return word;
}

/* The first words of the memory, each in a line of the cache of its own: how many threads have come to the barrier, how
   often it has opened; how many helpers are there, how many programs were begun, and the last of them. */
const COME: usize = 0;
const OPENED: usize = 64;
const HELPERS: usize = 128;
const BEGUN: usize = 192;
const PROGRAM: usize = 256;
/** Looks at a word before a thread goes to sleep: about as long as waking takes. */
const PATIENCE: i32 = 20000;

/** Returns when the word is no longer `value`. */
function change(word: usize, value: i32): void {
  for (let i = 0; i < PATIENCE; i++) if (atomic.load<i32>(word) != value) return;
  while (atomic.load<i32>(word) == value) atomic.wait<i32>(word, value, -1);
}

/** Goes on when all threads have come. */
function barrier(): void {
  const opened = atomic.load<i32>(OPENED);
  if (atomic.add<i32>(COME, 1) + 1 < threads) return change(OPENED, opened);
  atomic.store<i32>(COME, 0);
  atomic.add<i32>(OPENED, 1);
  atomic.notify(OPENED, threads);
}

/** How many helpers wait for programs. */
export function helpers(): i32 {
  return isDefined(SHARED) ? atomic.load<i32>(HELPERS) : 0;
}

/** A helper's life: carries out its share of every program. Never returns. */
export function help(own: i32, all: i32): void {
  if (!isDefined(SHARED)) return;
  setThread(own, all);
  let begun = atomic.load<i32>(BEGUN);
  atomic.add<i32>(HELPERS, 1);
  while (true) {
    change(BEGUN, begun);
    begun++;
    run(load<i32>(PROGRAM), load<i32>(PROGRAM, 4));
  }
}

/** `run` by this thread and the helpers, `all` in number. */
export function runTogether(program: i32, end: i32, all: i32): void {
  setThread(0, all);
  store<i32>(PROGRAM, program);
  store<i32>(PROGRAM, end, 4);
  if (isDefined(SHARED)) {
    atomic.add<i32>(BEGUN, 1);
    atomic.notify(BEGUN, all);
  }
  run(program, end);
  setThread(0, 1);
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
      case 21: softmaxes(next(), next(), next(), next(), next()); break;
      default: unreachable();
    }
    if (isDefined(SHARED)) if (threads > 1) barrier();
  }
}
