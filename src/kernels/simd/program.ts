/* A recording carried out without JavaScript: for each call the place of its name in USES, then its integers. Several
   threads carry out the same program on one memory, each its share of every call, and wait for one another between. */
import { fill, gate, gateFinite, map, mask, troubles, zip } from './elementwise';
import { matmul, matmulAdd } from './matmul';
import { fold, gather, move, oneHot, pick, scatterAdd, tril, unfold } from './rearrange';
import { logSoftmax, reduce, softmax, softmaxes, softmaxGradient } from './reduce';
import { update, updateFinite } from './update';
import { at, setThread, splat, thread, threads } from './vector';

/** Word `i` of the call at `p`. */
@inline
function word(p: usize, i: i32): i32 {
  return load<i32>(p + at(i));
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
    run(load<i32>(PROGRAM), load<i32>(PROGRAM, 4), 0);
  }
}

/** `run` by this thread and the helpers, `all` in number. */
export function runTogether(program: i32, end: i32, flag: i32, all: i32): bool {
  setThread(0, all);
  store<i32>(PROGRAM, program);
  store<i32>(PROGRAM, end, 4);
  if (isDefined(SHARED)) {
    atomic.add<i32>(BEGUN, 1);
    atomic.notify(BEGUN, all);
  }
  const found = run(program, end, flag);
  setThread(0, 1);
  return found;
}

/** `finite`, together with those of the same flag that follow it: short as they are, calling each would cost as much as the
    look itself. Returns where the next call begins. */
function look(p: usize, stop: usize): usize {
  const flag = word(p, 1);
  let found = splat(0);
  for (; p < stop && word(p, 0) == 20 && word(p, 1) == flag; p += at(4))
    if (thread == 0) found = v128.or(found, troubles(word(p, 2), word(p, 3)));
  if (v128.any_true(found)) store<f32>(at(flag), NaN);
  return p;
}

/** Whether the number at `flag`, if there is one, is no longer 0; it is again then. */
export function run(program: i32, end: i32, flag: i32): bool {
  const stop = at(end);
  let p = at(program);
  while (p < stop) {
    switch (word(p, 0)) {
      case 0:
        matmul(
          word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6), word(p, 7), word(p, 8), word(p, 9),
        );
        p += at(10);
        break;
      case 1: zip(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6)); p += at(7); break;
      case 2: map(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 3: reduce(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6)); p += at(7); break;
      case 4: move(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 5: fill(word(p, 1), word(p, 2), word(p, 3)); p += at(4); break;
      case 6: gather(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 7: scatterAdd(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6)); p += at(7); break;
      case 8: pick(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 9: oneHot(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 10: softmax(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 11: softmaxGradient(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6)); p += at(7); break;
      case 12: logSoftmax(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 13: tril(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6)); p += at(7); break;
      case 14: unfold(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 15: fold(word(p, 1), word(p, 2), word(p, 3)); p += at(4); break;
      case 16: mask(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 17:
        update(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6), word(p, 7));
        p += at(8);
        break;
      case 18:
        matmulAdd(
          word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5),
          word(p, 6), word(p, 7), word(p, 8), word(p, 9), word(p, 10),
        );
        p += at(11);
        break;
      case 19: gate(word(p, 1), word(p, 2), word(p, 3), word(p, 4)); p += at(5); break;
      case 20: p = look(p, stop); break;
      case 21: softmaxes(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 22: gateFinite(word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5)); p += at(6); break;
      case 23:
        updateFinite(
          word(p, 1), word(p, 2), word(p, 3), word(p, 4), word(p, 5), word(p, 6), word(p, 7), word(p, 8),
        );
        p += at(9);
        break;
      default: unreachable();
    }
    if (isDefined(SHARED)) if (threads > 1) barrier();
  }
  if (flag == 0 || load<f32>(at(flag)) == 0) return false;
  store<f32>(at(flag), 0);
  return true;
}
