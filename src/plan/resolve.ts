/* The drawing, read against the catalogue: known types, settings in range, wires between ports that exist. */
import {
  type Address,
  address,
  type GraphDocument,
  type NodeId,
  naturally,
  parts,
  type Settings,
} from '../document/document.ts';
import { broughtBy } from '../nodes/brought.ts';
import type { AnyNodeType, AnySettings } from '../nodes/define.ts';
import { nodeType } from '../nodes/index.ts';
import type { Fields } from '../nodes/settings.ts';
import type { Found } from './problems.ts';

export interface ResolvedNode {
  readonly node: NodeId;
  readonly type: AnyNodeType;
  readonly settings: AnySettings;
  /** Where each wired input comes from, muted nodes bridged. */
  readonly wires: ReadonlyMap<string, Address>;
}
export interface Graph {
  /** In natural order of ids. */
  readonly nodes: ReadonlyMap<NodeId, ResolvedNode>;
  /** parameter → the parameter that it is one tensor with, at the end of its chain of ties. */
  readonly ties: ReadonlyMap<Address, Address>;
  readonly problems: readonly Found[];
}

/** Every input port of a type: numbers, then indices. */
export function inputsOf(type: AnyNodeType): readonly string[] {
  return [...type.inputs, ...(type.indices ?? [])];
}
/** Every parameter of a type: always there, then optional. */
export function parametersOf(type: AnyNodeType): readonly string[] {
  return [...Object.keys(type.parameters), ...Object.keys(type.optional ?? {})];
}

/** `types` are those that the document defines itself. */
export function resolve(document: GraphDocument, types: ReadonlyMap<string, AnyNodeType> = broughtBy(document)): Graph {
  const problems: Found[] = [];
  const known = new Map<NodeId, { type: AnyNodeType; settings: AnySettings }>();
  for (const node of Object.keys(document.nodes).sort(naturally)) {
    const record = document.nodes[node];
    const type = record && (types.get(record.type) ?? nodeType(record.type));
    if (!record) continue;
    if (type) known.set(node, { type, settings: readSettings(node, type, record.settings, problems) });
    else problems.push({ code: 'unknown-type', values: { node, type: record.type }, node });
  }
  const has = (place: Address, ports: (type: AnyNodeType) => readonly string[]) => {
    const { node, name } = parts(place);
    const type = known.get(node)?.type;
    return type !== undefined && ports(type).includes(name);
  };

  const wires = new Map<Address, Address>();
  for (const [input, output] of Object.entries(document.wires) as [Address, Address][]) {
    const [to, from] = [parts(input), parts(output)];
    if (!known.has(to.node) || !document.nodes[from.node]) continue;
    if (!has(input, inputsOf))
      problems.push({ code: 'unknown-port', values: { node: to.node, port: to.name }, node: to.node });
    else if (known.has(from.node) && !has(output, (type) => type.outputs))
      problems.push({
        code: 'unknown-port',
        values: { node: from.node, port: from.name },
        node: to.node,
        port: to.name,
      });
    else wires.set(input, output);
  }

  const nodes = new Map<NodeId, ResolvedNode>();
  const bridges = bridged(document, known, wires, problems);
  for (const [node, { type, settings }] of known) {
    if (document.nodes[node]?.muted) continue;
    const own = new Map<string, Address>();
    for (const port of inputsOf(type)) {
      const source = follow(wires.get(address(node, port)), bridges);
      if (source) own.set(port, source);
    }
    nodes.set(node, { node, type, settings, wires: own });
  }
  return { nodes, ties: resolveTies(document, (place) => has(place, parametersOf), problems), problems };
}

function readSettings(node: NodeId, type: AnyNodeType, given: Settings, problems: Found[]): AnySettings {
  const settings: Record<string, AnySettings[string]> = {};
  for (const [name, field] of Object.entries(type.settings)) {
    const value = Object.hasOwn(given, name) ? field.accepts(given[name]) : field.initial;
    if (value === undefined)
      problems.push({
        code: 'setting-refused',
        values: { node, setting: name, value: JSON.stringify(given[name]) },
        node,
      });
    settings[name] = value ?? field.initial;
  }
  const unknown = unknownSettings(node, given, type.settings);
  if (unknown) problems.push({ ...unknown, node });
  return settings;
}

/** Names that nobody reads, so that a slip of the pen is not taken for the default. */
export function unknownSettings(owner: string, given: Settings, fields: Fields): Found | undefined {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  const known = Object.keys(fields).join(', ') || '–';
  return unknown.length > 0
    ? { code: 'unknown-setting', values: { owner, setting: unknown.join(', '), known } }
    : undefined;
}

/** A muted node passes its only input on: output → what feeds it. */
function bridged(
  document: GraphDocument,
  known: ReadonlyMap<NodeId, { type: AnyNodeType }>,
  wires: ReadonlyMap<Address, Address>,
  problems: Found[],
): ReadonlyMap<Address, Address | undefined> {
  const bridges = new Map<Address, Address | undefined>();
  for (const [node, { type }] of known) {
    if (!document.nodes[node]?.muted) continue;
    if (type.inputs.length !== 1) problems.push({ code: 'cannot-mute', values: { node }, node });
    const source = type.inputs[0] === undefined ? undefined : wires.get(address(node, type.inputs[0]));
    for (const output of type.outputs) bridges.set(address(node, output), source);
  }
  return bridges;
}

/** The end of a chain; undefined when it breaks off or runs in a circle. */
function follow<T>(start: T | undefined, next: ReadonlyMap<T, T | undefined>): T | undefined {
  const seen = new Set<T>();
  let at = start;
  while (at !== undefined && next.has(at)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    at = next.get(at);
  }
  return at;
}

function resolveTies(document: GraphDocument, exists: (place: Address) => boolean, problems: Found[]) {
  const ties = new Map<Address, Address>();
  const given = new Map(Object.entries(document.ties ?? {}) as [Address, Address][]);
  for (const place of given.keys()) {
    const root = follow(place, given);
    const { node } = parts(place);
    if (root && exists(place) && exists(root)) ties.set(place, root);
    else problems.push({ code: 'bad-tie', values: { a: place, b: given.get(place) ?? '' }, node });
  }
  return ties;
}
