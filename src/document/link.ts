/* A document in the fragment of an address: nothing is sent to anybody, the link itself is the file. */
import type { GraphDocument } from './document.ts';
import type { Problem } from './file.ts';
import { LIMITS } from './limits.ts';
import { serialise } from './serialise.ts';

const PREFIX = '#d=';

/** `#d=` and the file, deflated, as base64url; a problem when it is longer than mail and chat let through. */
export async function encodeLink(document: GraphDocument): Promise<string | Problem> {
  const deflated = new Blob([serialise(document)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const link = PREFIX + toBase64Url(bytes);
  if (link.length <= LIMITS.linkMade) return link;
  return { code: 'link-too-long', values: { length: link.length, limit: LIMITS.linkMade } };
}

/** The bytes for `parseDocument`. Inflates as a stream, so that no link can fill the memory. */
export async function decodeLink(fragment: string): Promise<Uint8Array | Problem> {
  if (!fragment.startsWith(PREFIX) || fragment.length === PREFIX.length) return { code: 'link-empty', values: {} };
  if (fragment.length > LIMITS.linkOpened) {
    return { code: 'link-too-long', values: { length: fragment.length, limit: LIMITS.linkOpened } };
  }
  try {
    return await inflated(fromBase64Url(fragment.slice(PREFIX.length)));
  } catch {
    // Letters that are not base64 or a stream that does not inflate: the link was cut or retyped.
    return { code: 'link-damaged', values: {} };
  }
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | Problem> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > LIMITS.inflated) {
      await reader.cancel();
      return { code: 'link-too-large', values: { limit: LIMITS.inflated } };
    }
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
