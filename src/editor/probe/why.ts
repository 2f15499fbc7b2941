/* Why a number is what it is, unfolded: a number into the samples or products that make it, each of these into the numbers
   that are multiplied in it, and so on, back to the loss on one side and to what was given on the other. */
import type { Address } from '../../document/document.ts';
import type { Explanation, Reference } from '../../worker/debugging.ts';
import { type Part, partsOf, type Samples } from './samples.ts';

export interface NumberItem {
  readonly kind: 'number';
  readonly place: Address;
  readonly index: readonly number[];
  readonly value: number;
}
export type Item =
  | NumberItem
  | { readonly kind: 'share'; readonly part: Part; readonly of: number }
  | { readonly kind: 'rest'; readonly count: number; readonly sum: number };

/** Shares of a number that are shown. */
const MOST = 6;

/** The shares of a number, largest first; what is not shown is one more, so that all of them make the number. Null of a number
    that is given, as the loss's own gradient is 1. */
export function sharesOf(explanation: Explanation, samples: Samples): readonly Item[] | null {
  if (explanation.terms.every(({ factors }) => factors.length === 0)) return null;
  const sorted = partsOf(explanation, samples).toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const [shown, others] = [sorted.slice(0, MOST), sorted.slice(MOST)];
  const count = others.length + explanation.omitted;
  const sum = others.reduce((total, { product }) => total + product, explanation.omittedSum);
  return [
    ...shown.map((part): Item => ({ kind: 'share', part, of: explanation.result })),
    ...(count > 0 ? [{ kind: 'rest', count, sum } as const] : []),
  ];
}

/** The numbers that are multiplied in a share, each once: gradients first, since they lead back to the loss. */
export function numbersIn({ terms }: Part): readonly NumberItem[] {
  const found = new Map<string, NumberItem>();
  const add = ({ address: place, index, value }: Reference) =>
    found.set(`${place} ${index}`, { kind: 'number', place, index, value });
  for (const { factors } of terms)
    for (const factor of factors) for (const each of factor.kind === 'cell' ? [factor] : factor.of) add(each);
  const isGradient = ({ place }: NumberItem) => /\.d/.test(place);
  return [...found.values()].sort((a, b) => Number(isGradient(b)) - Number(isGradient(a)));
}
