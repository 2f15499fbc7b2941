/* What a node shows, as one value: ports with shapes, pictures with their geometry, or what is wrong. It depends on the
   drawing and its plan only, never on numbers, so a card keeps its size and its identity while the network trains. */
import { type Address, address, type GraphDocument, type NodeId, type Settings } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { nodeType } from '../../nodes/index.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Problem } from '../../plan/problems.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import type { Ramp } from '../tensor/colour.ts';
import { type Arrangement, arrangeTwins, type Box, twinsWidth } from '../tensor/layout.ts';

export interface Port {
  readonly address: Address;
  readonly name: string;
  readonly side: 'input' | 'output';
  /** Null while it is not known. */
  readonly shape: Shape | null;
  /** Wires at this port; an output with several copies going forward and sums going back. */
  readonly wires: number;
}

/** A value and its gradient, or two values that belong together. */
export interface Block {
  readonly value: Address;
  readonly name: string;
  readonly partner: Address | null;
  readonly partnerName: string;
  readonly kind: 'twins' | 'pair' | 'data';
  readonly shape: Shape;
  readonly box: Box;
  readonly each: Arrangement;
  readonly stacked: boolean;
  readonly ramp: Ramp;
  readonly scale: number | null;
}

export type Preview = 'scatter' | 'pictures';

export interface Card {
  readonly id: NodeId;
  readonly type: string;
  /** The author's label, else the id. */
  readonly label: string;
  readonly muted: boolean;
  readonly width: number;
  readonly sizes: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly blocks: readonly Block[];
  readonly preview: Preview | null;
  /** Of a loss: the one number. */
  readonly loss: Address | null;
  readonly problem: Problem | null;
  /** `wrong`, `unwired`: the problem says what. `waits`: the reason lies upstream. */
  readonly state: 'ready' | 'wrong' | 'unwired' | 'waits';
  /** False: it can be computed, but the loss does not depend on it. */
  readonly reaches: boolean;
  readonly settings: Settings;
  /** Rows of the whole data set, of a data node. */
  readonly rows: number | null;
}

/** What all cards of a drawing share, looked up once. */
export interface Drawing {
  readonly document: GraphDocument;
  readonly plan: Plan;
  readonly problems: ReadonlyMap<NodeId, Problem>;
  readonly steps: ReadonlyMap<NodeId, Plan['steps'][number]>;
  /** How many wires an output has. */
  readonly readers: ReadonlyMap<Address, number>;
}

const WIDTH = { preview: 124, twins: 158, loss: 174, wide: 226 };
const PADDING = 10;
/** A letter beside a port, and the room about its name and shape. */
const PORT = { letter: 6.7, room: 30 };
/** Pictures of 20 rows of 7 px; wide ones lower. */
const PICTURE = { cell: 7, height: 140, wideHeight: 96 };
/** Tensors of so few rows and columns show their numbers. */
const NUMBERS = { rows: 5, columns: 3 };
const PREVIEWS: ReadonlyMap<string, Preview> = new Map([
  ['points', 'scatter'],
  ['iris', 'scatter'],
  ['digits', 'pictures'],
]);

export function drawing(document: GraphDocument, plan: Plan): Drawing {
  const problems = new Map<NodeId, Problem>();
  for (const problem of plan.problems) {
    const known = problem.node === undefined ? undefined : problems.get(problem.node);
    if (problem.node !== undefined && (!known || (problem.blocks && !known.blocks)))
      problems.set(problem.node, problem);
  }
  const readers = new Map<Address, number>();
  for (const output of Object.values(document.wires)) readers.set(output, (readers.get(output) ?? 0) + 1);
  return { document, plan, problems, readers, steps: new Map(plan.steps.map((step) => [step.node, step])) };
}

export function cardOf(id: NodeId, shared: Drawing): Card {
  const { document, plan, problems, steps } = shared;
  const record = document.nodes[id];
  const type = nodeType(record?.type ?? '');
  const step = steps.get(id);
  const problem = problems.get(id) ?? null;
  const state = stateOf(problem, step !== undefined || record?.muted === true);
  const settings = step?.settings ?? record?.settings ?? {};
  const shown =
    type && step && state === 'ready' ? picturesOf(id, type, shared, step.reaches) : { blocks: [], width: 0 };
  const inputs = type ? inputsOf(type).map((name) => portOf(id, name, 'input', shared)) : [];
  const outputs = type ? type.outputs.map((name) => portOf(id, name, 'output', shared)) : [];
  return {
    id,
    type: record?.type ?? '',
    label: record?.label ?? id,
    muted: record?.muted === true,
    width: Math.max(shown.width || plainWidth(type), portsWidth(inputs, outputs)),
    sizes: type ? sizesOf(id, type, plan) : '',
    inputs,
    outputs,
    blocks: shown.blocks,
    preview: (state === 'ready' && PREVIEWS.get(record?.type ?? '')) || null,
    loss: type?.category === 'loss' && state === 'ready' ? address(id, 'L') : null,
    problem,
    state,
    reaches: step?.reaches !== false || plan.losses.length === 0,
    settings,
    rows: type?.source?.load && step ? (type.source.rows(step.settings) ?? null) : null,
  };
}

