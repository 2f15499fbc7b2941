/* Pictures that carry the document they show: in a text chunk of a PNG, in the metadata of an SVG. Neither is drawn or
   parsed as a picture when it is opened: the bytes of the document are cut out and go through the one door. */
import { crc32 } from './crc.ts';

const KEYWORD = 'chainrule';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const OPENING = '<metadata id="chainrule">';

/** The PNG with the text in an iTXt chunk before its end. */
export function carriedByPng(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const end = png.length - 12;
  const data = new TextEncoder().encode(`iTXt${KEYWORD}\0\0\0\0\0${text}`);
  const made = new Uint8Array(png.length + data.length + 8);
  const view = new DataView(made.buffer);
  made.set(png.subarray(0, end));
  view.setUint32(end, data.length - 4);
  made.set(data, end + 4);
  view.setUint32(end + 4 + data.length, crc32(data));
  made.set(png.subarray(end), end + 8 + data.length);
  return made;
}

/** What belongs into the SVG: letters that mean nothing in XML. */
export function carriedBySvg(text: string): string {
  const letters = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return `${OPENING}${btoa(letters)}</metadata>`;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/** The bytes of the document in a PNG; null when it carries none. */
export function takenFromPng(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = `iTXt${KEYWORD}\0\0\0\0\0`;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const chunk = bytes.subarray(at + 4, at + 8 + length);
    if (chunk.length !== length + 4) return null;
    if ([...wanted].every((letter, index) => chunk[index] === letter.charCodeAt(0))) return chunk.slice(wanted.length);
    at += length + 12;
  }
  return null;
}

export function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 100)).trimStart();
  return start.startsWith('<svg') || start.startsWith('<?xml');
}

/** The bytes of the document in an SVG; null when it carries none, or none that is whole. */
export function takenFromSvg(bytes: Uint8Array): Uint8Array | null {
  const text = new TextDecoder().decode(bytes);
  const from = text.indexOf(OPENING);
  const to = text.indexOf('</metadata>', from);
  if (from < 0 || to < 0) return null;
  try {
    return Uint8Array.from(atob(text.slice(from + OPENING.length, to)), (letter) => letter.charCodeAt(0));
  } catch {
    // Letters that are not base64: the picture was edited.
    return null;
  }
}
