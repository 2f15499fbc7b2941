/* Edits that keep a network whole: a node put into a wire, wires healed where nodes are taken out, a node replaced by one
   of another type. Ports are matched by name, else by their order. */
import { bend } from '../document/annotations.ts';
import {
  type Address,
  address,
  type GraphDocument,
  type NodeId,
  type Position,
  parts,
  type Settings,
} from '../document/document.ts';
import * as edits from '../document/edits.ts';
import { apply, begin, type Edit } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { typeIn } from '../nodes/brought.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { inputsOf } from '../plan/resolve.ts';
import { fitting, knownProblems, refusal } from './wiring.ts';

const after = (document: GraphDocument, edit: Edit) =>
  apply(begin(document), { code: 'try', values: {} }, edit).present;
const typeOf = (document: GraphDocument, id: NodeId) => typeIn(document, document.nodes[id]?.type ?? '');
const wiresOf = ({ wires }: GraphDocument) => Object.entries(wires) as [Address, Address][];

/** Puts a node into the wire that ends at `input`; null when it has no port on one side, or would not fit there. */
export function spliced(document: GraphDocument, id: NodeId, input: Address): Edit | null {
  const type = typeOf(document, id);
  const output = document.wires[input];
  const [entry, exit] = [type?.inputs[0], type?.outputs[0]];
  if (!output || entry === undefined || exit === undefined || parts(input).node === id) return null;
  const first = edits.connect(address(id, entry), output);
  const second = edits.connect(input, address(id, exit));
  const before = after(document, edits.disconnect(input));
  const known = knownProblems(document);
  if (refusal(before, output, address(id, entry), known)) return null;
  const made = after(before, first);
  return refusal(made, address(id, exit), input, known) ? null : edits.together([first, second]);
}

/** Takes nodes out; what read them reads what they read, where that fits. */
export function healed(document: GraphDocument, ids: ReadonlySet<NodeId>): Edit {
  const removal = edits.removeNodes(ids);
  let left = after(document, removal);
  const known = knownProblems(document);
  const steps: Edit[] = [removal];
  for (const [input, output] of wiresOf(document)) {
    if (ids.has(parts(input).node) || !ids.has(parts(output).node)) continue;
    const source = before(document, output, ids);
    if (!source || refusal(left, source, input, known)) continue;
    steps.push(edits.connect(input, source));
    left = after(left, edits.connect(input, source));
  }
  return edits.together(steps);
}

/** The first output outside of `ids` on the way back through first inputs. */
function before(document: GraphDocument, output: Address, ids: ReadonlySet<NodeId>): Address | undefined {
  const seen = new Set<NodeId>();
  let at: Address | undefined = output;
  while (at && ids.has(parts(at).node)) {
    const { node } = parts(at);
    const entry: string | undefined = typeOf(document, node)?.inputs[0];
    if (seen.has(node) || entry === undefined) return undefined;
    seen.add(node);
    at = document.wires[address(node, entry)];
  }
  return at;
}

/** Another type in place of a node's: its wires, its place, its label and the settings that still fit stay. */
export function replaced(
  document: GraphDocument,
  old: NodeId,
  type: AnyNodeType,
): { readonly edit: Edit; readonly id: NodeId } | null {
  const record = document.nodes[old];
  const known = typeOf(document, old);
  if (!record || !known) return null;
  const id = newId(document, type.type);
  const moved = (port: string, from: readonly string[], to: readonly string[]): Address | undefined => {
    const name = to.includes(port) ? port : to[from.indexOf(port)];
    return name === undefined ? undefined : address(id, name);
  };
  const steps: Edit[] = [
    edits.addNode(id, type.type, record.position, kept(record.settings, type)),
    edits.labelNode(id, record.label ?? ''),
    edits.muteNodes([id], record.muted === true && type.inputs.length === 1),
    edits.removeNodes([old]),
  ];
  for (const [input, output] of wiresOf(document)) {
    const [to, from] = [parts(input), parts(output)];
    const entry = to.node === old ? moved(to.name, inputsOf(known), inputsOf(type)) : input;
    const exit = from.node === old ? moved(from.name, known.outputs, type.outputs) : output;
    if ((to.node !== old && from.node !== old) || !entry || !exit) continue;
    steps.push(edits.connect(entry, exit), bend(entry, document.view?.bends?.[input] ?? []));
  }
  const { loss } = document.training;
  const exit = loss && parts(loss).node === old && moved(parts(loss).name, known.outputs, type.outputs);
  if (exit) steps.push(edits.changeTraining({ loss: exit }));
  return { edit: edits.together(steps), id };
}

function kept(settings: Settings, type: AnyNodeType): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => type.settings[name]?.accepts(value) !== undefined),
  );
}

export interface Addition {
  readonly edit: Edit;
  readonly id: NodeId;
}

/** A new node wired to the port from which a wire was drawn; null when none of its ports fits. */
export function addedTo(
  document: GraphDocument,
  from: Address,
  type: AnyNodeType,
  position: Position,
): Addition | null {
  const id = newId(document, type.type);
  const adding = edits.addNode(id, type.type, position, {});
  const place = joined(after(document, adding), from, id);
  return place && { edit: edits.together([adding, place]), id };
}

/** The types of which a port fits the one from which a wire was drawn. */
export function fittingTypes(
  document: GraphDocument,
  from: Address,
  types: readonly AnyNodeType[],
): readonly AnyNodeType[] {
  return types.filter((type) => {
    // Each by itself: a second data node would disagree about the rows.
    const id = newId(document, type.type);
    const trial = after(document, edits.addNode(id, type.type, { x: 0, y: 0 }, {}));
    return fitting(trial, from, new Set([id])).size > 0;
  });
}

function joined(document: GraphDocument, from: Address, id: NodeId): Edit | null {
  const [port] = fitting(document, from, new Set([id]));
  if (!port) return null;
  const outward = typeOf(document, parts(from).node)?.outputs.includes(parts(from).name) ?? false;
  return outward ? edits.connect(port, from) : edits.connect(from, port);
}
