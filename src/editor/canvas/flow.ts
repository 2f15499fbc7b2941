/* What React Flow draws, derived from the drawing, its plan and the selection. Objects are reused as long as they say the
   same, so an edit renders only the nodes that it touches. */
import type { Edge, Node, NodeHandle, Position as Side } from 'reactflow';
import {
  type Address,
  type GraphDocument,
  type NodeId,
  naturally,
  type Position,
  parts,
} from '../../document/document.ts';
import { carried } from '../../document/view.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Card, cardOf, drawing } from './card.ts';
import { guessedHeight } from './height.ts';
import { type Box, LANE, type Point, type Route, routeOf } from './route.ts';

interface Sized {
  readonly measured: Size;
  readonly handles: NodeHandle[];
}
export type FlowNode = Node<{ readonly card: Card }, 'card' | 'dot'> & Sized;
type WireData = {
  readonly from: Point;
  readonly to: Point;
  readonly route: Route;
  readonly strong: boolean;
  readonly broken: boolean;
};
export type FlowEdge = Edge<WireData, 'wire'>;
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Facts {
  readonly document: GraphDocument;
  readonly plan: Plan;
  readonly selection: ReadonlySet<NodeId>;
  /** What React Flow measured, of nodes whose height is not known. */
  readonly measured: ReadonlyMap<NodeId, Size>;
  /** Where nodes are that are being moved and not yet dropped, and bends, by `bendKey`. */
  readonly moving: ReadonlyMap<NodeId, Position>;
  /** The selected wire, by its input. */
  readonly wire: Address | null;
  readonly names: {
    readonly node: (card: Card) => string;
    readonly wire: (output: Address, input: Address) => string;
  };
}

