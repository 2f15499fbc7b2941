/* An explanation as three lines that one could have written by hand: in letters, in numbers, the products and what they
   make. At most four terms; of more the largest three, how many more, and their sum. SHOWING-BACKPROP §3.5. */
import type { Address } from '../../document/document.ts';
import { address } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Explanation, Factor, Term } from '../../worker/debugging.ts';
import { stepOf } from '../inspector/tensors.ts';
import { aligned } from './aligned.ts';
import { applied, factorName, type Naming } from './names.ts';

const WHOLE = 4;
const LARGEST = 3;

/** A factor as it stands in the lines; a masked one is struck through, its mask is 0. */
export interface Piece {
  readonly text: string;
  readonly role?: 'masked' | 'mask';
}
export interface Sum {
  /** `dZ[0,1]·A[0,0] + …` */
  readonly letters: string;
  /** `(0.200)(1) + (−0.050)(3) + …`, term by term with their signs; empty where the products say the same. */
  readonly numbers: readonly (readonly Piece[])[];
  /** `0.200 − 0.150 − 0`; empty of one term, which is the result. */
  readonly products: string;
  readonly result: string;
  /** Of terms that are not written: how many, and their sum. */
  readonly more: { readonly count: number; readonly sum: string } | null;
  /** Terms in all. */
  readonly count: number;
}

export function sumOf(plan: Plan, explanation: Explanation, naming: Naming): Sum {
  const { terms, omitted, omittedSum, result } = explanation;
  const count = terms.length + omitted;
  const shown = count <= WHOLE ? terms : bySize(terms).slice(0, LARGEST);
  const rest = terms.filter((term) => !shown.includes(term)).reduce((sum, { product }) => sum + product, omittedSum);
  const products = shown.map(({ product }) => product);
  const print = aligned([...products, result, ...(count > shown.length ? [rest] : [])]);
  const plain = shown.every(({ coefficient, factors }) => Math.abs(coefficient) === 1 && factors.length === 1);
  return {
    letters: joined(shown.map((term) => [term.coefficient < 0, inLetters(term, naming)])),
    numbers: plain && shown.every(({ factors }) => factors[0]?.kind === 'cell') ? [] : inNumbers(plan, shown),
    products: count === 1 ? '' : joined(products.map((x) => [isMinus(x), print(Math.abs(x))])),
    result: print(result),
    more: count > shown.length ? { count: count - shown.length, sum: print(rest) } : null,
    count,
  };
}

/** Largest first. */
function bySize(terms: readonly Term[]): readonly Term[] {
  return terms.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product));
}

/** The factor of a term that hides the others: the node says by which tensor a gradient is masked, and that is not positive
    here. Undefined where nothing is hidden. */
function maskIn(plan: Plan, { node, factors }: Term): Factor | undefined {
  const step = stepOf(plan, node);
  const masks = Object.values(step?.type.masks ?? {}).map((name) => step?.sources.get(name) ?? address(node, name));
  const isMask = (factor: Factor) =>
    factor.value === 0 &&
    (factor.kind === 'cell' ? [factor] : factor.of).some((each) => masks.includes(each.address as Address));
  return factors.length > 1 ? factors.find(isMask) : undefined;
}

function inLetters({ coefficient, factors }: Term, naming: Naming): string {
  const size = Math.abs(coefficient);
  const names = factors.map((factor) => `${divides(factor) ? '/' : '·'}${factorName(naming, factor)}`);
  const scale = size === 1 && names.length > 0 && !names[0]!.startsWith('/') ? '' : aligned([size])(size);
  return `${scale}${names.join('')}`.replace(/^·/, '');
}

function inNumbers(plan: Plan, terms: readonly Term[]): Sum['numbers'] {
  const columns = Math.max(0, ...terms.map(({ factors }) => factors.length));
  const prints = Array.from({ length: columns }, (_, column) =>
    aligned(terms.flatMap(({ factors }) => factors[column]?.value ?? [])),
  );
  return terms.map((term, place) => {
    const { coefficient, factors } = term;
    const size = Math.abs(coefficient);
    const mask = maskIn(plan, term);
    const sign = coefficient < 0 ? (place > 0 ? '− ' : '−') : place > 0 ? '+ ' : '';
    const scale = size === 1 && factors.length > 0 ? '' : `(${aligned([size])(size)})`;
    const written = factors.map((factor, column): Piece => {
      const value = prints[column]!(factor.value);
      if (factor === mask) return { text: value, role: 'mask' };
      if (mask) return { text: value, role: 'masked' };
      return { text: `${divides(factor) ? '/' : ''}${substituted(factor, value, factors.length === 1)}` };
    });
    return [{ text: `${sign}${scale}` }, ...written].filter(({ text }) => text !== '');
  });
}

/** A function that stands alone is written with what it is applied to. */
function substituted(factor: Factor, value: string, alone: boolean): string {
  if (!alone || factor.kind === 'cell') return `(${value})`;
  const of = factor.of.map((each) => aligned([each.value])(each.value));
  return of.length > 0 && of.length <= 2 ? applied(factor.name, of) : value;
}

function joined(terms: readonly (readonly [minus: boolean, text: string])[]): string {
  return terms
    .map(([minus, text], place) => `${place > 0 ? (minus ? ' − ' : ' + ') : minus ? '−' : ''}${text}`)
    .join('');
}

const divides = (factor: Factor) => factor.kind !== 'cell' && factor.divides === true;
const isMinus = (x: number) => x < 0 || Object.is(x, -0);
