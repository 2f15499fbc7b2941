/* Pictures in folders, from a chosen folder or a ZIP archive, decoded here one by one and kept as two files in IDX: what a
   document names is the numbers, so that another browser's decoder cannot change them. */
import {
  idxOf,
  PICTURE_LIMITS,
  type PictureChoice,
  planesOf,
  type Sorted,
  sizeOf,
  sortedPictures,
} from '../data/files/pictures.ts';
import { isUnreadable, type Unreadable, unreadable } from '../data/files/unreadable.ts';
import { entriesOf, isZip, unpacked } from '../data/files/zip.ts';

export interface Gathered extends Sorted<() => Promise<Blob | Unreadable>> {}
export interface Decoded {
  readonly pixels: Blob;
  readonly labels: Blob;
}

/** `paths`: where in a chosen folder each file lies. */
export async function gatherPictures(files: readonly Blob[], paths: readonly string[]): Promise<Gathered | Unreadable> {
  const [archive] = files;
  if (!archive || files.length > 1 || !isZip(new Uint8Array(await archive.slice(0, 4).arrayBuffer())))
    return sortedPictures(files.map((file, place) => ({ path: paths[place] ?? '', of: async () => file })));
  const entries = await entriesOf(archive);
  if (isUnreadable(entries)) return entries;
  return sortedPictures(
    entries.map((entry) => ({
      path: entry.name,
      of: async () => {
        const bytes = await unpacked(archive, entry, PICTURE_LIMITS.bytes);
        return isUnreadable(bytes) ? bytes : new Blob([bytes]);
      },
    })),
  );
}

/** Null: a later question came. */
export async function decoded(
  { pictures, classes }: Gathered,
  { side, colours }: PictureChoice,
  went: (share: number) => boolean,
): Promise<Decoded | Unreadable | null> {
  const width = (colours ? 3 : 1) * side * side;
  const count = pictures.length;
  if (count * width > PICTURE_LIMITS.numbers)
    return unreadable('pictures-many', { count, width, limit: PICTURE_LIMITS.numbers });
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to a worker.');
  const pixels = new Uint8Array(count * width);
  const labels = new DataView(new ArrayBuffer(2 * count));
  for (const [row, { of, place }] of pictures.entries()) {
    if (!went(row / count)) return null;
    const file = await of();
    if (isUnreadable(file)) return file;
    const where = { row: row + 1, class: classes[place] ?? '' };
    const drawn = await drawing(file, side);
    if (isUnreadable(drawn)) return { ...drawn, values: { ...where, ...drawn.values } };
    // What is transparent is white, as on paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    context.drawImage(drawn, 0, 0, side, side);
    drawn.close();
    planesOf(context.getImageData(0, 0, side, side).data, colours, pixels.subarray(row * width, (row + 1) * width));
    labels.setInt16(2 * row, place);
  }
  const shape = colours ? [count, 3, side, side] : [count, side, side];
  return { pixels: idxOf(shape, pixels), labels: idxOf([count], new Uint8Array(labels.buffer), 'i2') };
}

/** How large it becomes is known before it is decoded. */
async function drawing(file: Blob, side: number): Promise<ImageBitmap | Unreadable> {
  const bytes = file.size > PICTURE_LIMITS.bytes ? undefined : new Uint8Array(await file.arrayBuffer());
  const [width, height] = (bytes && sizeOf(bytes)) ?? [0, 0];
  if (!bytes || width * height > PICTURE_LIMITS.pixels)
    return unreadable('picture-large', { width, height, limit: PICTURE_LIMITS.pixels });
  if (width * height === 0) return unreadable('picture-damaged');
  try {
    return await createImageBitmap(new Blob([bytes]), {
      resizeWidth: side,
      resizeHeight: side,
      resizeQuality: 'high',
    });
  } catch (error) {
    if (error instanceof DOMException) return unreadable('picture-damaged');
    throw error;
  }
}
