/* What lies before and behind nodes along the wires. */
import { type Address, type GraphDocument, type NodeId, parts } from './document.ts';

/** The given nodes and all from which, or to which, wires lead. */
export function reach({ wires }: GraphDocument, ids: Iterable<NodeId>, way: 'up' | 'down'): ReadonlySet<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const [input, output] of Object.entries(wires) as [Address, Address][]) {
    const [from, to] = [parts(output).node, parts(input).node];
    const [near, far] = way === 'up' ? [to, from] : [from, to];
    next.set(near, [...(next.get(near) ?? []), far]);
  }
  const seen = new Set(ids);
  for (const id of seen) for (const each of next.get(id) ?? []) seen.add(each);
  return seen;
}
