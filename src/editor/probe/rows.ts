/* The largest products of a sum as rows, each beginning where the one before ends; then the rest, then what they make. */
import type { Factor } from '../../worker/debugging.ts';
import { aligned } from './aligned.ts';
import type { Part } from './samples.ts';

export interface Row {
  readonly part: Part;
  /** `−0.0289 × 2.48`; of several products in one part how many. */
  readonly factors: string;
  readonly from: number;
  readonly to: number;
  readonly product: string;
}
export interface Rows {
  readonly rows: readonly Row[];
  /** Parts without a row of their own. */
  readonly rest: { readonly count: number; readonly from: number; readonly to: number; readonly sum: string } | null;
  readonly result: string;
  /** All bars lie between these. */
  readonly least: number;
  readonly most: number;
}

const MOST = 6;

export function rowsOf(
  parts: readonly Part[],
  { omitted, omittedSum, result }: { readonly omitted: number; readonly omittedSum: number; readonly result: number },
): Rows {
  const largest = parts.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const shown = largest.slice(0, MOST);
  const rest = largest.slice(MOST).reduce((sum, { product }) => sum + product, omittedSum);
  const count = parts.length - shown.length + omitted;
  const print = aligned([...shown.map(({ product }) => product), result, ...(count > 0 ? [rest] : [])]);
  const written = factorsOf(shown);
  let end = 0;
  const rows = shown.map((part, place): Row => {
    const from = end;
    end += part.product;
    return { part, factors: written[place]!, from, to: end, product: print(part.product) };
  });
  const ends = [0, result, ...rows.map(({ to }) => to), ...(count > 0 ? [end + rest] : [])];
  return {
    rows,
    rest: count > 0 ? { count, from: end, to: end + rest, sum: print(rest) } : null,
    result: print(result),
    least: Math.min(...ends),
    most: Math.max(...ends),
  };
}

/** The numbers of one column are printed alike. */
function factorsOf(parts: readonly Part[]): readonly string[] {
  const singles = parts.flatMap(({ terms }) => (terms.length === 1 ? terms : []));
  const columns = Math.max(0, ...singles.map(({ factors }) => factors.length));
  const prints = Array.from({ length: columns }, (_, column) =>
    aligned(singles.flatMap(({ factors }) => factors[column]?.value ?? [])),
  );
  return parts.map(({ terms }) => {
    const [term, ...more] = terms;
    if (!term || more.length > 0) return `Σ ${terms.length}`;
    const numbers = term.factors.map((factor, column) => `${sign(factor, column)}${prints[column]!(factor.value)}`);
    const size = term.coefficient;
    return Math.abs(size) === 1 && numbers.length > 0
      ? `${size < 0 ? '−' : ''}${numbers.join('')}`
      : [aligned([size])(size), ...numbers.map((each, place) => (place === 0 ? ` × ${each}` : each))].join('');
  });
}

function sign(factor: Factor, column: number): string {
  const divides = factor.kind !== 'cell' && factor.divides === true;
  return divides ? ' ÷ ' : column === 0 ? '' : ' × ';
}
