/* Whatever file may carry documents: the document itself, a picture of it, an archive of many, or a link as text. */
import { isArchive, unpack } from './archive.ts';
import { type Opened, type Problem, parseDocument, parseNewer } from './file.ts';
import { LIMITS } from './limits.ts';
import { decodeLink } from './link.ts';
import { isPng, isSvg, takenFromPng, takenFromSvg } from './picture-file.ts';

/** A document that was found, or why this one does not open; `bytes` are those that the door was shown. `newer`: a newer
    version wrote it, so it may only be looked at. */
export type Content = Opened & { readonly name?: string; readonly bytes: Uint8Array; readonly newer?: Problem };
export type Carried = { readonly contents: readonly Content[] } | { readonly problem: Problem };

export async function openCarrier(bytes: Uint8Array): Promise<Carried> {
  if (bytes.length > LIMITS.bytes)
    return { problem: { code: 'too-large', values: { limit: LIMITS.bytes, size: bytes.length } } };
  if (isArchive(bytes)) return archive(unpack(bytes));
  const document = isLink(bytes) ? await decodeLink(linkIn(bytes)) : carried(bytes);
  if (document === null) return { problem: { code: 'picture-empty', values: {} } };
  if ('code' in document) return { problem: document };
  return { contents: [contentOf(document)] };
}

function contentOf(bytes: Uint8Array): Content {
  const opened = parseDocument(bytes);
  if ('document' in opened || opened.problem.code !== 'newer-version') return { ...opened, bytes };
  const shown = parseNewer(bytes);
  return 'document' in shown ? { ...shown, bytes, newer: opened.problem } : { ...opened, bytes };
}

/** The document's bytes, in a picture or as they are; null for a picture without any. */
export function carried(bytes: Uint8Array): Uint8Array | null {
  if (isPng(bytes)) return takenFromPng(bytes);
  return isSvg(bytes) ? takenFromSvg(bytes) : bytes;
}

function archive(files: ReturnType<typeof unpack>): Carried {
  if (typeof files === 'string') return { problem: { code: files, values: {} } };
  const documents = files.filter(({ name }) => name.endsWith('.json'));
  if (documents.length === 0) return { problem: { code: 'archive-empty', values: {} } };
  return { contents: documents.map(({ name, bytes }) => ({ ...contentOf(bytes), name })) };
}

/** Text that was pasted: a link, or the fragment of one. */
function isLink(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 300)).trimStart();
  return /^(https?:\/\/[^\s#]*)?#d=/.test(start);
}

function linkIn(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, LIMITS.linkOpened + 1000)).trim();
  return text.slice(text.indexOf('#'));
}
