/* A block of numbers as files for programs hold it: a type, a shape, and the numbers. */

export const BYTES = { u1: 1, i1: 1, i2: 2, u2: 2, i4: 4, u4: 4, i8: 8, u8: 8, f4: 4, f8: 8 } as const;
export type NumberType = keyof typeof BYTES;

export interface Block {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Bytes that a shape takes, exactly as far as doubles go; Infinity beyond. */
export function bytesOf(type: NumberType, shape: readonly number[]): number {
  const bytes = shape.reduce((product, length) => product * length, BYTES[type]);
  return Number.isSafeInteger(bytes) ? bytes : Number.POSITIVE_INFINITY;
}

/** The numbers of a file, never in more room than four times their bytes; bytes are not copied at all. */
export function numbersIn(bytes: Uint8Array, type: NumberType, littleEndian: boolean): ArrayLike<number> {
  if (type === 'u1') return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / BYTES[type];
  const data = BYTES[type] === 8 || type === 'i4' || type === 'u4' ? new Float64Array(count) : new Float32Array(count);
  const read: Readonly<Record<NumberType, (at: number) => number>> = {
    u1: (at) => view.getUint8(at),
    i1: (at) => view.getInt8(at),
    i2: (at) => view.getInt16(at, littleEndian),
    u2: (at) => view.getUint16(at, littleEndian),
    i4: (at) => view.getInt32(at, littleEndian),
    u4: (at) => view.getUint32(at, littleEndian),
    i8: (at) => Number(view.getBigInt64(at, littleEndian)),
    u8: (at) => Number(view.getBigUint64(at, littleEndian)),
    f4: (at) => view.getFloat32(at, littleEndian),
    f8: (at) => view.getFloat64(at, littleEndian),
  };
  for (let i = 0; i < count; i++) data[i] = read[type](i * BYTES[type]);
  return data;
}