function stateOf(problem: Problem | null, runs: boolean): Card['state'] {
  if (problem?.code === 'unwired') return 'unwired';
  if (problem && (problem.blocks || !runs)) return 'wrong';
  return runs ? 'ready' : 'waits';
}

function portOf(id: NodeId, name: string, side: Port['side'], { document, plan, readers }: Drawing): Port {
  const place = address(id, name);
  const source = side === 'input' ? document.wires[place] : place;
  const wires = side === 'input' ? Number(source !== undefined) : (readers.get(place) ?? 0);
  return { address: place, name, side, shape: (source && plan.shapes.get(source)) ?? null, wires };
}

/** `2→8`: what a layer of weights makes of how many. */
function sizesOf(id: NodeId, type: AnyNodeType, plan: Plan): string {
  const W = plan.shapes.get(address(id, 'W'));
  if (Object.hasOwn(type.parameters, 'W') && type.parameters.W === 'kaiming' && W?.length === 2)
    return `${W[1]}→${W[0]}`;
  return '';
}

function plainWidth(type: AnyNodeType | undefined): number {
  if (type && PREVIEWS.has(type.type)) return WIDTH.preview;
  return type?.category === 'loss' ? WIDTH.loss : WIDTH.twins;
}

/** What the longest name and shape on each side need. */
function portsWidth(...sides: readonly (readonly Port[])[]): number {
  const widths = sides.map((ports) =>
    Math.max(0, ...ports.map(({ name, shape }) => PORT.room + PORT.letter * `${name}${shape?.join('×') ?? ''}`.length)),
  );
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0));
}

/** The main output and its gradient, then biases, then weights; of a loss, what it compares. */
function picturesOf(id: NodeId, type: AnyNodeType, shared: Drawing, reaches: boolean) {
  if (PREVIEWS.has(type.type)) return { blocks: [], width: WIDTH.preview };
  const { plan } = shared;
  const shapeOf = (name: string) => plan.shapes.get(address(id, name));
  if (type.category === 'loss') {
    const [P, Y] = type.keeps ?? [];
    const shape = P === undefined ? undefined : shapeOf(P);
    const blocks = P && Y && shape ? [pairOf(id, P, Y, shape)] : [];
    return { blocks, width: WIDTH.loss };
  }
  const [main = ''] = type.outputs;
  const learned = parametersOf(type).filter((name) => name !== main);
  const optional = Object.keys(type.optional ?? {});
  const names = [
    main,
    ...learned.filter((name) => optional.includes(name)),
    ...learned.filter((name) => !optional.includes(name)),
  ];
  const shapes = names.flatMap((name) => {
    const shape = shapeOf(name);
    return shape ? [{ name, shape }] : [];
  });
  const [first] = shapes;
  const tiny = shapes.every(({ shape }) => isTiny(shape));
  const columns = Math.max(1, ...shapes.map(({ shape }) => (shape.length > 1 ? (shape.at(-1) ?? 1) : 1)));
  const width = tiny
    ? Math.max(WIDTH.twins, twinsWidth(columns) + 2 * PADDING)
    : first !== undefined && isWide(first.shape)
      ? WIDTH.wide
      : plainWidth(type);
  const numbers = tiny ? NUMBERS.rows : 0;
  const learns = reaches || plan.losses.length === 0;
  const blocks = shapes.map(({ name, shape }) => {
    const value = address(id, name);
    const gradient = learns && !plan.indices.has(value) ? address(id, `d${name}`) : null;
    return blockOf(value, name, gradient, `d${name}`, shape, width, numbers);
  });
  return { blocks, width };
}

function isWide(shape: Shape): boolean {
  return (shape.at(-1) ?? 1) > 16;
}

function isTiny(shape: Shape): boolean {
  return (shape.at(-1) ?? 1) <= NUMBERS.columns && size(shape.slice(0, -1)) <= NUMBERS.rows;
}

function pairOf(id: NodeId, P: string, Y: string, shape: Shape): Block {
  const block = blockOf(address(id, P), P, address(id, Y), Y, shape, WIDTH.loss, 0);
  return { ...block, kind: 'pair', ramp: 'sequential', scale: 1 };
}

function blockOf(
  value: Address,
  name: string,
  partner: Address | null,
  partnerName: string,
  shape: Shape,
  width: number,
  numbers: number,
): Block {
  const height = isWide(shape) ? PICTURE.wideHeight : PICTURE.height;
  const box = { width: width - 2 * PADDING, height, cell: PICTURE.cell, numbers };
  const { each, stacked } = arrangeTwins(shape, box);
  return {
    value,
    name,
    partner,
    partnerName,
    kind: 'twins',
    shape,
    box,
    each,
    stacked,
    ramp: 'diverging',
    scale: null,
  };
}
