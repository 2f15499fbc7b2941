/* What full colour stands for: a round number that follows the tensor but does not flicker while it trains.
   Rule: SHOWING-BACKPROP §2.3. */
import type { Statistics } from '../../worker/view.ts';
import { fmt } from './format.ts';

/** Up to this many entries nothing is ever clipped. */
const SMALL = 64;

/** The next scale S, given the one before. A tensor of zeros keeps the old one; the first S of such a tensor is 1. */
export function nextScale(old: number | undefined, statistics: Statistics): number {
  const s = reach(statistics);
  if (!(s > 0)) return old ?? 1;
  if (old !== undefined && old / 5 <= s && s <= old) return old;
  return roundUp(s);
}

/** `±2`, `±0.001`, `±1e-5`, in a shared unit `±5×10⁻⁵`; one-signed ramps print `0…2`. */
export function printedScale(scale: number, signed = true, unit = 1): string {
  const number =
    unit === 1 ? fmt(scale, true) : `${fmt(Number((scale / unit).toPrecision(3)), true)}${printedUnit(unit)}`;
  return signed ? `±${number}` : `0…${number}`;
}

/** `×10⁻⁵` */
function printedUnit(unit: number): string {
  const digits = [...String(Math.round(Math.log10(unit)))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '⁻');
  return `×10${digits.join('')}`;
}

/** The power of ten of the largest number, where all are far from ordinary size but of like size; else 1. */
export function sharedUnit(cells: ArrayLike<number>): number {
  const sizes = Float64Array.from(cells, Math.abs)
    .filter((x) => x > 0 && x < Number.POSITIVE_INFINITY)
    .sort();
  const [least, most, peak] = [0.01, 0.99, 1].map((share) => sizes[Math.round(share * (sizes.length - 1))]);
  if (!peak || !least || !most || (peak >= 1e-2 && peak < 1e4)) return 1;
  return most / least < 1e4 ? Number(`1e${Math.floor(Math.log10(peak))}`) : 1;
}

/** Largest |x|, but in large tensors at most 3 rms of the non-zero entries, so that one spike does not pale the rest. */
function reach({ count, peak, rms }: Statistics): number {
  return count <= SMALL ? peak : Math.min(peak, 3 * rms);
}

/** Smallest of {1, 2, 5}·10^k that is ≥ s. Parsed from decimals, since 10 ** −5 is not the double nearest to 1e-5. */
function roundUp(s: number): number {
  const exponent = Math.floor(Math.log10(s));
  for (const k of [exponent - 1, exponent, exponent + 1])
    for (const digit of [1, 2, 5]) {
      const candidate = Number(`${digit}e${k}`);
      if (candidate >= s) return Math.min(candidate, Number.MAX_VALUE);
    }
  return s;
}
