/* The optimisers as plain loops: how PyTorch moves a number w against its gradient g. */
import type { Numbers } from './device.ts';
import { HYPER, type Pointer, UPDATE } from './kernels.ts';

type Hyper = Readonly<Record<keyof typeof HYPER, number>>;
/** The next w. What is remembered of it stands at `at`, `at + size`, `at + 2 size`, and is written anew. */
type Rule = (w: number, g: number, data: Numbers, at: Pointer, size: number) => number;

/** Each rule for its settings and t, the count of updates of this parameter, from 1 on. */
const rules: Readonly<Record<keyof typeof UPDATE, (hyper: Hyper, t: number) => Rule>> = {
  /** g ← g + λw; v ← μv + (1−τ)g, at first v = g; w ← w − αv, with Nesterov w − α(g + μv). */
  sgd: ({ rate, momentum, dampening, weightDecay, nesterov }, t) => {
    const share = t === 1 ? 1 : 1 - dampening;
    return (w, g, data, v) => {
      const decayed = g + weightDecay * w;
      if (momentum === 0) return w - rate * decayed;
      const velocity = momentum * data[v]! + share * decayed;
      data[v] = velocity;
      return w - rate * (nesterov ? decayed + momentum * velocity : velocity);
    };
  },

  /** g ← g + λw, then as `moments`. */
  adam: (hyper, t) => {
    const step = moments(hyper, t);
    return (w, g, data, at, size) => w - step(g + hyper.weightDecay * w, data, at, size);
  },

  /** w ← w − αλw, apart from the gradient; then as `moments`. */
  adamw: (hyper, t) => {
    const step = moments(hyper, t);
    const kept = 1 - hyper.rate * hyper.weightDecay;
    return (w, g, data, at, size) => w * kept - step(g, data, at, size);
  },

  /** g ← g + λw; s ← αs + (1−α)g²; w ← w − rate·g/(√s + ε). Centered: s less the square of the mean gradient. With
      momentum: v ← μv + g/(√s + ε), w ← w − rate·v. */
  rmsprop: ({ rate, alpha, eps, weightDecay, momentum, centered }) => {
    return (w, g, data, s, size) => {
      const decayed = g + weightDecay * w;
      const square = alpha * data[s]! + (1 - alpha) * decayed * decayed;
      data[s] = square;
      let variance = square;
      if (centered) {
        const mean = alpha * data[s + size]! + (1 - alpha) * decayed;
        data[s + size] = mean;
        // Rounding can make it negative; PyTorch gives NaN then.
        variance = Math.max(0, square - mean * mean);
      }
      const scaled = decayed / (Math.sqrt(variance) + eps);
      if (momentum === 0) return w - rate * scaled;
      const velocity = momentum * data[s + 2 * size]! + scaled;
      data[s + 2 * size] = velocity;
      return w - rate * velocity;
    };
  },

  /** g ← g + λw; s ← s + g²; w ← w − α/(1 + (t−1)·lrDecay) · g/(√s + ε). ε stands outside the root. */
  adagrad: ({ rate, lrDecay, weightDecay, initialAccumulatorValue, eps }, t) => {
    const decayedRate = rate / (1 + (t - 1) * lrDecay);
    return (w, g, data, s) => {
      const decayed = g + weightDecay * w;
      const sum = (t === 1 ? initialAccumulatorValue : data[s]!) + decayed * decayed;
      data[s] = sum;
      return w - (decayedRate * decayed) / (Math.sqrt(sum) + eps);
    };
  },
};

/** Adam's step: m ← β₁m + (1−β₁)g; s ← β₂s + (1−β₂)g²; α·m/(1−β₁ᵗ) / (√(s/(1−β₂ᵗ)) + ε); AMSGrad takes the largest
    s so far. */
function moments({ rate, beta1, beta2, eps, amsgrad }: Hyper, t: number) {
  const stepSize = rate / (1 - beta1 ** t);
  const correction = Math.sqrt(1 - beta2 ** t);
  return (g: number, data: Numbers, m: Pointer, size: number): number => {
    const mean = beta1 * data[m]! + (1 - beta1) * g;
    let square = beta2 * data[m + size]! + (1 - beta2) * g * g;
    data[m] = mean;
    data[m + size] = square;
    if (amsgrad) {
      square = Math.max(data[m + 2 * size]!, square);
      data[m + 2 * size] = square;
    }
    return (stepSize * mean) / (Math.sqrt(square) / correction + eps);
  };
}

const byCode = Object.fromEntries(
  Object.entries(UPDATE).map(([name, code]) => [code, rules[name as keyof typeof UPDATE]]),
);

export function update(
  data: Numbers,
  W: Pointer,
  dW: Pointer,
  memory: Pointer,
  count: Pointer,
  hyper: Pointer,
  optimizer: number,
  size: number,
): void {
  const named = Object.fromEntries(Object.entries(HYPER).map(([name, place]) => [name, data[hyper + place]!])) as Hyper;
  const rule = byCode[optimizer]!(named, data[count]!);
  const sign = named.maximize ? -1 : 1;
  for (let i = 0; i < size; i++) data[W + i] = rule(data[W + i]!, sign * data[dW + i]!, data, memory + i, size);
}
