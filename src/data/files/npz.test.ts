/* NPZ: what NumPy packs is read array by array, and archives that lie about themselves are refused by name. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pack } from '../../document/archive.ts';
import { crc32 } from '../../document/crc.ts';
import { howMany, tally } from '../../torture.ts';
import { readBlocks } from './blocks.ts';
import { arraysIn, targetsOf } from './npz.ts';
import { isUnreadable } from './unreadable.ts';
import { entriesOf, unpacked } from './zip.ts';

const MUTATIONS = howMany(2_000, 50_000);

function npy(shape: string, data: readonly number[]): Uint8Array {
  const head = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117, ' ');
  const text = new TextEncoder().encode(`${head}\n`);
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...text, ...data]);
}
const x = { name: 'x_train.npy', bytes: npy('(3, 2)', [1, 2, 3, 4, 5, 6]) };
const y = { name: 'y_train.npy', bytes: npy('(3,)', [0, 1, 0]) };

/** An archive of one deflated entry that says of its size what it is told to say. */
async function deflated(bytes: Uint8Array, says = bytes.length): Promise<Blob> {
  const packed = new Uint8Array(deflateRawSync(bytes));
  const file = new Uint8Array(await pack([{ name: 'x.npy', bytes: packed }]).arrayBuffer());
  const view = new DataView(file.buffer);
  const central = view.getUint32(file.length - 6, true);
  view.setUint16(central + 10, 8, true);
  view.setUint32(central + 16, crc32(bytes), true);
  view.setUint32(central + 24, says, true);
  return new Blob([file]);
}

describe('an NPZ file', () => {
  it('is a table of two of its arrays, which are offered only as they go together', async () => {
    const file = pack([x, y, { name: 'x_test.npy', bytes: npy('(1, 2)', [7, 8]) }]);
    const arrays = await arraysIn(file);
    expect(arrays).toEqual([
      { name: 'x_train', shape: [3, 2] },
      { name: 'y_train', shape: [3] },
      { name: 'x_test', shape: [1, 2] },
    ]);
    if (arrays === null || isUnreadable(arrays)) throw new Error('it was not read');
    expect(arrays.map((each) => targetsOf(arrays, each).map(({ name }) => name))).toEqual([['y_train'], [], []]);
    expect(await readBlocks([file], ['x_train', 'y_train'])).toMatchObject({
      ...{ rows: 3, shape: [2], bytes: true, X: [Uint8Array.of(1, 2, 3, 4, 5, 6)], y: [Uint8Array.of(0, 1, 0)] },
    });
  });

  it.each([
    ['npz-array', ['x_train', 'y_test']],
    ['data-pairs', ['y_train', 'x_train']],
    ['data-labels', ['x_train', 'short']],
  ])('whose arrays are not what the document says is refused: %s', async (code, arrays) => {
    const file = pack([x, y, { name: 'short.npy', bytes: npy('(2,)', [0, 1]) }]);
    expect(await readBlocks([file], arrays)).toMatchObject({ code });
  });

  const python = '/usr/bin/python3';
  const numpy = spawnSync(python, ['-c', 'import numpy']).status === 0;
  it.skipIf(!numpy)('is read as NumPy writes it, packed and not, texts beside it passed over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chainrule-npz-'));
    try {
      const script = `import sys, numpy as np
a = {'X': np.arange(24, dtype='f4').reshape(4, 2, 3) / 8, 'y': np.array([[3], [-1], [2], [3]]), 'names': np.array(['a', 'b'])}
np.savez(sys.argv[1] + '/plain.npz', **a); np.savez_compressed(sys.argv[1] + '/packed.npz', **a)`;
      expect(spawnSync(python, ['-c', script, folder], { encoding: 'utf8' }).stderr).toBe('');
      for (const name of ['plain.npz', 'packed.npz']) {
        const file = new Blob([new Uint8Array(readFileSync(join(folder, name)))]);
        expect(await arraysIn(file)).toEqual([
          { name: 'X', shape: [4, 2, 3] },
          { name: 'y', shape: [4, 1] },
        ]);
        expect(await readBlocks([file], ['X', 'y'])).toMatchObject({
          ...{ rows: 4, shape: [2, 3], X: [Float32Array.from({ length: 24 }, (_, i) => i / 8)] },
          y: [Float64Array.of(3, -1, 2, 3)],
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an archive', () => {
  const first = async (file: Blob, most = 1e6) => {
    const entries = await entriesOf(file);
    return isUnreadable(entries) ? entries : unpacked(file, entries[0]!, most);
  };

  it('gives each entry whole, packed or not, and its name is a label', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 7);
    expect(await first(pack([{ name: '../../etc/passwd', bytes }]))).toEqual(bytes);
    expect(await first(await deflated(bytes))).toEqual(bytes);
  });

  it('that lies about its sizes is refused when as much has come out as it says, or at once where that is too much', async () => {
    const zeros = new Uint8Array(50_000_000);
    const from = performance.now();
    expect(await first(await deflated(zeros, 1000))).toMatchObject({ code: 'zip-damaged' });
    expect(await first(await deflated(zeros.subarray(0, 10), 1000))).toMatchObject({ code: 'zip-damaged' });
    expect(await first(await deflated(zeros, 2 ** 32 - 1))).toMatchObject({ code: 'zip-large' });
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('whose entries lie over one another, that has too many, or is packed otherwise, is refused', async () => {
    const change = async (edit: (view: DataView, central: number) => void) => {
      const bytes = new Uint8Array(await pack([x, y]).arrayBuffer());
      const view = new DataView(bytes.buffer);
      edit(view, view.getUint32(bytes.length - 6, true));
      return new Blob([bytes]);
    };
    const second = 46 + x.name.length;
    // The second entry begins where the first does: neither has room.
    expect(await arraysIn(await change((view, at) => view.setUint32(at + second + 42, 0, true)))).toMatchObject({
      code: 'zip-damaged',
    });
    expect(await arraysIn(await change((view, at) => view.setUint16(at + 10, 14, true)))).toMatchObject({
      code: 'zip-method',
    });
    const many = await change((view) => view.setUint16(view.byteLength - 12, 65_535, true));
    expect(await arraysIn(many)).toMatchObject({ code: 'zip-entries', values: { limit: 50_000 } });
    expect(await arraysIn(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4)]))).toMatchObject({ code: 'zip-damaged' });
  });

  it('with any bytes changed is read as it is or refused by name, and makes no more room than four times itself', async () => {
    const honest = new Uint8Array(await pack([x, y]).arrayBuffer());
    let seed = 7;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const outcomes = new Map<string, number>();
    for (let turn = 0; turn < MUTATIONS; turn++) {
      const bytes = honest.slice(0, next(4) === 0 ? next(honest.length) : honest.length);
      for (let changes = 1 + next(3); changes > 0; changes--) bytes[next(bytes.length)] = next(256);
      const table = await readBlocks([new Blob([bytes])], ['x_train', 'y_train']);
      const room = isUnreadable(table) ? 0 : [...table.X, ...table.y].reduce((sum, { length }) => sum + 4 * length, 0);
      if (room > 4 * bytes.length) throw new Error(`${room} bytes for a file of ${bytes.length}: ${bytes}`);
      const outcome = isUnreadable(table) ? table.code : 'read';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    for (const outcome of ['read', 'zip-damaged', 'npz-array'])
      expect(outcomes.get(outcome), outcome).toBeGreaterThan(20);
    tally('archives of arrays that were changed', MUTATIONS);
  });
});
