/* safetensors: tensors by name as bytes. Format: https://huggingface.co/docs/safetensors (u64 length of a JSON header,
   the header, then the numbers, little-endian). */
import type { Numbers } from '../kernels/device.ts';
import { type Shape, size } from './shape.ts';

interface Entry {
  readonly dtype: string;
  readonly shape: Shape;
  readonly data_offsets: readonly [number, number];
}
/** What is wrong with a file. */
export interface BadFile {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

const bytesOf: Readonly<Record<string, number>> = { F32: 4, F64: 8 };

/** The bytes of a file with these tensors, in the order given. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, { readonly shape: Shape; readonly data: Numbers }>,
): Uint8Array {
  const header = new Map<string, Entry>();
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const dtype = data instanceof Float64Array ? 'F64' : 'F32';
    header.set(name, { dtype, shape, data_offsets: [end, end + data.byteLength] });
    end += data.byteLength;
  }
  const json = JSON.stringify(Object.fromEntries(header));
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** The tensors of a file, or what is wrong with it. Nothing is allocated from a header that its file does not bear out. */
export function readSafetensors(bytes: Uint8Array): ReadonlyMap<string, { shape: Shape; data: Numbers }> | BadFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.POSITIVE_INFINITY;
  if (8 + length > bytes.length) return { code: 'safetensors-header', values: { bytes: bytes.length } };
  let header: Readonly<Record<string, unknown>>;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    return { code: 'safetensors-header', values: { bytes: bytes.length } };
  }
  const tensors = new Map<string, { shape: Shape; data: Numbers }>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!isEntry(entry)) return { code: 'safetensors-entry', values: { tensor: name } };
    const [start, end] = entry.data_offsets;
    const width = bytesOf[entry.dtype];
    if (!width) return { code: 'safetensors-dtype', values: { tensor: name, dtype: entry.dtype } };
    if (start < 0 || end > bytes.length - 8 - length || end - start !== size(entry.shape) * width)
      return { code: 'safetensors-entry', values: { tensor: name } };
    const copy = bytes.slice(8 + length + start, 8 + length + end).buffer;
    tensors.set(name, { shape: entry.shape, data: width === 8 ? new Float64Array(copy) : new Float32Array(copy) });
  }
  return tensors;
}

function isEntry(entry: unknown): entry is Entry {
  if (typeof entry !== 'object' || entry === null || !('dtype' in entry && 'shape' in entry && 'data_offsets' in entry))
    return false;
  const whole = (list: unknown) => Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  return typeof entry.dtype === 'string' && whole(entry.shape) && whole(entry.data_offsets);
}
