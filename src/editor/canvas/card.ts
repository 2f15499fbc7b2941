/* What a node shows, as one value: ports with shapes, pictures with their geometry, or what is wrong. It depends on the
   drawing and its plan only, never on numbers, so a card keeps its size and its identity while the network trains. */
import { type Address, address, type GraphDocument, type NodeId, type Settings } from '../../document/document.ts';
import { collapsedNodes } from '../../document/view.ts';
import { typeIn } from '../../nodes/brought.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Problem } from '../../plan/problems.ts';
import { inputsOf } from '../../plan/resolve.ts';
import type { Shape } from '../../tensor/shape.ts';
import { heightOf } from './height.ts';
import { type Block, type Preview, picturesOf, plainWidth, previewOf } from './pictures.ts';

export interface Port {
  readonly address: Address;
  readonly name: string;
  readonly side: 'input' | 'output';
  /** Null while it is not known. */
  readonly shape: Shape | null;
  /** Wires at this port; an output with several copies going forward and sums going back. */
  readonly wires: number;
}

export interface Card {
  readonly id: NodeId;
  readonly type: string;
  /** Undefined for a type that is not known here. */
  readonly known: AnyNodeType | undefined;
  /** The author's label, else the id. */
  readonly label: string;
  readonly muted: boolean;
  /** Only its title and ports are shown. */
  readonly collapsed: boolean;
  readonly width: number;
  /** Null where only the screen can tell. */
  readonly height: number | null;
  readonly sizes: string;
  /** The line that gives the main output. */
  readonly formula: string;
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

/** A letter beside a port, and the room about its name and shape. */
const PORT = { letter: 6.7, room: 30 };

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
  const type = typeIn(document, record?.type ?? '');
  const step = steps.get(id);
  const problem = problems.get(id) ?? null;
  const state = stateOf(problem, step !== undefined || record?.muted === true);
  const settings = step?.settings ?? record?.settings ?? {};
  const collapsed = collapsedNodes(document).has(id);
  const shown =
    type && step && state === 'ready' && !collapsed
      ? picturesOf(id, type, plan, step.reaches)
      : { blocks: [], width: 0 };
  const inputs = type ? inputsOf(type).map((name) => portOf(id, name, 'input', shared)) : [];
  const outputs = type ? type.outputs.map((name) => portOf(id, name, 'output', shared)) : [];
  const card = {
    id,
    type: record?.type ?? '',
    known: type,
    label: record?.label ?? id,
    muted: record?.muted === true,
    collapsed,
    width: Math.max(shown.width || plainWidth(type), portsWidth(inputs, outputs)),
    sizes: type ? sizesOf(id, type, plan) : '',
    formula: type ? formulaOf(type) : '',
    inputs,
    outputs,
    blocks: shown.blocks,
    preview: (state === 'ready' && !collapsed && previewOf(record?.type, settings)) || null,
    loss: type?.category === 'loss' && state === 'ready' && !collapsed ? address(id, 'L') : null,
    problem,
    state,
    reaches: step?.reaches !== false || plan.losses.length === 0,
    settings,
    rows: type?.source && type.outputs.includes('y') && step ? (type.source.rows(step.settings) ?? null) : null,
  };
  return { ...card, height: heightOf(card) };
}

/** The line that gives the main output. */
export function formulaOf({ formula, outputs }: AnyNodeType): string {
  return formula.forward.find((line) => line.startsWith(`${outputs[0]} =`)) ?? formula.forward[0] ?? '';
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

/** What the longest name and shape on each side need. */
function portsWidth(...sides: readonly (readonly Port[])[]): number {
  const widths = sides.map((ports) =>
    Math.max(0, ...ports.map(({ name, shape }) => PORT.room + PORT.letter * `${name}${shape?.join('×') ?? ''}`.length)),
  );
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0));
}