export interface Flow {
  readonly facts: Facts;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** The first ports of all nodes share one height. */
export const ROW = { header: 32, port: 22 };
/** How far a port's dot stands out of its node, how large it is, and what the node's border takes of it. */
const OUT = 5;
const [DOT, BORDER] = [10, 1];

export function derive(facts: Facts, before?: Flow): Flow {
  const nodes = nodesOf(facts, before);
  const still = before && (facts.moving === before.facts.moving || !facts.document.view?.bends);
  const fresh = !still || nodes !== before.nodes || !sameWires(facts, before.facts);
  return { facts, nodes, edges: fresh ? edgesOf(facts, nodes, before) : before.edges };
}

function nodesOf(facts: Facts, before: Flow | undefined): readonly FlowNode[] {
  const { document, plan, names } = facts;
  const known = new Map(before?.nodes.map((node) => [node.id, node]));
  const shared = drawing(document, plan);
  const untouched =
    before?.facts.plan === plan &&
    before.facts.document.wires === document.wires &&
    before.facts.document.view?.collapsed === document.view?.collapsed;
  const sameOrder = before?.facts.plan === plan && before.facts.document.nodes === document.nodes;
  const order = sameOrder ? before.nodes.map(({ id }) => id) : inOrder(document, plan);
  const nodes = order.map((id): FlowNode => {
    const old = known.get(id);
    const same = untouched && sameRecord(before.facts.document.nodes[id], document.nodes[id]);
    const card = old && same ? old.data.card : reuse(cardOf(id, shared), old?.data.card);
    const { x, y } = facts.moving.get(id) ?? document.nodes[id]?.position ?? { x: 0, y: 0 };
    const kept = old?.data.card === card && before?.facts.measured.get(id) === facts.measured.get(id);
    const { measured, handles } = kept ? old : sizeOf(card, facts.measured);
    const selected = facts.selection.has(id);
    const ariaLabel =
      old?.data.card === card && before?.facts.names === names ? (old.ariaLabel ?? '') : names.node(card);
    if (old && old.data.card === card && old.position.x === x && old.position.y === y)
      if (old.selected === selected && old.measured === measured && old.ariaLabel === ariaLabel) return old;
    return { id, type: 'card', position: { x, y }, data: { card }, selected, ariaLabel, measured, handles };
  });
  const same = before?.nodes.length === nodes.length && nodes.every((node, index) => node === before.nodes[index]);
  return same ? before.nodes : nodes;
}

/** What is known of a node before it is drawn: from this React Flow tells whether it is to be seen, and where its wires end. */
function sizeOf(card: Card, measured: Facts['measured']): Sized {
  const { id, width, height, inputs, outputs } = card;
  const known = height === null ? measured.get(id) : { width, height };
  const handle = (type: NodeHandle['type'], x: number) => (port: Card['inputs'][number], row: number) => {
    const y = ROW.header + ROW.port * (row + 0.5) - DOT / 2;
    const position = (type === 'target' ? 'left' : 'right') as Side;
    return { id: port.name, type, position, x: x - DOT / 2, y, width: DOT, height: DOT };
  };
  const handles = [...inputs.map(handle('target', BORDER)), ...outputs.map(handle('source', width - BORDER))];
  return { measured: known ?? { width, height: guessedHeight(card) }, handles };
}

/** The order of Tab: as the network computes, and what cannot be computed after that from left to right. */
export function inOrder({ nodes }: GraphDocument, { steps }: Plan): readonly NodeId[] {
  const placed = new Map(steps.map(({ node }, index) => [node, index]));
  const rank = (id: NodeId) => placed.get(id) ?? steps.length;
  const left = (id: NodeId) => nodes[id]?.position.x ?? 0;
  return Object.keys(nodes).sort((a, b) => rank(a) - rank(b) || left(a) - left(b) || naturally(a, b));
}

type Record = GraphDocument['nodes'][NodeId] | undefined;

/** But for the position, which is not on the card. */
function sameRecord(a: Record, b: Record): boolean {
  return a?.type === b?.type && a?.settings === b?.settings && a?.label === b?.label && a?.muted === b?.muted;
}

function reuse(card: Card, old: Card | undefined): Card {
  const text = (each: Card) => JSON.stringify({ ...each, known: undefined });
  return old?.known === card.known && old && text(old) === text(card) ? old : card;
}

function sameWires(a: Facts, b: Facts): boolean {
  const bent = a.document.view?.bends === b.document.view?.bends;
  return bent && a.document.wires === b.document.wires && a.wire === b.wire && a.names === b.names;
}

/** What `moving` calls a bend of the wire that ends in `input`. */
export const bendKey = (input: Address, place: number) => `${input} ${place}`;

/** Where the bends of a wire are at this moment; undefined when it has none. */
export function bendsAt(
  { document, moving }: Pick<Facts, 'document' | 'moving'>,
  input: Address,
): readonly Position[] | undefined {
  const places = document.view?.bends?.[input];
  if (!places || moving.size === 0) return places;
  const way = (end: Address | undefined) => {
    const { node } = parts(end ?? input);
    const [now, was] = [moving.get(node), document.nodes[node]?.position];
    return now && was && { x: now.x - was.x, y: now.y - was.y };
  };
  const gone = carried(places, way(document.wires[input]), way(input)) ?? places;
  return gone.map((place, index) => moving.get(bendKey(input, index)) ?? place);
}

function edgesOf(facts: Facts, nodes: readonly FlowNode[], before: Flow | undefined): readonly FlowEdge[] {
  const known = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const earlier = new Map(before?.nodes.map((node) => [node.id, node]));
  const settled = before && keepsWays(facts, before.facts);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes = nodes.map((node) => ({ id: node.id, box: boxOf(node) }));
  const runs: Run[] = [];
  const wires = Object.entries(facts.document.wires) as [Address, Address][];
  return wires.flatMap(([input, output]) => {
    const [to, from] = [parts(input), parts(output)];
    const [target, source] = [byId.get(to.node), byId.get(from.node)];
    const old = known.get(input);
    const bends = bendsAt(facts, input);
    if (settled && old && !bends && source === earlier.get(from.node) && target === earlier.get(to.node)) return [old];
    const start = source && endAt(source, from.name, 'outputs');
    const end = target && endAt(target, to.name, 'inputs');
    if (!source || !target || !start || !end) return [];
    // A wire that runs back must pass its own two nodes as well.
    const back = start.x >= end.x;
    const [left, right] = back ? [end.x - OUT * 8, start.x + OUT * 8] : [start.x, end.x];
    const between = boxes
      .filter(
        ({ id, box }) => box.x < right && box.x + box.width > left && (back || (id !== source.id && id !== target.id)),
      )
      .map(({ box }) => box);
    const route = bends
      ? { through: bends }
      : besides(routeOf(start, end, between), { output, from: left, to: right }, runs);
    const strong = source.selected === true || target.selected === true;
    const edge: FlowEdge = {
      id: input,
      type: 'wire',
      source: source.id,
      sourceHandle: from.name,
      target: target.id,
      targetHandle: to.name,
      selected: facts.wire === input,
      ariaLabel: facts.names.wire(output, input),
      data: { from: start, to: end, route, strong, broken: isBroken(target.data.card, to.name) },
    };
    return [old && JSON.stringify(old) === JSON.stringify(edge) ? old : edge];
  });
}

/** While nodes are moved only their own wires follow, and the others find their way when they rest; where nothing moved,
    none changes its way. */
function keepsWays(now: Facts, before: Facts): boolean {
  const still = now.document === before.document && now.measured === before.measured && now.moving === before.moving;
  return sameWires(now, before) && (still || now.moving.size > 0);
}

/** Whether what arrives at this port is what keeps its node from being computed. */
function isBroken({ state, problem }: Card, port: string): boolean {
  return state === 'wrong' && problem?.values.setting === undefined && (problem?.port ?? port) === port;
}

interface Run {
  readonly output: Address;
  readonly from: number;
  readonly to: number;
  readonly under: number;
}

/** Runs of different outputs under the same nodes do not lie on each other. */
function besides(route: Route, run: Omit<Run, 'under'>, runs: Run[]): Route {
  if (!('under' in route)) return route;
  const crosses = (other: Run) => other.output !== run.output && other.from < run.to && other.to > run.from;
  let { under } = route;
  while (runs.some((other) => crosses(other) && Math.abs(other.under - under) < LANE)) under += LANE;
  runs.push({ ...run, under });
  return { under };
}

export function boxOf({ position, measured }: FlowNode): Box {
  return { ...position, ...measured };
}

export function endAt(node: FlowNode, name: string, side: 'inputs' | 'outputs'): Point | undefined {
  const row = node.data.card[side].findIndex((port) => port.name === name);
  if (row < 0) return undefined;
  const { x, y, width } = boxOf(node);
  return { x: side === 'outputs' ? x + width + OUT : x - OUT, y: y + ROW.header + ROW.port * (row + 0.5) };
}
