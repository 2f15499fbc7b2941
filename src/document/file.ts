/* The one door: every document that comes from outside (file, link, storage, command line) is read here, under limits.
   It never throws. */
import type { ArchiveCode } from './archive.ts';
import type { GraphDocument } from './document.ts';
import { jsonPlace } from './json-place.ts';
import { LIMITS } from './limits.ts';
import { type Repair, repair } from './repair.ts';
import { type ScanCode, scan } from './scan.ts';
import { isRecord } from './valid.ts';

export type ProblemCode =
  | ScanCode
  | 'too-large'
  | 'not-text'
  | 'not-json'
  | 'not-a-document'
  | 'newer-version'
  | 'wrong-version'
  | 'record-damaged'
  | 'picture-empty'
  | 'model-empty'
  | 'archive-empty'
  | ArchiveCode
  | 'door-failed'
  | 'door-stopped'
  | 'link-empty'
  | 'link-too-long'
  | 'link-damaged'
  | 'link-too-large';

/** Why there is no document. Nothing that was open has been touched. */
export interface Problem {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
}

interface Refused {
  readonly problem: Problem;
}

export type Opened = { readonly document: GraphDocument; readonly report: readonly Repair[] } | Refused;

const VERSION = 1;
/** The first byte of an ONNX model, which says that a version follows; no text begins with it. */
const MODEL = 0x08;

/** A report that is not empty lists what was repaired; the editor says so, the command line refuses. */
export function parseDocument(source: Uint8Array | string): Opened {
  const found = parseRaw(source);
  if ('problem' in found) return found;
  const { raw } = found;
  if (raw.version !== VERSION) {
    const code = isNewer(raw.version) ? 'newer-version' : 'wrong-version';
    return refused(code, { version: named(raw.version), known: VERSION });
  }
  return repair(raw);
}

/** What this version understands of a document that a newer one wrote: to be looked at, never to be written over it. Any
    other source is refused as `parseDocument` does. */
export function parseNewer(source: Uint8Array | string): Opened {
  const found = parseRaw(source);
  if ('problem' in found) return found;
  const { raw } = found;
  if (!isNewer(raw.version) || !isRecord(raw.nodes) || !isRecord(raw.wires)) return parseDocument(source);
  return repair(raw);
}

const isNewer = (version: unknown) => typeof version === 'number' && version > VERSION;

/** Something that says it is a document, of whatever version. */
function parseRaw(source: Uint8Array | string): { readonly raw: Record<string, unknown> } | Refused {
  if (source.length > LIMITS.bytes) return refused('too-large', { limit: LIMITS.bytes, size: source.length });
  if (typeof source !== 'string' && source[0] === MODEL) return refused('model-empty');
  const text = textOf(source);
  if (text === null) return refused('not-text');
  const found = scan(text);
  if (found) return { problem: { code: found.code, values: { ...found.values } } };
  const raw = jsonOf(text);
  if (raw === undefined) return refused('not-json', { ...jsonPlace(text) });
  if (!isRecord(raw) || raw.format !== 'chainrule') return refused('not-a-document');
  return { raw };
}

function refused(code: ProblemCode, values: Problem['values'] = {}): Refused {
  return { problem: { code, values } };
}

/** The text without a byte order mark; null when the bytes are not UTF-8. */
function textOf(source: Uint8Array | string): string | null {
  if (typeof source === 'string') return source.replace(/^\uFEFF/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function named(version: unknown): string | number {
  if (typeof version === 'number') return Number.isFinite(version) ? version : `${version}`;
  return typeof version === 'string' ? version.slice(0, 20).toWellFormed() : typeof version;
}
