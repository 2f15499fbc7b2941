/* Makes a document out of parsed JSON whatever its shape: one bad element costs one element, and each is listed. */

import { clean } from './clean.ts';
import type { Address, GraphDocument, NodeId, NodeRecord, Settings, Training, Values } from './document.ts';
import { DEFAULT_TRAINING, naturally, parts } from './document.ts';
import { LIMITS } from './limits.ts';
import { isAddress, isNodeId, isReserved } from './names.ts';
import { viewOf } from './repair-view.ts';
import { pathOf } from './scan.ts';
import { isCard, isPosition, isRecord, isSetting, isValues, reachable, shortened, TRAINING_FIELDS } from './valid.ts';

/** What was dropped, or put right: a node that moved, a text that was cut, a training field that took its default. */
export type RepairCode =
  | 'unsafe-key'
  | 'number-too-large'
  | 'bad-field'
  | 'bad-node-id'
  | 'bad-node'
  | 'bad-position'
  | 'bad-setting'
  | 'bad-address'
  | 'unknown-node'
  | 'bad-values'
  | 'too-many-values'
  | 'bad-training'
  | 'bad-area'
  | 'bad-bends'
  | 'unknown-wire'
  | 'text-cut';

/** `path` names the place: `nodes.linear1.settings.features`. */
export interface Repair {
  readonly code: RepairCode;
  readonly values: { readonly path: string; readonly limit?: number };
}

type Note = (code: RepairCode, ...path: readonly string[]) => void;
type Json = Record<string, unknown>;

/** Depth, repeated keys and counts have been checked; `raw` is changed in place. */
export function repair(raw: Json): { document: GraphDocument; report: readonly Repair[] } {
  const report: Repair[] = [];
  const note: Note = (code, ...path) => {
    const text = path[1] === 'notes' ? LIMITS.note : LIMITS.label;
    const limit = code === 'too-many-values' ? { limit: LIMITS.values } : code === 'text-cut' ? { limit: text } : {};
    report.push({ code, values: { path: pathOf(path), ...limit } });
  };
  clean(raw, note);
  const nodes = nodesOf(raw, note);
  const known = (tensor: Address) => Object.hasOwn(nodes, parts(tensor).node);
  const { title, wires, ties, values, frozen, training, view, definitions, card, ...unknown } = raw;
  const links = linksOf('wires', wires, known, note);
  const optional = {
    ties: linksOf('ties', ties, known, note),
    values: valuesOf(values, known, note),
    frozen: frozenOf(frozen, known, note),
    view: viewOf(view, links, note),
    definitions: definitions === undefined || isRecord(definitions) ? definitions : note('bad-field', 'definitions'),
    card: card === undefined || isCard(card) ? card : note('bad-field', 'card'),
  };
  const kept = Object.entries(optional).filter(([field, value]) => {
    const mayBeEmpty = field === 'view' || field === 'definitions' || field === 'card';
    return value !== undefined && (mayBeEmpty || Object.keys(value as object).length > 0);
  });
  const document = {
    ...unknown,
    format: 'chainrule' as const,
    version: 1 as const,
    title: textOf(title ?? '', note, 'title') ?? '',
    nodes,
    wires: links,
    training: trainingOf(training, known, note),
    ...Object.fromEntries(kept),
  };
  return { document, report };
}

function entriesOf(field: string, value: unknown, note: Note): [string, unknown][] {
  if (isRecord(value)) return Object.entries(value).sort(([a], [b]) => naturally(a, b));
  if (value !== undefined) note('bad-field', field);
  return [];
}

function nodesOf(raw: Json, note: Note): Record<NodeId, NodeRecord> {
  const nodes: [NodeId, NodeRecord][] = [];
  for (const [id, value] of entriesOf('nodes', raw.nodes, note)) {
    if (!isNodeId(id)) note('bad-node-id', 'nodes', id);
    else if (!isRecord(value) || typeof value.type !== 'string' || value.type === '') note('bad-node', 'nodes', id);
    else nodes.push([id, nodeOf(value, value.type, note, ['nodes', id])]);
  }
  return Object.fromEntries(nodes);
}

