/* The order in which nodes are carried out: topological, and among equals by id in natural order. */
import { type NodeId, parts } from '../document/document.ts';
import type { Found } from './problems.ts';
import type { Graph, ResolvedNode } from './resolve.ts';

/** Nodes in order, and one loop if there is one; nodes in or behind it are left out. */
export function order(graph: Graph): { order: readonly ResolvedNode[]; problems: readonly Found[] } {
  const ids = [...graph.nodes.keys()];
  const rank = new Map(ids.map((id, place) => [id, place]));
  const readers = new Map<NodeId, NodeId[]>(ids.map((id) => [id, []]));
  const waits = new Map<NodeId, number>();
  const sourcesOf = ({ wires }: ResolvedNode) =>
    [...wires.values()].map((source) => parts(source).node).filter((id) => rank.has(id));
  for (const resolved of graph.nodes.values()) {
    const { node } = resolved;
    const sources = sourcesOf(resolved);
    waits.set(node, sources.length);
    for (const source of sources) readers.get(source)?.push(node);
  }

  const ready = new Heap();
  for (const [id, count] of waits) if (count === 0) ready.push(rank.get(id) ?? 0);
  const done: ResolvedNode[] = [];
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    const id = ids[place] as NodeId;
    done.push(graph.nodes.get(id) as ResolvedNode);
    waits.delete(id);
    for (const reader of readers.get(id) ?? []) {
      const left = (waits.get(reader) ?? 0) - 1;
      waits.set(reader, left);
      if (left === 0) ready.push(rank.get(reader) ?? 0);
    }
  }
  if (waits.size === 0) return { order: done, problems: [] };
  const loop = oneLoop(graph, new Set(waits.keys()));
  const shown = loop.length > 12 ? [...loop.slice(0, 10), '…', loop.at(-1) ?? ''] : loop;
  return {
    order: done,
    problems: [{ code: 'loop', values: { loop: [...shown, loop[0]].join(' → ') }, node: loop[0] ?? '' }],
  };
}

/** What is left when no node is ready includes nodes that only lie behind a loop; walk back from one until a node repeats. */
function oneLoop(graph: Graph, left: ReadonlySet<NodeId>): readonly NodeId[] {
  const path: NodeId[] = [];
  const place = new Map<NodeId, number>();
  let at = left.values().next().value as NodeId;
  while (!place.has(at)) {
    place.set(at, path.length);
    path.push(at);
    const sources = [...(graph.nodes.get(at)?.wires.values() ?? [])].map((source) => parts(source).node);
    at = sources.find((source) => left.has(source)) as NodeId;
  }
  return path.slice(place.get(at)).reverse();
}

/** Numbers, smallest first. */
class Heap {
  readonly #items: number[] = [];

  push(item: number): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] as number) <= item) break;
      items[at] = items[parent] as number;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && (items[child + 1] as number) < (items[child] as number)) child++;
      if ((items[child] as number) >= last) break;
      items[at] = items[child] as number;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
