/* The digits data set: 1797 handwritten digits of 8 × 8 pixels, as scikit-learn's `load_digits` gives them.
   It is not MNIST. Source and licence: PROVENANCE.md. */

import { readLabelled } from './numeric-csv.ts';

/** `X` [1797, 64] row-major, each pixel divided by 16 so that it lies in 0 to 1; `y` [1797], the digit. Loaded when
    first asked for. */
export async function digits(): Promise<{ X: Float32Array; y: Uint8Array }> {
  const { default: text } = await import('./digits.csv?raw');
  const { X, y } = readLabelled(text, 64);
  return { X: Float32Array.from(X, (pixel) => pixel / 16), y };
}
