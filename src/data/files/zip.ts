/* A ZIP archive of data, of any size: its directory is read first, and each entry is unpacked by itself. Names are labels,
   never paths; what an entry says of its size makes no room. */
import { type ArchiveCode, contentAt, type Entry, endOf, entriesIn } from '../../document/archive.ts';
import { crc32 } from '../../document/crc.ts';
import { inflated } from './bounded.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';

/** Entries that are read, of pictures by class. */
const MOST_ENTRIES = 50_000;
/** The last record and the note behind it. */
const TAIL = 22 + 65_535;

/** An entry, and where it must end: no two lie over one another. */
export interface ZipEntry extends Entry {
  readonly end: number;
}

const REASONS: Readonly<Record<ArchiveCode, Unreadable>> = {
  'archive-damaged': unreadable('zip-damaged'),
  'archive-compressed': unreadable('zip-method'),
  'archive-too-many': unreadable('zip-entries', { limit: MOST_ENTRIES }),
};

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

export async function entriesOf(file: Blob): Promise<readonly ZipEntry[] | Unreadable> {
  const tail = new DataView(await file.slice(Math.max(0, file.size - TAIL)).arrayBuffer());
  const at = endOf(tail);
  if (at < 0) return REASONS['archive-damaged'];
  const [count, size, start] = [
    tail.getUint16(at + 10, true),
    tail.getUint32(at + 12, true),
    tail.getUint32(at + 16, true),
  ];
  // A directory of more than 4 GB is said elsewhere; such archives are too large in any case.
  const directory = new Uint8Array(await file.slice(start, start + size).arrayBuffer());
  const entries = entriesIn(directory, count, MOST_ENTRIES);
  if (typeof entries === 'string') return REASONS[entries];
  const inOrder = entries.toSorted((a, b) => a.start - b.start);
  const ends = new Map(inOrder.map((entry, place) => [entry, inOrder[place + 1]?.start ?? start]));
  return entries.map((entry) => ({ ...entry, end: ends.get(entry) ?? start }));
}

/** The bytes of one entry: as many as it says, with the check sum that it says. */
export async function unpacked(
  file: Blob,
  { method, start, end, packed, size, sum, name }: ZipEntry,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | Unreadable> {
  if (size > most) return unreadable('zip-large', { name, limit: most });
  if (method !== 0 && method !== 8) return unreadable('zip-method');
  const head = new DataView(await file.slice(start, start + 30).arrayBuffer());
  const from = head.byteLength === 30 ? start + contentAt(head, 0) : Number.NaN;
  if (!(from + packed <= end) || (method === 0 && packed !== size)) return unreadable('zip-damaged');
  const content = file.slice(from, from + packed);
  const bytes =
    method === 0 ? new Uint8Array(await content.arrayBuffer()) : await inflated(content, 'deflate-raw', size);
  // More came out of it than it says, or it is no deflated data.
  if (isUnreadable(bytes) || bytes.length !== size || crc32(bytes) !== sum) return unreadable('zip-damaged');
  return bytes;
}
