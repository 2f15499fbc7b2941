/* Numbers inside a Python file: little-endian, deflated, base64. Only the standard library is needed to read them. */
import type { TensorData } from '../../tensor/tensor.ts';
import type { Code } from '../code.ts';
import { pyText, pyTuple } from './python.ts';

const WIDTH = 100;

/** A dict entry for each tensor, `NUMBERS` in all. Whole numbers from 0 to 255 take a byte each. */
export async function packedNumbers(
  tensors: ReadonlyMap<string, TensorData>,
  indices: ReadonlySet<string>,
): Promise<Code> {
  const entries = await Promise.all(
    [...tensors].map(async ([name, { shape, data }]) => {
      const { kind, bytes } = compact(data, indices.has(name));
      const lines = (await packed(bytes)).match(new RegExp(`.{1,${WIDTH}}`, 'g')) ?? [''];
      return [
        { text: `    ${pyText(name)}: (${pyTuple(shape)}, '${kind}',` },
        ...lines.map((line, i) => ({ text: `        '${line}'${i === lines.length - 1 ? '),' : ''}`, packed: true })),
      ];
    }),
  );
  return [{ text: 'NUMBERS = {' }, ...entries.flat(), { text: '}' }];
}

/** NumPy's name of the type kept in the file, and the bytes. */
function compact(data: ArrayLike<number>, index: boolean): { kind: string; bytes: Uint8Array<ArrayBuffer> } {
  const list = Array.from(data);
  const whole = list.every((x) => Number.isInteger(x) && !Object.is(x, -0));
  if (whole && list.every((x) => x >= 0 && x < 256)) return { kind: 'u1', bytes: Uint8Array.from(list) };
  const double = data instanceof Float64Array && !index && list.some((x) => x !== Math.fround(x));
  const [kind, width] = index ? (['<i4', 4] as const) : double ? (['<f8', 8] as const) : (['<f4', 4] as const);
  const view = new DataView(new ArrayBuffer(list.length * width));
  for (const [i, x] of list.entries()) {
    if (index) view.setInt32(i * width, x, true);
    else if (double) view.setFloat64(i * width, x, true);
    else view.setFloat32(i * width, x, true);
  }
  return { kind, bytes: new Uint8Array(view.buffer) };
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = '';
  for (const byte of deflated) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The function that reads an entry, as float32, or as int64 where it holds indices. */
export const READ_NUMBERS = `@functools.lru_cache(maxsize=None)
def numbers(name):
    shape, kind, text = NUMBERS[name]
    flat = np.frombuffer(zlib.decompress(base64.b64decode(text)), kind)
    return flat.reshape(shape).astype(np.int64 if name in INDICES else np.float32)`;