function nodeOf(raw: Json, type: string, note: Note, path: readonly string[]): NodeRecord {
  const { position, label, muted, settings, ...unknown } = raw;
  if (!isPosition(position)) note('bad-position', ...path, 'position');
  if (muted !== undefined && typeof muted !== 'boolean') note('bad-field', ...path, 'muted');
  const text = label === undefined ? undefined : textOf(label, note, ...path, 'label');
  return {
    ...unknown,
    type,
    position: isPosition(position) ? position : placed(position),
    ...(text ? { label: text } : {}),
    ...(typeof muted === 'boolean' ? { muted } : {}),
    settings: settingsOf(settings, note, ...path, 'settings'),
  };
}

function placed(position: unknown): { x: number; y: number } {
  const part = (value: unknown) => (typeof value === 'number' ? value : 0);
  return isRecord(position) ? reachable({ x: part(position.x), y: part(position.y) }) : { x: 0, y: 0 };
}

function settingsOf(raw: unknown, note: Note, ...path: readonly string[]): Settings {
  if (raw !== undefined && !isRecord(raw)) note('bad-setting', ...path);
  const entries = Object.entries(isRecord(raw) ? raw : {});
  const settings = entries.filter(([name, value]) => {
    const fits = !isReserved(name) && isSetting(value);
    if (!fits) note('bad-setting', ...path, name);
    return fits;
  });
  return Object.fromEntries(settings) as Settings;
}

function textOf(value: unknown, note: Note, ...path: readonly string[]): string | undefined {
  if (typeof value !== 'string') {
    note('bad-field', ...path);
    return undefined;
  }
  if (value.length > LIMITS.label) note('text-cut', ...path);
  return shortened(value);
}

type Known = (tensor: Address) => boolean;

/** Wires and ties: addresses on both sides, of nodes that exist. */
function linksOf(field: 'wires' | 'ties', raw: unknown, known: Known, note: Note): Record<Address, Address> {
  const links: [Address, Address][] = [];
  for (const [to, from] of entriesOf(field, raw, note)) {
    if (!isAddress(to) || !isAddress(from)) note('bad-address', field, to);
    else if (!known(to) || !known(from)) note('unknown-node', field, to);
    else links.push([to, from]);
  }
  return Object.fromEntries(links);
}

function valuesOf(raw: unknown, known: Known, note: Note): Record<Address, Values> {
  const kept: [Address, Values][] = [];
  let count = 0;
  for (const [tensor, values] of entriesOf('values', raw, note)) {
    if (!isAddress(tensor)) note('bad-address', 'values', tensor);
    else if (!known(tensor)) note('unknown-node', 'values', tensor);
    else if (!isValues(values)) note('bad-values', 'values', tensor);
    else if (count + values.data.length > LIMITS.values) note('too-many-values', 'values', tensor);
    else {
      count += values.data.length;
      kept.push([tensor, values]);
    }
  }
  return Object.fromEntries(kept);
}

function frozenOf(raw: unknown, known: Known, note: Note): Address[] {
  const kept = new Set<Address>();
  if (raw !== undefined && !Array.isArray(raw)) note('bad-field', 'frozen');
  for (const [index, tensor] of (Array.isArray(raw) ? raw : []).entries()) {
    if (!isAddress(tensor) || kept.has(tensor)) note('bad-address', 'frozen', `${index}`);
    else if (!known(tensor)) note('unknown-node', 'frozen', tensor);
    else kept.add(tensor);
  }
  return [...kept].sort(naturally);
}

/** Whatever is missing takes its default without a word; whatever is wrong takes it with one. */
function trainingOf(raw: unknown, known: Known, note: Note): Training {
  if (raw !== undefined && !isRecord(raw)) note('bad-training', 'training');
  const given = isRecord(raw) ? raw : {};
  const training: Json = { ...DEFAULT_TRAINING, ...given };
  for (const field of ['optimizer', 'schedule', 'split'] as const) {
    const part = given[field];
    if (!isRecord(part)) continue;
    training[field] = { ...DEFAULT_TRAINING[field], ...part };
    if (field === 'split' || part.settings === undefined) continue;
    const settings = settingsOf(part.settings, note, 'training', field, 'settings');
    training[field] = { ...DEFAULT_TRAINING[field], ...part, settings };
  }
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_TRAINING));
  for (const [field, fits] of Object.entries(TRAINING_FIELDS)) {
    const value = training[field];
    if (value === undefined) continue;
    const lost = isAddress(value) && field === 'loss' && !known(value);
    if (fits(value) && !lost) continue;
    note(lost ? 'unknown-node' : 'bad-training', 'training', field);
    if (defaults.has(field)) training[field] = defaults.get(field);
    else delete training[field];
  }
  const checked: object = training;
  return checked as Training;
}
