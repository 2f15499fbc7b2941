/* IDX, NPY and gzip: the numbers that other programs wrote, and files that lie about themselves. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { howMany, tally } from '../../torture.ts';
import { readBlocks } from './blocks.ts';
import { inflated } from './bounded.ts';
import { readIdx } from './idx.ts';
import { readNpy } from './npy.ts';
import { isUnreadable } from './unreadable.ts';

/** Many more headers in `npm run torture -- data`. */
const HEADERS = howMany(10_000, 100_000);

function idx(type: number, shape: readonly number[], data: readonly number[]): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  head.setUint8(2, type);
  head.setUint8(3, shape.length);
  for (const [axis, length] of shape.entries()) head.setUint32(4 + 4 * axis, length);
  return Uint8Array.from([...new Uint8Array(head.buffer), ...data]);
}

const file = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]);

describe('IDX', () => {
  it('gives its bytes as they lie in the file', () => {
    const bytes = idx(8, [2, 1, 2], [0, 1, 254, 255]);
    const block = readIdx(bytes);
    expect(block).toMatchObject({ type: 'u1', shape: [2, 1, 2], data: Uint8Array.of(0, 1, 254, 255) });
    if (!isUnreadable(block)) expect((block.data as Uint8Array).buffer).toBe(bytes.buffer);
  });

  it.each([
    [0x09, [0xff, 1], [-1, 1]],
    [0x0b, [0xff, 0xfe, 0, 3], [-2, 3]],
    [0x0c, [0xff, 0xff, 0xff, 0xfd, 0, 0, 1, 0], [-3, 256]],
    [0x0d, [0x3f, 0xc0, 0, 0, 0xc0, 0x10, 0, 0], [1.5, -2.25]],
    [0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0x02, 0, 0, 0, 0, 0, 0], [1.5, -2.25]],
  ])('reads numbers of type %i with the highest byte first', (type, bytes, numbers) => {
    const block = readIdx(idx(type, [2], bytes));
    expect(isUnreadable(block) ? block : Array.from(block.data)).toEqual(numbers);
  });

  it('names both lengths where the header lies, as three axes whose product is 0 in 32 bits', () => {
    const liar = idx(8, [2 ** 32 - 1, 65536, 65536], [1, 2, 3]);
    expect(readIdx(liar)).toMatchObject({
      code: 'idx-length',
      values: { wanted: Number.POSITIVE_INFINITY, found: 19 },
    });
    expect(readIdx(idx(8, [4], [1, 2, 3]))).toMatchObject({ code: 'idx-length', values: { wanted: 12, found: 11 } });
    expect(readIdx(idx(8, [2], [1, 2, 3]))).toMatchObject({ code: 'idx-length', values: { wanted: 10, found: 11 } });
  });

  it('never makes more room than four times the file, whatever the header says', () => {
    const honest = [
      idx(8, [3, 2, 2], Array(12).fill(7)),
      idx(0x0d, [3], Array(12).fill(1)),
      idx(9, [5], Array(5).fill(3)),
    ];
    let seed = 1;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const sizes = { asked: 0, most: 0 };
    const restore: (() => void)[] = [];
    // Whatever makes room for numbers goes through here while the files are read.
    for (const kind of ['Float32Array', 'Float64Array', 'Uint8Array', 'ArrayBuffer'] as const) {
      const real = globalThis[kind] as new (...given: unknown[]) => { byteLength: number };
      const watched = new Proxy(real, {
        construct(target, given: unknown[]) {
          if (typeof given[0] === 'number')
            sizes.asked += given[0] * ('BYTES_PER_ELEMENT' in target ? Number(target.BYTES_PER_ELEMENT) : 1);
          return Reflect.construct(target, given);
        },
      });
      Object.defineProperty(globalThis, kind, { value: watched, configurable: true, writable: true });
      restore.push(() => Object.defineProperty(globalThis, kind, { value: real, configurable: true, writable: true }));
    }
    const outcomes = new Map<string, number>();
    try {
      for (let turn = 0; turn < HEADERS; turn++) {
        const bytes = honest[next(honest.length)]!.slice(0);
        for (let changes = 1 + next(3); changes > 0; changes--) bytes[next(Math.min(bytes.length, 16))] = next(256);
        const cut = next(4) === 0 ? bytes.subarray(0, next(bytes.length + 1)) : bytes;
        sizes.asked = 0;
        const block = readIdx(cut);
        if (sizes.asked > 4 * cut.length) throw new Error(`${sizes.asked} bytes for a file of ${cut.length}: ${cut}`);
        sizes.most = Math.max(sizes.most, sizes.asked);
        const outcome = isUnreadable(block) ? block.code : 'read';
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    } finally {
      for (const put of restore.splice(0)) put();
    }
    expect(sizes.most).toBeGreaterThan(0);
    // Each way out was taken.
    for (const outcome of ['read', 'idx-header', 'idx-length'])
      expect(outcomes.get(outcome), outcome).toBeGreaterThan(50);
    tally('IDX files that lie about themselves', HEADERS);
  });
});

