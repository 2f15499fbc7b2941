/* What a document says of a node type of its own: ports, parameters, settings and two programs, all of it data. Or the
   backward of a type of the catalogue, written anew. Its name is the type of its nodes: `custom:swish`, `linear:mine`. */
import type { GraphDocument } from '../document/document.ts';
import { isReserved } from '../document/names.ts';
import { isOwn, OWN } from '../document/own-types.ts';
import { isRecord } from '../document/valid.ts';
import type { Category, Initializer } from './define.ts';

export interface OwnNode {
  readonly title: string;
  readonly category: Category;
  readonly inputs: readonly string[];
  readonly indices: readonly string[];
  readonly outputs: readonly string[];
  /** `shape` is an expression of the language: `(features, A.shape[-1])`. */
  readonly parameters: Readonly<Record<string, { readonly shape: string; readonly start: Initializer }>>;
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly forward: string;
  readonly backward: string;
}
/** The rest is as in a type of the catalogue. */
export interface Rewriting {
  readonly title: string;
  readonly rewrites: string;
  readonly backward: string;
}
export type Definition = OwnNode | Rewriting;

const STARTS: readonly string[] = [
  'kaiming',
  'bias',
  'embedding',
  'normal',
  'uniform',
  'ones',
  'zeros',
] satisfies Initializer[];
const CATEGORIES: readonly string[] = [
  'layer',
  'activation',
  'combine',
  'shape',
  'function',
  'loss',
] satisfies Category[];
/** How much a definition may hold. */
export const MOST = { names: 32, text: 20_000, title: 60 } as const;

/** Every definition of a document by the type that its nodes have; a string says which field is not as it must be. */
export function definitionsOf({
  definitions,
}: Pick<GraphDocument, 'definitions'>): ReadonlyMap<string, Definition | string> {
  return new Map(Object.entries(definitions ?? {}).map(([type, raw]) => [type, read(type, raw)]));
}

/** What of a definition can be other than it must be by an edit of one that is sound; `names`: one stands twice. */
export type Field =
  | 'title'
  | 'inputs'
  | 'indices'
  | 'outputs'
  | 'parameters'
  | 'settings'
  | 'names'
  | 'forward'
  | 'backward';

/** Which field would not be as it must be if a sound definition were changed so; null: none. */
export function faultAfter(
  { definitions }: Pick<GraphDocument, 'definitions'>,
  type: string,
  patch: Readonly<Record<string, unknown>>,
): Field | null {
  const raw = definitions?.[type];
  const found = read(type, { ...(isRecord(raw) && raw), ...patch });
  return typeof found === 'string' ? (found as Field) : null;
}

/** The document with a node's own backward wherever it writes one anew. */
export function truly(document: GraphDocument): GraphDocument {
  const own = Object.entries(document.definitions ?? {}).filter(([type]) => isOwn(type));
  return { ...document, definitions: Object.fromEntries(own) };
}

/** The document with a backward of zeros in every type that is all its own: it can be carried out while one is written. */
export function withoutBackwards(document: GraphDocument): GraphDocument {
  const neutral = [...definitionsOf(document)].map(([type, definition]) => {
    const raw = document.definitions?.[type];
    if (typeof definition === 'string' || !('forward' in definition) || !isRecord(raw)) return [type, raw];
    const learned = [...definition.inputs, ...Object.keys(definition.parameters)];
    return [type, { ...raw, backward: learned.map((name) => `d${name} = zeros_like(${name})`).join('\n') }];
  });
  return { ...document, definitions: Object.fromEntries(neutral) };
}

const isOneOf = (names: readonly string[], value: unknown) => typeof value === 'string' && names.includes(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST.text;
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 32 && /^[A-Za-z][A-Za-z0-9_]*$/.test(value) && !isReserved(value);
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= MOST.names && value.every(isName);

function read(type: string, raw: unknown): Definition | string {
  const [base = '', name] = type.split(':');
  if (!isRecord(raw) || !name) return type;
  const { title = name, backward, forward, category = 'function' } = raw;
  const { inputs, indices = [], outputs, parameters = {}, settings = {} } = raw;
  if (typeof title !== 'string' || title.length > MOST.title) return 'title';
  if (!isText(backward)) return 'backward';
  if (base !== OWN) return { title, rewrites: base, backward };
  if (!isText(forward)) return 'forward';
  if (!isOneOf(CATEGORIES, category)) return 'category';
  if (!isNames(inputs)) return 'inputs';
  if (!isNames(indices)) return 'indices';
  if (!isNames(outputs) || outputs.length === 0) return 'outputs';
  if (!isParameters(parameters)) return 'parameters';
  if (!isOwnSettings(settings)) return 'settings';
  const tensors = [...inputs, ...indices, ...outputs, ...Object.keys(parameters)];
  if (inputs.length + indices.length === 0) return 'inputs';
  const names = [...tensors, ...tensors.map((each) => `d${each}`), ...Object.keys(settings), 'training'];
  if (new Set(names).size < names.length) return 'names';
  return { title, category: category as Category, inputs, indices, outputs, parameters, settings, forward, backward };
}

function isParameters(value: unknown): value is OwnNode['parameters'] {
  if (!isRecord(value) || Object.keys(value).length > MOST.names) return false;
  return Object.entries(value).every(
    ([name, each]) => isName(name) && isRecord(each) && isText(each.shape) && isOneOf(STARTS, each.start),
  );
}

function isOwnSettings(value: unknown): value is OwnNode['settings'] {
  if (!isRecord(value) || Object.keys(value).length > MOST.names) return false;
  return Object.entries(value).every(
    ([name, each]) => isName(name) && (typeof each === 'boolean' || Number.isFinite(each)),
  );
}
