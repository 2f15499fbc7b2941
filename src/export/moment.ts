/* What is exported: a network as it stands, with its numbers, its data and what the editor showed of it. */
import type { Address, GraphDocument, NodeId } from '../document/document.ts';
import { address, parts } from '../document/document.ts';
import type { Mode } from '../nodes/define.ts';
import { definitionsOf } from '../nodes/definition.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { inputsOf, parametersOf } from '../plan/resolve.ts';
import type { Shape } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import type { AnyLines, Place } from './lines.ts';
import { linesOf } from './nodes/index.ts';
import { type Own, ownOf } from './programs/own.ts';
import { identifiers } from './python/python.ts';
import { remembers } from './python/training.ts';

export interface Moment {
  readonly document: GraphDocument;
  readonly plan: Plan;
  /** Parameters that are tensors of their own, and buffers. */
  readonly values: ReadonlyMap<Address, TensorData>;
  /** Whole columns of the data, and constants. */
  readonly rows: ReadonlyMap<Address, TensorData>;
  readonly constants: ReadonlyMap<Address, TensorData>;
  /** Updates made before. */
  readonly step: number;
  /** The loss of the next batch, computed in this mode: what `--check` compares with. */
  readonly check: { readonly mode: Mode; readonly loss: number };
}

/** An export has the parameters, but not what the optimiser remembers of the updates that made them. */
export const beginsAnew = ({ step, document }: Moment) => step > 0 && remembers(document.training);

/** What a file says of where it came from, in sentences. */
export function origin(moment: Moment): readonly string[] {
  const anew =
    'What the optimiser remembered of them is not here: it begins anew, with other losses from the second on.';
  return [`Written by Chainrule, after ${moment.step} updates.`, ...(beginsAnew(moment) ? [anew] : [])];
}

/** A node that computes, on the way to the loss. */
export interface Part {
  readonly step: Step;
  readonly id: NodeId;
  /** Its identifier in generated code. */
  readonly name: string;
  readonly label: string;
  readonly lines: AnyLines;
  /** Of a node with programs of its own. */
  readonly own: Own | undefined;
  /** What its lines may depend on. */
  readonly place: Place;
}

/** The network as exporters walk it: only what reaches the loss, in order, each node with its identifier. */
export interface Program {
  readonly moment: Moment;
  readonly parts: readonly Part[];
  /** Nodes beside them whose parameters parts share. */
  readonly lenders: readonly Part[];
  /** Outputs of data nodes that the parts read, in order. */
  readonly data: readonly Address[];
  /** Parameters of the parts that are tensors of their own, and their buffers. */
  readonly parameters: readonly Address[];
  readonly buffers: readonly Address[];
  /** Identifiers of all nodes that take part, data nodes included. */
  readonly names: ReadonlyMap<NodeId, string>;
}

export function programOf(moment: Moment): Program {
  const { plan, document } = moment;
  const { steps, ties, shapes } = plan;
  const definitions = definitionsOf(document);
  const reaching = steps.filter(({ reaches, type }) => reaches && !type.source);
  const read = new Set(reaching.flatMap(({ sources }) => [...sources.values()]));
  const lending = steps.filter(
    ({ node, reaches, type }) => !reaches && parametersOf(type).some((name) => read.has(address(node, name))),
  );
  const giving = steps.filter(
    ({ node, type }) => type.source && type.outputs.some((name) => read.has(address(node, name))),
  );
  const taking = steps.filter((step) => [reaching, lending, giving].some((list) => list.includes(step)));
  const names = identifiers(taking.map(({ node }) => node));
  const part = (step: Step): Part => {
    const { node: id, type } = step;
    const [name, label] = [names.get(id) as string, document.nodes[id]?.label ?? ''];
    const others = plan.otherShapes.map((each) => shapesOf(each, step));
    const place = { node: id, shapes: shapesOf(plan.shapes, step), others };
    const own = ownOf(definitions.get(type.type), { id, name, step, place });
    return { step, id, name, label, own, lines: own?.lines ?? linesOf(type.type), place };
  };
  const own = taking.flatMap(({ node, type }) => parametersOf(type).map((name) => address(node, name)));
  return {
    moment,
    parts: reaching.map(part),
    lenders: lending.map(part),
    names,
    data: giving
      .flatMap(({ node, type }) => type.outputs.map((name) => address(node, name)))
      .filter((place) => read.has(place)),
    // What only lends reaches the loss by what is read of it.
    parameters: own.filter(
      (place) =>
        shapes.has(place) &&
        !ties.has(place) &&
        (read.has(place) || reaching.some(({ node }) => node === parts(place).node)),
    ),
    // A node that only lends is not computed, and its running statistics stay.
    buffers: reaching.flatMap(({ node, type }) => Object.keys(type.buffers ?? {}).map((name) => address(node, name))),
  };
}

/** Shapes by name: what arrives, what is its own. */
function shapesOf(shapes: Plan['shapes'], { node, type, sources }: Step): Readonly<Record<string, Shape>> {
  const own = [...parametersOf(type), ...Object.keys(type.buffers ?? {}), ...(type.keeps ?? []), ...type.outputs];
  const places: readonly (readonly [string, Address])[] = [
    ...inputsOf(type).map((name) => [name, sources.get(name) as Address] as const),
    ...own.map((name) => [name, address(node, name)] as const),
  ];
  return Object.fromEntries(
    places.flatMap(([name, place]) => (shapes.has(place) ? [[name, shapes.get(place) as Shape]] : [])),
  );
}

/** Parts that only the loss needs: nodes of losses and what comes after; without any, the last node. The others predict. */
export function judges({ parts: all, moment }: Program): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  for (const { id, step } of all) {
    const after = [...step.sources.values()].some((source) => found.has(parts(source).node));
    if (step.type.category === 'loss' || after) found.add(id);
  }
  if (found.size === 0) for (const loss of moment.plan.losses) found.add(parts(loss).node);
  return found;
}

/** Ten epochs, and at least a hundred steps. */
export function stepsOf(moment: Moment): number {
  return Math.max(100, 10 * batchesOf(moment));
}

/** Batches of an epoch. */
export function batchesOf({ plan }: Moment): number {
  return plan.rows?.batches ?? 1;
}

/** Rows of a step as Python; a document without rows has none. */
export function rowsExpression({ moment, data }: Program, step: string): string {
  return moment.plan.rows && data.some((place) => moment.rows.has(place)) ? `rows_of(${step})` : 'None';
}
