/* One file that holds several: a ZIP archive whose entries are stored as they are, so that any program unpacks it. Of
   what others packed only the like is read: names are labels, and no entry can be larger than the file. */
import { crc32 } from './crc.ts';

export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export type ArchiveCode = 'archive-damaged' | 'archive-compressed' | 'archive-too-many';

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const ENTRIES = 1000;
/** Names are UTF-8. */
const UTF8 = 0x0800;

/** Of at most 1,000 files; later ones are left to another archive. */
export function pack(files: readonly Packed[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const central: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, bytes } of files.slice(0, ENTRIES)) {
    const label = new TextEncoder().encode(name);
    const common = [20, 2, UTF8, 2, 0, 2, 0, 2, 0x21, 2, crc32(bytes), 4, bytes.length, 4, bytes.length, 4];
    const local = record(LOCAL, [...common, label.length, 2, 0, 2], label);
    central.push(record(CENTRAL, [20, 2, ...common, label.length, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 4, at, 4], label));
    parts.push(local, new Uint8Array(bytes));
    at += local.length + bytes.length;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const count = central.length;
  const end = record(END, [0, 2, 0, 2, count, 2, count, 2, size, 4, at, 4, 0, 2], new Uint8Array());
  return new Blob([...parts, ...central, end], { type: 'application/zip' });
}

/** A signature, then values and their widths in turn, then the name. */
function record(signature: number, fields: readonly number[], name: Uint8Array): Uint8Array<ArrayBuffer> {
  const pairs = [signature, 4, ...fields];
  const bytes = new Uint8Array(pairs.reduce((sum, each, index) => (index % 2 ? sum + each : sum), 0) + name.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let index = 0; index < pairs.length; index += 2) {
    const [value, width] = [pairs[index] as number, pairs[index + 1] as number];
    if (width === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += width;
  }
  bytes.set(name, at);
  return bytes;
}

export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** What the directory of an archive says of one entry; whether it is true, only unpacking shows. */
export interface Entry {
  readonly name: string;
  /** 0: stored as it is, 8: deflated. */
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own record begins. */
  readonly start: number;
}

/** The entries, whose check sums are right; a code where that cannot be had. Folders are left out. */
export function unpack(bytes: Uint8Array): readonly Packed[] | ArchiveCode {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end < 0) return 'archive-damaged';
  const entries = entriesIn(bytes.subarray(view.getUint32(end + 16, true)), view.getUint16(end + 10, true), ENTRIES);
  if (typeof entries === 'string') return entries;
  const files: Packed[] = [];
  let room = bytes.length;
  for (const { name, method, sum, size, start } of entries) {
    if (method !== 0) return 'archive-compressed';
    // Entries that lie over one another would be more than the file holds.
    room -= size;
    const from = start + 30 <= bytes.length ? contentAt(view, start) : Number.NaN;
    if (room < 0 || Number.isNaN(from)) return 'archive-damaged';
    const content = bytes.slice(from, from + size);
    if (content.length !== size || crc32(content) !== sum) return 'archive-damaged';
    files.push({ name, bytes: content });
  }
  return files;
}

/** The entries of a central directory, without folders. */
export function entriesIn(directory: Uint8Array, count: number, most: number): readonly Entry[] | ArchiveCode {
  if (count > most) return 'archive-too-many';
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let index = 0, at = 0; index < count; index++) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== CENTRAL) return 'archive-damaged';
    const [label, more, note] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(directory.subarray(at + 46, at + 46 + label));
    const [sum, packed, size, start] = [16, 20, 24, 42].map((place) => view.getUint32(at + place, true)) as [
      number,
      number,
      number,
      number,
    ];
    if (!name.endsWith('/')) entries.push({ name, method: view.getUint16(at + 10, true), sum, packed, size, start });
    at += 46 + label + more + note;
  }
  return entries;
}

/** Where the content of the entry lies whose own record begins at `start`; NaN: there is no such record. */
export function contentAt(view: DataView, start: number): number {
  if (view.getUint32(start, true) !== LOCAL) return Number.NaN;
  return start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
}

/** Where the last record begins: behind it stands at most a note of 64 kB. */
export function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--)
    if (view.getUint32(at, true) === END) return at;
  return -1;
}
