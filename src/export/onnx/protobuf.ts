/* Protocol Buffers, as much as ONNX needs: fields written one after another, and read back. */

const encoder = new TextEncoder();
const VARINT = 0;
const FIXED32 = 5;
const BYTES = 2;

/** A message being written. */
export class Message {
  readonly #parts: Uint8Array[] = [];

  integer(field: number, value: number): this {
    return this.#push(varint(field * 8 + VARINT), varint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#push(varint(field * 8 + FIXED32), bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finished());
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#push(varint(field * 8 + BYTES), varint(value.length), value);
  }

  finished(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  #push(...parts: readonly Uint8Array[]): this {
    this.#parts.push(...parts);
    return this;
  }
}

/** Seven bits a byte, the lowest first; a negative number is 2⁶⁴ more. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 128n) return Uint8Array.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** The fields of a message that hold bytes, in order; undefined for bytes that are no message. */
export function byteFields(bytes: Uint8Array): readonly (readonly [field: number, value: Uint8Array])[] | undefined {
  const found: (readonly [number, Uint8Array])[] = [];
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; at < bytes.length && scale < 2 ** 63; scale *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const key = next();
    const kind = key % 8;
    if (kind === VARINT) next();
    else if (kind === FIXED32) at += 4;
    else if (kind === 1) at += 8;
    else if (kind === BYTES) {
      const length = next();
      if (!(at + length <= bytes.length)) return undefined;
      found.push([Math.floor(key / 8), bytes.subarray(at, at + length)]);
      at += length;
    } else return undefined;
  }
  return at === bytes.length ? found : undefined;
}
