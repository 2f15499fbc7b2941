/* Numbers that stand in one line are printed with the same decimals, so that they can be added up by eye. */
import { fmt } from '../tensor/format.ts';

/** Three significant digits of the largest; whole numbers stay whole, and what is not zero never reads as zero. */
export function aligned(values: readonly number[]): (x: number) => string {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  const whole = values.every((x) => !Number.isFinite(x) || (Number.isInteger(x) && Math.abs(x) <= 9999));
  const rounded = Number(largest.toPrecision(3));
  if (whole || rounded >= 1e4 || rounded < 1e-3) return fmt;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(rounded)));
  return (x) => {
    if (!Number.isFinite(x) || x === 0) return fmt(x);
    const text = x.toFixed(decimals);
    return Number(text) === 0 ? fmt(x) : text.replace('-', '−');
  };
}