describe('NPY', () => {
  const npy = (header: string, data: readonly number[], version = 1) => {
    const text = new TextEncoder().encode(`${header}\n`);
    const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
    return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...data]);
  };
  const header = (descr: string, shape: string, fortran = 'False') =>
    `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;

  it('reads what NumPy writes, in either byte order and either version', () => {
    expect(readNpy(npy(header('<f4', '(2, 1)'), [0, 0, 0xc0, 0x3f, 0, 0, 0x10, 0xc0]))).toMatchObject({
      ...{ type: 'f4', shape: [2, 1], data: Float32Array.of(1.5, -2.25) },
    });
    expect(readNpy(npy(header('>i2', '(1,)'), [0xff, 0xfe]))).toMatchObject({ data: Float32Array.of(-2) });
    expect(readNpy(npy(header('|u1', '(2,)'), [1, 2], 2))).toMatchObject({ shape: [2], data: Uint8Array.of(1, 2) });
    expect(readNpy(npy(header('<i8', '(1,)'), [0xfe, ...Array(7).fill(0xff)]))).toMatchObject({
      data: Float64Array.of(-2),
    });
    expect(readNpy(npy(header('|b1', '(2,)'), [1, 0]))).toMatchObject({ type: 'u1' });
  });

  it.each([
    ['npy-type', npy(header('<c8', '(1,)'), [])],
    ['npy-type', npy(header('<U8', '(1,)'), Array(32).fill(0))],
    ['npy-header', npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", [])],
    ['npy-header', npy("__import__('os').system('true')", [])],
    ['npy-order', npy(header('|u1', '(2, 2)', 'True'), [1, 2, 3, 4])],
    ['npy-length', npy(header('|u1', '(4294967295, 4294967295)'), [1])],
    ['npy-length', npy(header('|u1', '()'), [1])],
    ['npy-header', npy(header('|u1', '(1,)'), [1]).subarray(0, 20)],
  ])('is refused by name: %s', (code, bytes) => {
    expect(readNpy(bytes)).toMatchObject({ code });
  });
});

describe('a packed file', () => {
  it('is read as what is in it', async () => {
    const pictures = new Blob([new Uint8Array(gzipSync(idx(8, [2, 1, 2], [1, 2, 3, 4])))]);
    const labels = new Blob([new Uint8Array(gzipSync(idx(8, [2], [0, 1])))]);
    expect(await readBlocks([labels, pictures])).toMatchObject({
      ...{ rows: 2, shape: [1, 2], bytes: true, X: [Uint8Array.of(1, 2, 3, 4)], y: [Uint8Array.of(0, 1)] },
    });
  });

  it('is refused where it is damaged, cut short, larger than the bound, or holds something else', async () => {
    const packed = new Uint8Array(gzipSync(idx(8, [5000], Array(5000).fill(0))));
    expect(await inflated(new Blob([packed.slice(0, packed.length - 9)]))).toMatchObject({ code: 'gz-damaged' });
    const bent = packed.slice();
    bent[packed.length - 5]! ^= 1;
    expect(await inflated(new Blob([bent]))).toMatchObject({ code: 'gz-damaged' });
    expect(await inflated(new Blob([packed]), 'gzip', 5000)).toMatchObject({ code: 'gz-large' });
    const text = new Blob([new Uint8Array(gzipSync('a,b\n1,2\n'))]);
    expect(await readBlocks([text])).toMatchObject({ code: 'data-kinds' });
  });
});

describe('several files', () => {
  it('are one table, the parts in their order', async () => {
    const table = await readBlocks([
      ...[file(idx(8, [1, 2], [1, 2])), file(idx(8, [1], [7]))],
      ...[file(idx(8, [2, 2], [3, 4, 5, 6])), file(idx(8, [2], [8, 9]))],
    ]);
    expect(table).toMatchObject({ rows: 3, shape: [2] });
    if (!isUnreadable(table)) expect(table.y.map((part) => Array.from(part))).toEqual([[7], [8, 9]]);
  });

  it.each([
    ['data-pairs', [idx(8, [1, 2], [1, 2])]],
    ['data-pairs', [idx(8, [1], [1])]],
    ['data-labels', [idx(8, [1, 2], [1, 2]), idx(8, [2], [1, 2])]],
    ['data-shapes', [idx(8, [1, 2], [1, 2]), idx(8, [1, 1], [1]), idx(8, [2], [1, 2])]],
  ])('that do not belong together are refused: %s', async (code, files) => {
    expect(await readBlocks(files.map(file))).toMatchObject({ code });
  });
});
