/* IDX, the format of MNIST's files: two zeros, a type, the number of axes, their lengths, and the numbers, all with the
   highest byte first. */
import { type Block, bytesOf, type NumberType, numbersIn } from './block.ts';
import { type Unreadable, unreadable } from './unreadable.ts';

const TYPES: ReadonlyMap<number | undefined, NumberType> = new Map([
  [0x08, 'u1'],
  [0x09, 'i1'],
  [0x0b, 'i2'],
  [0x0c, 'i4'],
  [0x0d, 'f4'],
  [0x0e, 'f8'],
]);
const MOST_AXES = 8;

export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && TYPES.has(bytes[2]) && (bytes[3] ?? 0) > 0;
}

/** The file must be exactly as long as its header says: before that is known, nothing is made. */
export function readIdx(bytes: Uint8Array): Block | Unreadable {
  const type = TYPES.get(bytes[2]);
  const axes = bytes[3] ?? 0;
  const start = 4 + 4 * axes;
  if (!isIdx(bytes) || !type || axes > MOST_AXES || bytes.length < start) return unreadable('idx-header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const wanted = bytesOf(type, shape) + start;
  if (wanted !== bytes.length || bytes.length === start)
    return unreadable('idx-length', { wanted, found: bytes.length, shape: shape.join(', ') });
  return { type, shape, data: numbersIn(bytes.subarray(start), type, false) };
}
