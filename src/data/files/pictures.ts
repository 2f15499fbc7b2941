/* Pictures in folders, one folder for each class: which of the files they are, how large each says that it is before anything
   is unpacked, and the two IDX files that they become. */
import { inOrder } from './cell.ts';
import { type Unreadable, unreadable } from './unreadable.ts';

/** How pictures are taken: squares of so many pixels a side, grey or in colours. */
export interface PictureChoice {
  readonly side: number;
  readonly colours: boolean;
}
export const SIDES = { initial: 28, least: 4, most: 128 } as const;

/** Bytes of one file; pixels of one picture before it is made smaller; numbers of all. */
export const PICTURE_LIMITS = { bytes: 2 ** 25, pixels: 2 ** 24, numbers: 2 ** 27 } as const;

export interface Sorted<T> {
  readonly classes: readonly string[];
  readonly pictures: readonly { readonly of: T; readonly place: number }[];
  /** Other files. */
  readonly left: number;
}

/** The class of a picture is the name of the folder that it lies in. */
export function sortedPictures<T>(files: readonly { readonly path: string; readonly of: T }[]): Sorted<T> | Unreadable {
  const found = files.flatMap(({ path, of }) => {
    const parts = path.split('/');
    const folder = parts.at(-2);
    const hidden = parts.some((part) => part.startsWith('.') || part === '__MACOSX');
    return isPicture(path) && !hidden ? [{ path, of, folder }] : [];
  });
  const classes = inOrder(new Set(found.flatMap(({ folder }) => folder ?? [])), '.');
  if (classes.length < 2) return unreadable('pictures-folders', { found: classes.join(', ') || '–' });
  const places = new Map(classes.map((label, place) => [label, place]));
  const pictures = found
    .flatMap(({ path, of, folder = '' }) => {
      const place = places.get(folder);
      return place === undefined ? [] : [{ path, of, place }];
    })
    .sort((a, b) => a.place - b.place || (a.path < b.path ? -1 : 1));
  return { classes, pictures, left: files.length - pictures.length };
}

export function isPicture(path: string): boolean {
  return /\.(png|jpe?g)$/i.test(path);
}

/** Width and height, as a PNG or JPEG file has them in its head; undefined for anything else. */
export function sizeOf(bytes: Uint8Array): readonly [width: number, height: number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) return [view.getUint32(16), view.getUint32(20)];
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // A frame, of whichever way to code it; C4, C8 and CC are something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Red, green, blue and opacity, row by row, as one plane of grey or three of colour. */
export function planesOf(rgba: Uint8ClampedArray, colours: boolean, into: Uint8Array): void {
  const pixels = rgba.length / 4;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [red, green, blue] = [rgba[4 * pixel]!, rgba[4 * pixel + 1]!, rgba[4 * pixel + 2]!];
    into[pixel] = colours ? red : Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    if (!colours) continue;
    into[pixels + pixel] = green;
    into[2 * pixels + pixel] = blue;
  }
}

/** Bytes in the format of MNIST's files; labels take two bytes, for there may be more than 256 classes. */
export function idxOf(shape: readonly number[], data: Uint8Array<ArrayBuffer>, type: 'u1' | 'i2' = 'u1'): Blob {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  head.setUint8(2, type === 'u1' ? 0x08 : 0x0b);
  head.setUint8(3, shape.length);
  for (const [axis, length] of shape.entries()) head.setUint32(4 + 4 * axis, length);
  return new Blob([head.buffer, data]);
}
