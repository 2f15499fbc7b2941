/* Unpacking under a bound: what a packed file says of itself makes no room, only what really comes out of it does. */
import { type Unreadable, unreadable } from './unreadable.ts';

/** Bytes that a file may unpack to. */
export const MOST_BYTES = 2 ** 29;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The bytes of a gzip file; of a ZIP entry with `deflate-raw`. */
export async function inflated(
  packed: Blob,
  format: 'gzip' | 'deflate-raw' = 'gzip',
  most = MOST_BYTES,
): Promise<Uint8Array<ArrayBuffer> | Unreadable> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = packed.stream().pipeThrough(new DecompressionStream(format)).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size > most) {
        await reader.cancel();
        return unreadable('gz-large', { limit: most });
      }
      pieces.push(read.value);
    }
  } catch (error) {
    // Cut short, or no such file: what a DecompressionStream throws, in Node with a code.
    if (error instanceof TypeError || (error instanceof Error && 'code' in error)) return unreadable('gz-damaged');
    throw error;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
