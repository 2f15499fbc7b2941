/* Tidying: dagre lays the nodes out from left to right, and they glide there as one step of the history. */
import { Graph, layout } from '@dagrejs/dagre';
import {
  type Address,
  type GraphDocument,
  type NodeId,
  naturally,
  type Position,
  parts,
} from '../../document/document.ts';
import type { Box } from '../canvas/route.ts';

/** Room for wires between columns, and between rows. */
const GAP = { column: 72, row: 48 };

/** New places of the given nodes; the upper left corner of all of them stays where it is. */
export function tidied(
  { nodes, wires }: GraphDocument,
  boxes: ReadonlyMap<NodeId, Box>,
  ids: ReadonlySet<NodeId>,
): ReadonlyMap<NodeId, Position> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: GAP.column, nodesep: GAP.row });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = Object.keys(nodes)
    .filter((id) => ids.has(id))
    .sort(naturally);
  for (const id of shown) {
    const { width, height } = boxes.get(id) ?? { width: 200, height: 120 };
    graph.setNode(id, { width, height });
  }
  for (const [input, output] of Object.entries(wires) as [Address, Address][]) {
    const [from, to] = [parts(output).node, parts(input).node];
    if (from !== to && ids.has(from) && ids.has(to)) graph.setEdge(from, to, {}, input);
  }
  layout(graph);
  const places = new Map(
    shown.map((id) => {
      const { x, y, width, height } = graph.node(id) as Box;
      return [id, { x: x - width / 2, y: y - height / 2 }] as const;
    }),
  );
  const [before, after] = [corner(shown.map((id) => nodes[id]?.position)), corner([...places.values()])];
  const shift = ({ x, y }: Position) => ({
    x: Math.round(x + before.x - after.x),
    y: Math.round(y + before.y - after.y),
  });
  return new Map([...places].map(([id, place]) => [id, shift(place)]));
}

function corner(places: readonly (Position | undefined)[]): Position {
  const known = places.filter((place) => place !== undefined);
  return { x: Math.min(...known.map(({ x }) => x)), y: Math.min(...known.map(({ y }) => y)) };
}
