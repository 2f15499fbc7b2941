/* What a cell of a CSV file says: a number in plain decimals, or a word. */

export type Decimal = '.' | ',';

const PATTERNS: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

/** Undefined for what is no number: empty, `0x10`, `1_000`, `NaN`, digits of other scripts, or too large for float32. */
export function numberIn(cell: string, decimal: Decimal): number | undefined {
  const text = cell.trim();
  if (!PATTERNS[decimal].test(text)) return undefined;
  const value = Number(decimal === ',' ? text.replace(',', '.') : text);
  return Number.isFinite(Math.fround(value)) ? value : undefined;
}

/** The class that a cell names; empty: none. */
export function labelIn(cell: string): string {
  return cell.trim();
}

/** Classes in order: by size where all are numbers, else by code units. */
export function inOrder(labels: Iterable<string>, decimal: Decimal): readonly string[] {
  const all = [...labels];
  const numbers = new Map(all.map((label) => [label, numberIn(label, decimal)]));
  const numeric = all.every((label) => numbers.get(label) !== undefined);
  const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return all.sort((a, b) => (numeric ? numbers.get(a)! - numbers.get(b)! : 0) || byCode(a, b));
}
