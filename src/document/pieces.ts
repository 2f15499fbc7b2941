/* A part of a drawing that is copied: itself a document, so its text opens and pastes anywhere. Wires that entered it from
   outside are remembered beside it, for a paste that keeps them. */
import { bend, newAreaId, setArea } from './annotations.ts';
import {
  type Address,
  DEFAULT_TRAINING,
  type Frame,
  type GraphDocument,
  type NodeId,
  type NodeRecord,
  type Note,
  naturally,
  type Position,
  parts,
  type View,
} from './document.ts';
import * as edits from './edits.ts';
import type { Edit } from './history.ts';
import { isAddress, newId } from './names.ts';
import { changeOwn } from './own-types.ts';
import { isRecord } from './valid.ts';

export interface Piece extends GraphDocument {
  /** input of the piece ← output that is not in it. */
  readonly incoming?: Readonly<Record<Address, Address>>;
}

/** The given nodes with the wires, ties, values and frozen parameters among them, and the given frames and notes. */
export function pieceOf(
  document: GraphDocument,
  ids: Iterable<NodeId>,
  areas: Pick<View, 'frames' | 'notes'> = {},
): Piece {
  const chosen = new Set([...ids].filter((id) => Object.hasOwn(document.nodes, id)));
  const within = (tensor: string) => chosen.has(parts(tensor as Address).node);
  const of = <T>(record: Readonly<Record<string, T>> = {}, keeps: (key: string, value: T) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([key, value]) => keeps(key, value)));
  const [ties, values] = [
    of(document.ties, (to, from) => within(to) && within(from)),
    of(document.values, (tensor) => within(tensor)),
  ];
  const frozen = (document.frozen ?? []).filter(within);
  const types = new Set([...chosen].map((id) => document.nodes[id]?.type));
  const definitions = of(document.definitions, (type) => types.has(type));
  const bends = of(document.view?.bends, (input) => within(input) && within(document.wires[input as Address] ?? ''));
  const view = of<object>({ ...areas, bends }, (_, record) => Object.keys(record).length > 0);
  const incoming = of(document.wires, (input, output) => within(input) && !within(output));
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: of(document.nodes, (id) => chosen.has(id)),
    wires: of(document.wires, (input, output) => within(input) && within(output)),
    ...(Object.keys(ties).length > 0 && { ties }),
    ...(Object.keys(values).length > 0 && { values }),
    ...(frozen.length > 0 && { frozen }),
    training: DEFAULT_TRAINING,
    ...(Object.keys(view).length > 0 && { view }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...(Object.keys(incoming).length > 0 && { incoming }),
  };
}

/** Adds the piece, moved by `shift`, under new names; `wired`: also the wires that entered it, where they still begin. */
export function paste(
  document: GraphDocument,
  piece: Piece,
  shift: Position,
  wired: boolean,
): { readonly edit: Edit; readonly ids: readonly NodeId[] } {
  const names = new Map<NodeId, NodeId>();
  const nodes: Record<NodeId, NodeRecord> = { ...document.nodes };
  for (const id of Object.keys(piece.nodes).sort(naturally)) {
    const record = piece.nodes[id];
    if (!record) continue;
    const name = newId({ ...document, nodes }, record.type);
    names.set(id, name);
    nodes[name] = record;
  }
  const { types, definitions } = brought(document, piece);
  const renamed = (tensor: Address): Address => {
    const { node, name } = parts(tensor);
    return `${names.get(node) ?? node}.${name}`;
  };
  const steps: Edit[] = [...definitions].map(([type, definition]) => changeOwn(type, definition));
  for (const [id, name] of names) {
    const { type, position, settings, label, muted } = piece.nodes[id] as NodeRecord;
    const place = { x: Math.round(position.x + shift.x), y: Math.round(position.y + shift.y) };
    steps.push(
      edits.addNode(name, types.get(type) ?? type, place, settings),
      edits.labelNode(name, label ?? ''),
      edits.muteNodes([name], muted === true),
    );
  }
  for (const [input, output] of entries(piece.wires)) steps.push(edits.connect(renamed(input), renamed(output)));
  for (const [input, places] of entries(piece.view?.bends ?? {})) {
    const moved = places.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }));
    steps.push(bend(renamed(input), moved));
  }
  // `incoming` may come from a text that anybody wrote.
  for (const [input, output] of wired ? entries(piece.incoming ?? {}) : [])
    if (isAddress(input) && isAddress(output) && names.has(parts(input).node) && !names.has(parts(output).node))
      steps.push(edits.connect(renamed(input), output));
  let view = document.view ?? {};
  for (const kind of ['frames', 'notes'] as const)
    for (const area of Object.values(piece.view?.[kind] ?? {})) {
      const id = newAreaId({ ...document, view }, kind);
      const position = { x: area.position.x + shift.x, y: area.position.y + shift.y };
      view = { ...view, [kind]: { ...view[kind], [id]: area } };
      steps.push(setArea(kind, id, { ...area, position } as Frame & Note));
    }
  for (const [to, from] of entries(piece.ties ?? {})) steps.push(edits.tie(renamed(to), renamed(from)));
  for (const [tensor, values] of entries(piece.values ?? {})) steps.push(edits.setValue(renamed(tensor), values));
  for (const tensor of piece.frozen ?? []) steps.push(edits.freeze(renamed(tensor), true));
  return { edit: edits.together(steps), ids: [...names.values()] };
}

/** Types that the piece brings: one of which the document has another gets another name. */
function brought(document: GraphDocument, { nodes, definitions = {} }: Piece) {
  const types = new Map<string, string>();
  const added = new Map<string, Readonly<Record<string, unknown>>>();
  const present = document.definitions ?? {};
  for (const [type, definition] of Object.entries(definitions)) {
    if (!isRecord(definition) || !Object.values(nodes).some((node) => node.type === type)) continue;
    const is = (name: string) => JSON.stringify(present[name]) === JSON.stringify(definition);
    let name = type;
    for (let number = 2; (Object.hasOwn(present, name) && !is(name)) || added.has(name); number++)
      name = `${type}-${number}`;
    types.set(type, name);
    if (!Object.hasOwn(present, name)) added.set(name, definition);
  }
  return { types, definitions: added };
}

function entries<T>(record: Readonly<Record<Address, T>>): readonly [Address, T][] {
  return Object.entries(record) as [Address, T][];
}
