/* The one door: every document that comes from outside (file, link, storage, command line) is read here, under limits.
   It never throws. */
import type { ArchiveCode } from './archive.ts';
import type { GraphDocument } from './document.ts';
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

export type Opened =
  | { readonly document: GraphDocument; readonly report: readonly Repair[] }
  | { readonly problem: Problem };

const VERSION = 1;

/** A report that is not empty lists what was repaired; the editor says so, the command line refuses. */
export function parseDocument(source: Uint8Array | string): Opened {
  if (source.length > LIMITS.bytes) return refused('too-large', { limit: LIMITS.bytes, size: source.length });
  const text = textOf(source);
  if (text === null) return refused('not-text');
  const found = scan(text);
  if (found) return { problem: { code: found.code, values: { ...found.values } } };
  const raw = jsonOf(text);
  if (raw === undefined) return refused('not-json');
  if (!isRecord(raw) || raw.format !== 'chainrule') return refused('not-a-document');
  if (raw.version !== VERSION) {
    const isNewer = typeof raw.version === 'number' && raw.version > VERSION;
    return refused(isNewer ? 'newer-version' : 'wrong-version', { version: named(raw.version), known: VERSION });
  }
  return repair(raw);
}

function refused(code: ProblemCode, values: Problem['values'] = {}): Opened {
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
