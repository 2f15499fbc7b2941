/* What is compared: four networks of Linear and ReLU with softmax cross-entropy, trained by plain SGD on one batch of
   made-up numbers, the same for every engine; and two examples of the project as they are. */

export const RATE = 0.05;
export const CHECKED_STEPS = 10;

/** Widths of the layers, the last the number of classes; rows of the batch. */
export const networks = {
  tiny: { widths: [2, 8, 8, 2], batch: 32 },
  digits: { widths: [64, 128, 64, 10], batch: 64 },
  mnist: { widths: [784, 512, 256, 10], batch: 128 },
  wide: { widths: [1024, 1024, 1024, 1024], batch: 256 },
};
/** Examples of the project that only some engines carry out. */
export const examples = ['conv-digits', 'character-gpt'];

/** Floating-point operations of a training step: two for each weight, row and product (forward, dW, and dA but for the
    first layer). */
export function flops({ widths, batch }) {
  let count = 0;
  for (let i = 1; i < widths.length; i++) count += (i === 1 ? 4 : 6) * widths[i - 1] * widths[i] * batch;
  return count;
}

/** X [batch, inputs], y [batch], and for each layer W [out, in] and b [out] as nn.Linear would draw them. */
export function madeUp({ widths, batch }) {
  let state = 12345;
  const uniform = (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state / 2 ** 31) * bound;
  };
  const drawn = (count, bound) => Float32Array.from({ length: count }, () => uniform(bound));
  const X = drawn(batch * widths[0], 1);
  const y = Int32Array.from(
    { length: batch },
    () => Math.floor(((uniform(1) + 1) / 2) * widths.at(-1)) % widths.at(-1),
  );
  const layers = widths.slice(1).map((out, i) => {
    const bound = 1 / Math.sqrt(widths[i]);
    return { W: drawn(out * widths[i], bound), b: drawn(out, bound), inputs: widths[i], outputs: out };
  });
  return { X, y, layers };
}
