/* Several files of blocks as one table: blocks of two axes and more are rows of X, those of one axis are labels. */
import type { Block } from './block.ts';
import { inflated, isGzip } from './bounded.ts';
import { isIdx, readIdx } from './idx.ts';
import { isNpy, readNpy } from './npy.ts';
import { isLabels, readNpz } from './npz.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';
import { isZip } from './zip.ts';

export interface BlockTable {
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  /** All numbers of X are bytes, as of pictures. */
  readonly bytes: boolean;
  readonly X: readonly ArrayLike<number>[];
  readonly y: readonly ArrayLike<number>[];
}

/** What a file is by its first bytes. */
export async function formOf(file: Blob): Promise<'blocks' | 'csv'> {
  const bytes = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  return isGzip(bytes) || isIdx(bytes) || isNpy(bytes) || isZip(bytes) ? 'blocks' : 'csv';
}

/** `arrays`: the names of X and y in an NPZ file. */
export async function readBlocks(
  files: readonly Blob[],
  arrays: readonly string[] = [],
): Promise<BlockTable | Unreadable> {
  const [file, ...more] = files;
  if (arrays.length > 0) {
    if (!file || more.length > 0) return unreadable('data-kinds');
    const pair = await readNpz(file, arrays);
    return isUnreadable(pair) ? pair : tableOf([pair.X], [pair.y]);
  }
  const pictures: Block[] = [];
  const labels: Block[] = [];
  for (const each of files) {
    const block = await readBlock(each);
    if (isUnreadable(block)) return block;
    (block.shape.length > 1 ? pictures : labels).push(block);
  }
  return tableOf(pictures, labels);
}

function tableOf(pictures: readonly Block[], labels: readonly Block[]): BlockTable | Unreadable {
  const [first] = pictures;
  if (!first || first.shape.length < 2 || labels.length === 0 || !labels.every(isLabels))
    return unreadable('data-pairs', { x: pictures.length, y: labels.length });
  const shape = first.shape.slice(1);
  for (const [place, { shape: other }] of pictures.entries()) {
    if (other.slice(1).join() !== shape.join())
      return unreadable('data-shapes', { a: first.shape.join(', '), b: other.join(', ') });
    const count = labels[place]?.shape[0];
    if (labels.length === pictures.length && count !== other[0])
      return unreadable('data-labels', { rows: other[0] ?? 0, labels: count ?? 0 });
  }
  const total = (blocks: readonly Block[]) => blocks.reduce((sum, { shape: [length = 0] }) => sum + length, 0);
  const [rows, targets] = [total(pictures), total(labels)];
  if (rows !== targets) return unreadable('data-labels', { rows, labels: targets });
  const bytes = pictures.every(({ type }) => type === 'u1');
  return { rows, shape, bytes, X: pictures.map(({ data }) => data), y: labels.map(({ data }) => data) };
}

async function readBlock(file: Blob): Promise<Block | Unreadable> {
  const packed = isGzip(new Uint8Array(await file.slice(0, 2).arrayBuffer()));
  const bytes = packed ? await inflated(file) : new Uint8Array(await file.arrayBuffer());
  if (isUnreadable(bytes)) return bytes;
  if (isNpy(bytes)) return readNpy(bytes);
  return isIdx(bytes) ? readIdx(bytes) : unreadable('data-kinds');
}
