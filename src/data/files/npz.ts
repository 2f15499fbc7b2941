/* NPZ, several of NumPy's arrays in one archive: which is X and which y, the document says by their names. */
import type { Block } from './block.ts';
import { MOST_BYTES } from './bounded.ts';
import { readNpy } from './npy.ts';
import { isUnreadable, type Unreadable, unreadable } from './unreadable.ts';
import { entriesOf, unpacked, type ZipEntry } from './zip.ts';

const ENDING = '.npy';

export interface ArrayFacts {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What `numpy.savez` named the array. */
const nameOf = ({ name }: ZipEntry): string => name.slice(0, -ENDING.length);

/** The arrays of an NPZ file; null where it holds something else. One is unpacked after the other, and none is kept. */
export async function arraysIn(file: Blob): Promise<readonly ArrayFacts[] | Unreadable | null> {
  const entries = await entriesOf(file);
  if (isUnreadable(entries)) return entries;
  if (entries.length === 0 || !entries.every(({ name }) => name.endsWith(ENDING))) return null;
  const arrays: ArrayFacts[] = [];
  for (const entry of entries) {
    const block = await readEntry(file, entry);
    // Texts and the like are passed over: there may be numbers beside them.
    if (isUnreadable(block) && block.code.startsWith('npy-')) continue;
    if (isUnreadable(block)) return block;
    arrays.push({ name: nameOf(entry), shape: block.shape });
  }
  return arrays;
}

/** The arrays that may be y to X: one number for each of its rows. */
export function targetsOf(arrays: readonly ArrayFacts[], { name, shape }: ArrayFacts): readonly ArrayFacts[] {
  return shape.length < 2
    ? []
    : arrays.filter((each) => each.name !== name && isLabels(each) && each.shape[0] === shape[0]);
}

export function isLabels({ shape }: Pick<Block, 'shape'>): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}

/** X and y, as they are named. */
export async function readNpz(
  file: Blob,
  names: readonly string[],
): Promise<{ readonly X: Block; readonly y: Block } | Unreadable> {
  const entries = await entriesOf(file);
  if (isUnreadable(entries)) return entries;
  const blocks: Block[] = [];
  for (const name of names.slice(0, 2)) {
    const entry = entries.find((each) => each.name === `${name}${ENDING}`);
    if (!entry) return unreadable('npz-array', { array: name });
    const block = await readEntry(file, entry);
    if (isUnreadable(block)) return block;
    blocks.push(block);
  }
  const [X, y] = blocks;
  return X && y ? { X, y } : unreadable('npz-array', { array: '–' });
}

async function readEntry(file: Blob, entry: ZipEntry): Promise<Block | Unreadable> {
  const bytes = await unpacked(file, entry, MOST_BYTES);
  return isUnreadable(bytes) ? bytes : readNpy(bytes);
}
