/* What training has come to, as files: read back to the bit, whole or not at all, and never where documents need the room. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Trained } from './trained.ts';

/** A folder of the origin's private file system, with as much room as is said, and writing that can be held back or break off. */
class FakeFolder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  quota = 2 ** 30;
  breaks = false;
  written = 0;
  held = Promise.resolve();

  async getFileHandle(id: string, { create = false } = {}) {
    const { files } = this;
    if (!files.has(id) && !create) throw new DOMException('', 'NotFoundError');
    if (!files.has(id)) files.set(id, new Uint8Array());
    const parts: BlobPart[] = [];
    const write = async (part: BlobPart) => {
      await this.held;
      if (this.breaks) throw new DOMException('', 'QuotaExceededError');
      parts.push(part);
    };
    const close = async () => {
      files.set(id, new Uint8Array(await new Blob(parts).arrayBuffer()));
      this.written++;
    };
    return { getFile: async () => new Blob([files.get(id)!]), createWritable: async () => ({ write, close }) };
  }
  async removeEntry(id: string) {
    if (!this.files.delete(id)) throw new DOMException('', 'NotFoundError');
  }
  async getDirectoryHandle() {
    return this;
  }
}

let folder: FakeFolder;
let storage: typeof import('./trained.ts');
beforeEach(async () => {
  folder = new FakeFolder();
  const estimate = async () => ({ quota: folder.quota, usage: 0 });
  vi.stubGlobal('navigator', { storage: { estimate, getDirectory: async () => folder } });
  vi.spyOn(performance, 'now').mockReturnValue(10_000);
  vi.resetModules();
  storage = await import('./trained.ts');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const numbers = [1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-45];
const trained = (step: number, memory: Trained['memory'] = Float32Array.from(numbers)): Trained => ({
  ...{ revision: 'r1', step, layout: 'l1' },
  memory,
});

test.each([Float32Array, Float64Array])('%o: what was kept is read back to the bit', async (Numbers) => {
  // In the middle of a larger memory, as a network's numbers lie.
  const memory = new Numbers(20).subarray(3, 8);
  memory.set(numbers);
  expect(await storage.keepTrained('a', trained(7, memory), false)).toBe('kept');
  expect(await storage.trainedOf('a')).toEqual({ ...trained(7), memory: memory.slice() });
  expect(await storage.trainedOf('b')).toBeUndefined();
});

test('a file that was cut, altered or never written to its end is no training', async () => {
  await storage.keepTrained('a', trained(7), false);
  const whole = folder.files.get('a')!;
  for (const length of [0, 1, 20, whole.length - 1]) {
    folder.files.set('a', whole.slice(0, length));
    expect(await storage.trainedOf('a'), `${length} bytes`).toBeUndefined();
  }
  folder.files.set('a', whole.with(whole.length - 1, 1));
  expect(await storage.trainedOf('a')).toBeUndefined();
});

test('a file that breaks off leaves the last one, and says that there is no room once', async () => {
  await storage.keepTrained('a', trained(7), false);
  folder.breaks = true;
  expect(await storage.keepTrained('a', trained(8), false)).toBe('no-room');
  expect(await storage.keepTrained('a', trained(9), false)).toBe('as-said');
  expect((await storage.trainedOf('a'))?.step).toBe(7);
});

test('nothing is written into the room that is left to documents', async () => {
  folder.quota = 64 * 1024 * 1024 + 10;
  expect(await storage.keepTrained('a', trained(7), false)).toBe('no-room');
  expect(folder.files.size).toBe(0);
});

test('of what comes while a file is written only the last is written, and the same again is not', async () => {
  let go = () => {};
  folder.held = new Promise((resolve) => {
    go = resolve;
  });
  const all = [1, 2, 3, 4].map((step) => storage.keepTrained('a', trained(step), false));
  go();
  expect(await Promise.all(all)).toEqual(['kept', 'kept', 'kept', 'kept']);
  await storage.keepTrained('a', trained(4), false);
  expect(folder.written).toBe(2);
  expect((await storage.trainedOf('a'))?.step).toBe(4);
});

test('while training runs a file is written every five seconds at most', async () => {
  await storage.keepTrained('a', trained(1), true);
  vi.mocked(performance.now).mockReturnValue(14_999);
  await storage.keepTrained('a', trained(2), true);
  expect((await storage.trainedOf('a'))?.step).toBe(1);
  vi.mocked(performance.now).mockReturnValue(15_000);
  await storage.keepTrained('a', trained(3), true);
  expect((await storage.trainedOf('a'))?.step).toBe(3);
});

test('training that has not begun has no file, and what was forgotten is gone', async () => {
  await storage.keepTrained('a', trained(7), false);
  await storage.keepTrained('a', trained(0), false);
  expect(folder.files.size).toBe(0);
  await storage.keepTrained('a', trained(8), false);
  await storage.forgetTrained('a');
  await storage.forgetTrained('a');
  expect(folder.files.size).toBe(0);
});
