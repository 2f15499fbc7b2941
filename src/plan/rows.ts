/* How many rows the data nodes give, and how they divide into training rows, batches and test rows. */
import { address, type GraphDocument, type NodeId } from '../document/document.ts';
import { type Facts, givenShape } from './infer.ts';
import type { Found } from './problems.ts';
import type { Graph } from './resolve.ts';

export interface Rows {
  readonly total: number;
  readonly train: number;
  readonly test: number;
  readonly batch: number;
  /** Rows of the last batch of an epoch. */
  readonly last: number;
  /** Batches of an epoch. */
  readonly batches: number;
}

interface Answer {
  readonly rows: Rows | null;
  /** Sources whose row count differs from the others': they are left out. */
  readonly odd: ReadonlySet<NodeId>;
  readonly problems: readonly Found[];
}

/** Sources that the loss needs (`needed`) decide; without a loss, the first in order. */
export function rowsOf(document: GraphDocument, graph: Graph, facts: Facts, needed: ReadonlySet<NodeId>): Answer {
  const problems: Found[] = [];
  const counts = new Map<NodeId, number | undefined>();
  for (const { node, type, settings } of graph.nodes.values()) {
    if (!type.source?.batched(settings)) continue;
    const given = new Set(type.outputs.flatMap((name) => givenShape(document, facts, address(node, name))?.[0] ?? []));
    if (given.size > 1) problems.push({ code: 'rows-differ', values: { node, rows: [...given].join(', ') }, node });
    counts.set(node, [...given][0] ?? type.source.rows(settings));
  }
  if (counts.size === 0) return { rows: null, odd: new Set(), problems };

  const known = [...counts].filter((entry): entry is [NodeId, number] => entry[1] !== undefined);
  const [leader, total] = known.find(([node]) => needed.has(node)) ?? known[0] ?? ['', 1];
  const odd = new Set<NodeId>();
  for (const [node, count] of known) {
    if (count === total) continue;
    odd.add(node);
    problems.push({ code: 'rows-disagree', values: { a: leader, x: total, b: node, y: count }, node });
  }

  const { split, batchSize } = document.training;
  // As sklearn's train_test_split rounds.
  const test = Math.ceil(split.test * total);
  const train = total - test;
  if (train < 1) {
    problems.push({ code: 'no-training-rows', values: { total, test } });
    return { rows: null, odd, problems };
  }
  const batch = batchSize === 'full' ? train : Math.min(batchSize, train);
  const batches = Math.ceil(train / batch);
  return { rows: { total, train, test, batch, last: train - (batches - 1) * batch, batches }, odd, problems };
}
