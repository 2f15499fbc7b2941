/* What a drawing looks like beyond its nodes and wires, read with care: a file may hold anything in its `view`. */
import type { Address, GraphDocument, NodeId, Position } from './document.ts';
import type { Edit } from './history.ts';

type Draft = Parameters<Edit>[0];

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

/** A field without anything is none, and a view without any is no view. */
export function setView(draft: Draft, field: string, value: object): void {
  const { [field]: _, ...others } = draft.view ?? {};
  const view = Object.keys(value).length > 0 ? { ...others, [field]: value } : others;
  if (Object.keys(view).length > 0) draft.view = view;
  else delete draft.view;
}

/** Takes the bends out of a wire. */
export function straighten(draft: Draft, input: Address): void {
  const { [input]: gone, ...others } = draft.view?.bends ?? {};
  if (gone) setView(draft, 'bends', others);
}

/** The bends of a wire of which both ends go the same way go with them; null when they do not. */
export function carried(places: readonly Position[], from?: Position, to?: Position): readonly Position[] | null {
  // Places of nodes are rounded when they are dropped.
  if (!from || !to || Math.abs(from.x - to.x) > 1 || Math.abs(from.y - to.y) > 1) return null;
  return from.x === 0 && from.y === 0 ? null : places.map(({ x, y }) => ({ x: x + from.x, y: y + from.y }));
}
