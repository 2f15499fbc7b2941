/* What is painted of a drawing from far away: boxes with a sign of their family, their state and where their numbers are,
   and wires as straight pieces. Made anew when the drawing changes, not when the canvas moves. */
import type { Address, NodeId } from '../../../document/document.ts';
import { boxOf, type Flow, type FlowEdge, type FlowNode } from '../flow.ts';
import { type Box, type Point, wirePoints } from '../route.ts';

export interface Place extends Box {
  readonly sign: string;
  readonly state: 'ready' | 'wrong' | 'unfinished';
  readonly trouble: 'error' | 'warn' | null;
  readonly selected: boolean;
  readonly muted: boolean;
  readonly value: Address | null;
  readonly gradient: Address | null;
}

/** The wires of one look; of each piece its two ends: x, y, x, y. */
export interface Wires {
  readonly look: 'plain' | 'strong' | 'broken' | 'selected';
  readonly pieces: readonly number[];
}

export interface Scene {
  readonly places: readonly Place[];
  readonly wires: readonly Wires[];
}

export function sceneOf({ nodes, edges }: Flow, failed: NodeId): Scene {
  const pieces = { plain: [] as number[], strong: [] as number[], broken: [] as number[], selected: [] as number[] };
  for (const { data, selected } of edges) {
    if (!data) continue;
    const look = selected ? 'selected' : data.broken ? 'broken' : data.strong ? 'strong' : 'plain';
    pieces[look].push(...piecesOf(data));
  }
  const wires = (['plain', 'strong', 'broken', 'selected'] as const).map((look) => ({ look, pieces: pieces[look] }));
  return { places: nodes.map((node) => placeOf(node, node.id === failed)), wires };
}

function piecesOf({ from, to, route }: NonNullable<FlowEdge['data']>): readonly number[] {
  return wirePoints(from, to, route).flatMap(({ x, y }: Point, i, points) => {
    const next = points[i + 1];
    return next ? [x, y, next.x, next.y] : [];
  });
}

const made = new WeakMap<FlowNode, Place>();

/** The same object for the same node, unless it failed. */
function placeOf(node: FlowNode, failed: boolean): Place {
  const known = failed ? undefined : made.get(node);
  if (known) return known;
  const { card } = node.data;
  const [block] = card.blocks;
  const wrong = failed || card.state === 'wrong';
  const remark = card.state === 'unwired' ? null : card.problem;
  const place: Place = {
    ...boxOf(node),
    sign: card.type === 'digits' ? card.type : (card.known?.category ?? ''),
    state: wrong ? 'wrong' : card.state === 'ready' ? 'ready' : 'unfinished',
    trouble: failed || remark?.blocks ? 'error' : remark && 'warn',
    selected: node.selected === true,
    muted: card.muted,
    value: block?.value ?? null,
    gradient: block?.kind === 'twins' ? block.partner : null,
  };
  if (!failed) made.set(node, place);
  return place;
}
