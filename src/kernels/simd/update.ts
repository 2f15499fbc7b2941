/* The optimisers, as updates.ts beside the reference kernels has them: four numbers at a time. */
import { trouble } from './functions';
import { at, first, lanes, last, splat, storeFirst } from './vector';

/* Places in `hyper`: HYPER of kernels.ts. */
@inline
function setting(hyper: i32, place: i32): f32 {
  return load<f32>(at(hyper + place));
}

/** x^n for n = 1, 2, 3 … by squaring. */
function power(x: f64, n: i32): f64 {
  let result: f64 = 1;
  for (; n > 0; n >>= 1, x *= x) if (n & 1) result *= x;
  return result;
}

/** The larger of two; NaN if either is. */
@inline
function larger(x: v128, y: v128): v128 {
  return f32x4.max(x, y);
}

/** Has a bit set where one of the first `count` numbers is not finite. */
@inline
function troubleFirst(x: v128, count: i32): v128 {
  return count >= 4 ? trouble(x) : v128.and(lanes(count), trouble(x));
}

/** Plain descent, with momentum or without: what needs no power and no root. */
@inline
function sgd(W: i32, dW: i32, remembered: i32, hyper: i32, t: i32, size: i32, looks: bool): v128 {
  let found = splat(0);
  const rate = splat(setting(hyper, 0)), decay = splat(setting(hyper, 1));
  const sign = splat(setting(hyper, 2) != 0 ? -1 : 1);
  const momentum = splat(setting(hyper, 3)), remembers = setting(hyper, 3) != 0;
  const share = splat(t == 1 ? 1 : 1 - setting(hyper, 4));
  const nesterov = setting(hyper, 5) != 0;
  const end = last(size);
  for (let i = first(size); i < end; i += 4) {
    const place = at(W + i), memory = at(remembered + i);
    const w = v128.load(place);
    const decayed = f32x4.add(f32x4.mul(sign, v128.load(at(dW + i))), f32x4.mul(decay, w));
    let way = decayed;
    if (remembers) {
      const velocity = f32x4.add(f32x4.mul(momentum, v128.load(memory)), f32x4.mul(share, decayed));
      storeFirst(memory, velocity, end - i);
      way = nesterov ? f32x4.add(decayed, f32x4.mul(momentum, velocity)) : velocity;
    }
    const next = f32x4.sub(w, f32x4.mul(rate, way));
    storeFirst(place, next, end - i);
    if (looks) found = v128.or(found, troubleFirst(next, end - i));
  }
  return found;
}

/** `update`; with `looks` has a bit set where one of these numbers of W is no longer finite. */
@inline
function moved(
  W: i32, dW: i32, remembered: i32, counted: i32, hyper: i32, optimizer: i32, size: i32, looks: bool,
): v128 {
  const t = load<f32>(at(counted)) as i32;
  if (optimizer == 0) return sgd(W, dW, remembered, hyper, t, size, looks);
  let found = splat(0);
  const rate = setting(hyper, 0), decay = splat(setting(hyper, 1));
  const sign = splat(setting(hyper, 2) != 0 ? -1 : 1);
  const momentum = setting(hyper, 3), eps = splat(setting(hyper, 8));
  const beta1 = setting(hyper, 6), beta2 = setting(hyper, 7);

  const stepSize = splat(((rate as f64) / (1 - power(beta1 as f64, t))) as f32);
  const correction = splat(Math.sqrt(1 - power(beta2 as f64, t)) as f32);
  const keptShare = splat(1 - rate * setting(hyper, 1));
  const alpha = setting(hyper, 10);
  const slowed = splat(((rate as f64) / (1 + ((t - 1) as f64) * (setting(hyper, 12) as f64))) as f32);
  const initial = splat(setting(hyper, 13));
  const amsgrad = setting(hyper, 9) != 0, centered = setting(hyper, 11) != 0;
  const plane = at(size);

  const end = last(size);
  for (let i = first(size); i < end; i += 4) {
    const count = end - i;
    const place = at(W + i), memory = at(remembered + i);
    const w = v128.load(place);
    const g = f32x4.mul(sign, v128.load(at(dW + i)));
    const decayed = f32x4.add(g, f32x4.mul(decay, w));
    let next: v128;
    if (optimizer <= 2) {
      const x = optimizer == 1 ? decayed : g;
      const mean = f32x4.add(f32x4.mul(splat(beta1), v128.load(memory)), f32x4.mul(splat(1 - beta1), x));
      let square = f32x4.add(
        f32x4.mul(splat(beta2), v128.load(memory + plane)),
        f32x4.mul(f32x4.mul(splat(1 - beta2), x), x),
      );
      storeFirst(memory, mean, count);
      storeFirst(memory + plane, square, count);
      if (amsgrad) {
        square = larger(v128.load(memory + 2 * plane), square);
        storeFirst(memory + 2 * plane, square, count);
      }
      const root = f32x4.add(f32x4.div(f32x4.sqrt(square), correction), eps);
      const step = f32x4.div(f32x4.mul(stepSize, mean), root);
      next = f32x4.sub(optimizer == 1 ? w : f32x4.mul(w, keptShare), step);
    } else if (optimizer == 3) {
      const square = f32x4.add(
        f32x4.mul(splat(alpha), v128.load(memory)),
        f32x4.mul(f32x4.mul(splat(1 - alpha), decayed), decayed),
      );
      storeFirst(memory, square, count);
      let variance = square;
      if (centered) {
        const mean = f32x4.add(
          f32x4.mul(splat(alpha), v128.load(memory + plane)),
          f32x4.mul(splat(1 - alpha), decayed),
        );
        storeFirst(memory + plane, mean, count);
        variance = larger(splat(0), f32x4.sub(square, f32x4.mul(mean, mean)));
      }
      let way = f32x4.div(decayed, f32x4.add(f32x4.sqrt(variance), eps));
      if (momentum != 0) {
        way = f32x4.add(f32x4.mul(splat(momentum), v128.load(memory + 2 * plane)), way);
        storeFirst(memory + 2 * plane, way, count);
      }
      next = f32x4.sub(w, f32x4.mul(splat(rate), way));
    } else {
      const before = t == 1 ? initial : v128.load(memory);
      const sum = f32x4.add(before, f32x4.mul(decayed, decayed));
      storeFirst(memory, sum, count);
      next = f32x4.sub(w, f32x4.div(f32x4.mul(slowed, decayed), f32x4.add(f32x4.sqrt(sum), eps)));
    }
    storeFirst(place, next, count);
    if (looks) found = v128.or(found, troubleFirst(next, count));
  }
  return found;
}

export function update(
  W: i32, dW: i32, remembered: i32, counted: i32, hyper: i32, optimizer: i32, size: i32,
): void {
  moved(W, dW, remembered, counted, hyper, optimizer, size, false);
}

export function updateFinite(
  flag: i32, W: i32, dW: i32, remembered: i32, counted: i32, hyper: i32, optimizer: i32, size: i32,
): void {
  if (v128.any_true(moved(W, dW, remembered, counted, hyper, optimizer, size, true))) store<f32>(at(flag), NaN);
}
