/* Which sample of the batch a term of a sum belongs to, and which data node has pictures of the samples. */
import { type Address, address, type GraphDocument, parts } from '../../document/document.ts';
import { type Plan, plan } from '../../plan/plan.ts';
import type { Explanation, Term } from '../../worker/debugging.ts';
import { previewOf } from '../canvas/pictures.ts';
import { shapeOf, stepOf } from '../inspector/tensors.ts';

/** Which tensors have a row for each sample of the batch, and which of them data nodes give. */
export interface Batched {
  readonly hasRows: (place: Address) => boolean;
  readonly isData: (place: Address) => boolean;
}

export interface Samples {
  /** Undefined where a term mixes samples, or has none. */
  readonly of: (term: Term) => number | undefined;
  /** The columns of the data node whose rows are pictures. */
  readonly pictures: { readonly X: Address; readonly y: Address } | null;
}

/** One product, or all of one sample. */
export interface Part {
  readonly terms: readonly Term[];
  readonly product: number;
  readonly sample: number | undefined;
}

const batches = new WeakMap<Plan, Batched>();

/** What depends on the rows is found by asking for the shapes of a batch that is one row smaller or larger. */
export function batchedIn(document: GraphDocument, planned: Plan): Batched {
  const ready = batches.get(planned);
  if (ready) return ready;
  const batch = planned.rows?.batch ?? 0;
  const training = { ...document.training, batchSize: batch > 1 ? batch - 1 : batch + 1 };
  const other = batch > 0 ? plan({ ...document, training }) : planned;
  const known = new Map<Address, boolean>();
  const hasRows = (place: Address) => {
    const found = known.get(place) ?? shapeOf(planned, place)?.[0] !== shapeOf(other, place)?.[0];
    known.set(place, found);
    return found;
  };
  const isData = (place: Address) => {
    const { node, name } = parts(place);
    const step = stepOf(planned, node);
    return step?.type.source?.batched(step.settings) === true && step.type.outputs.includes(name) && hasRows(place);
  };
  const made = { hasRows, isData };
  batches.set(planned, made);
  return made;
}

export function samplesOf(document: GraphDocument, planned: Plan): Samples {
  const { hasRows } = batchedIn(document, planned);
  const data = planned.steps.find(
    ({ node, type, settings }) => previewOf(type.type, settings) === 'pictures' && hasRows(address(node, 'X')),
  );
  return {
    of({ factors }) {
      const rows = new Set<number | undefined>();
      for (const factor of factors)
        for (const each of factor.kind === 'cell' ? [factor] : factor.of)
          if (hasRows(each.address)) rows.add(each.index[0]);
      return rows.size === 1 ? [...rows][0] : undefined;
    },
    pictures: data ? { X: address(data.node, 'X'), y: address(data.node, 'y') } : null,
  };
}

/** The terms by sample, where every term belongs to one; else each by itself. */
export function partsOf({ terms, omitted }: Explanation, samples: Samples): readonly Part[] {
  const found = terms.map((term) => samples.of(term));
  if (omitted > 0 || found.includes(undefined) || new Set(found).size < 2)
    return terms.map((term) => ({ terms: [term], product: term.product, sample: undefined }));
  const groups = new Map<number, Term[]>();
  for (const [place, term] of terms.entries()) {
    const sample = found[place]!;
    groups.set(sample, [...(groups.get(sample) ?? []), term]);
  }
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([sample, own]) => ({ terms: own, sample, product: own.reduce((sum, { product }) => sum + product, 0) }));
}
