/* NPY, the format of NumPy's arrays: a magic word, a header that is a Python dict, the numbers. */
import { type Block, BYTES, bytesOf, type NumberType, numbersIn } from './block.ts';
import { type Unreadable, unreadable } from './unreadable.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const HEADER =
  /^\{\s*'descr':\s*'([<>|=]?)([a-zA-Z]\d*)',\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([\d,\sL]*)\),?\s*\}\s*$/;
const MOST_AXES = 8;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

export function readNpy(bytes: Uint8Array): Block | Unreadable {
  const long = (bytes[6] ?? 0) >= 2;
  const start = long ? 12 : 10;
  if (!isNpy(bytes) || bytes.length < start) return unreadable('npy-header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = start + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = end <= bytes.length ? HEADER.exec(new TextDecoder().decode(bytes.subarray(start, end))) : null;
  const [, order = '', name = '', fortran, lengths = ''] = header ?? [];
  if (!header) return unreadable('npy-header');
  const type = name === 'b1' ? 'u1' : name;
  if (!isType(type)) return unreadable('npy-type', { type: `${order}${name}` });
  const shape = lengths
    .split(',')
    .map((length) => length.trim())
    .filter(Boolean)
    .map((length) => Number(length.replace('L', '')));
  if (shape.length > MOST_AXES || shape.some((length) => !Number.isSafeInteger(length)))
    return unreadable('npy-header');
  if (fortran === 'True' && shape.length > 1) return unreadable('npy-order');
  const wanted = bytesOf(type, shape) + end;
  if (wanted !== bytes.length || shape.length === 0 || bytes.length === end)
    return unreadable('npy-length', { wanted, found: bytes.length, shape: shape.join(', ') });
  return { type, shape, data: numbersIn(bytes.subarray(end), type, order !== '>') };
}

function isType(name: string): name is NumberType {
  return Object.hasOwn(BYTES, name);
}
