/* What a drawing looks like beyond its nodes and wires, read with care: a file may hold anything in its `view`. */
import type { GraphDocument, NodeId } from './document.ts';

const NONE: ReadonlySet<NodeId> = new Set();
const known = new WeakMap<object, ReadonlySet<NodeId>>();

/** The nodes that show only their title and ports; the same set for the same view. */
export function collapsedNodes({ nodes, view }: Pick<GraphDocument, 'nodes' | 'view'>): ReadonlySet<NodeId> {
  const list = view?.collapsed;
  if (!Array.isArray(list)) return NONE;
  const found =
    known.get(list) ?? new Set(list.filter((id): id is NodeId => typeof id === 'string' && Object.hasOwn(nodes, id)));
  if (Object.isFrozen(list)) known.set(list, found);
  return found;
}
