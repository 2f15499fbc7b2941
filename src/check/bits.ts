/* Numbers as a text that is the same where their bits are: −0 is not 0, and every NaN is alike. */
import type { Numbers } from '../kernels/device.ts';

export function bits(numbers: Numbers): string {
  const copy = numbers.slice();
  for (let i = 0; i < copy.length; i++) if (Number.isNaN(copy[i])) copy[i] = Number.NaN;
  return Buffer.from(copy.buffer).toString('hex');
}
