/* The learning rate as it is typed, and the ladder of rates that one tries. */

export const LADDER: readonly number[] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** The number that a text means, or null: any finite number from 0 on, also `1e-3`, `.3`, `0,3` and full-width digits. */
export function rateOf(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^(\d*),(\d+)$/, '$1.$2');
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
