/* A document as text that reads like code: a node, a wire, a list of numbers each on its line. Equal documents give
   equal bytes, however their keys came to be there. */
import { type GraphDocument, naturally } from './document.ts';

/** Fields in the order in which they are written; the rest follow, sorted. */
const ORDER = (
  'format version title nodes wires ties values frozen training view definitions card ' +
  'type position label muted every settings x y shape data ' +
  'loss optimizer learningRate schedule clipNorm batchSize shuffle split test seed zeroGradients mode ' +
  'says try text holds en ja'
).split(' ');
const RANK = new Map(ORDER.map((field, rank) => [field, rank]));
const OPTIONAL = new Set(['ties', 'values', 'frozen']);
const WIDTH = 118;

/** Canonical JSON, ending in a line feed. Numbers must be finite; −0 stays −0. */
export function serialise(document: GraphDocument): string {
  const lines = fields(document)
    .filter(([field, value]) => value !== undefined && !(OPTIONAL.has(field) && isEmpty(value)))
    .map(([field, value]) => `  ${JSON.stringify(field)}: ${section(field, value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Any JSON value on one line, as `serialise` writes it. */
export function onOneLine(value: unknown): string {
  return inline(value, Number.POSITIVE_INFINITY) ?? '';
}

function section(field: string, value: unknown): string {
  if (field === 'frozen' && Array.isArray(value)) return write([...value].sort(naturally), '  ');
  if (!['nodes', 'wires', 'ties', 'values'].includes(field) || !isObject(value) || isEmpty(value))
    return write(value, '  ');
  const lines = Object.keys(value)
    .sort(naturally)
    .map((key) => `    ${JSON.stringify(key)}: ${write(value[key], '    ')}`);
  return `{\n${lines.join(',\n')}\n  }`;
}

/** Recursive, but no document is deeper than 64. */
function write(value: unknown, indent: string): string {
  const line = inline(value, WIDTH - indent.length);
  if (line !== null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + write(each, inner)).join(',\n')}\n${indent}]`;
  const lines = fields(value as object).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${write(each, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** The value on one line; null when it is longer than `room` and could be broken. */
function inline(value: unknown, room: number): string | null {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (!isObject(value)) return JSON.stringify(value);
  if (isEmpty(value)) return Array.isArray(value) ? '[]' : '{}';
  const pieces: string[] = [];
  const numbers = Array.isArray(value) && value.every((each) => typeof each === 'number');
  let left = numbers ? Number.POSITIVE_INFINITY : room;
  for (const [key, each] of Array.isArray(value) ? value.map((each) => ['', each] as const) : fields(value)) {
    const piece = inline(each, left);
    if (piece === null) return null;
    pieces.push(Array.isArray(value) ? piece : `${JSON.stringify(key)}: ${piece}`);
    left -= (pieces.at(-1)?.length ?? 0) + 2;
    if (left < 0) return null;
  }
  return Array.isArray(value) ? `[${pieces.join(', ')}]` : `{ ${pieces.join(', ')} }`;
}

function fields(value: object): [string, unknown][] {
  const last = ORDER.length;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (RANK.get(a) ?? last) - (RANK.get(b) ?? last) || (a < b ? -1 : 1));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
