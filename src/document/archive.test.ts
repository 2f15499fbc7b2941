/* One file that holds several: what was packed comes out again, also by another program, and nothing larger than the file
   comes out of anything. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isArchive, type Packed, pack, unpack } from './archive.ts';

const bytesOf = async (files: readonly Packed[]) => new Uint8Array(await pack(files).arrayBuffer());
const text = (words: string) => new TextEncoder().encode(words);
const some = [
  { name: 'a.json', bytes: text('{"a": 1}') },
  { name: '名前.json', bytes: text('') },
];

/** The archive with two or four of its bytes overwritten, counted from where a signature stands. */
async function changed(signature: number, offset: number, value: number, width: 2 | 4 = 4): Promise<Uint8Array> {
  const bytes = await bytesOf(some);
  const view = new DataView(bytes.buffer);
  let at = 0;
  while (view.getUint32(at, true) !== signature) at++;
  if (width === 4) view.setUint32(at + offset, value, true);
  else view.setUint16(at + offset, value, true);
  return bytes;
}
const [CENTRAL, END] = [0x02014b50, 0x06054b50];

test('any files come out as they were packed', async () => {
  const file = fc.record({
    name: fc.string({ unit: 'grapheme' }).filter((name) => !name.endsWith('/')),
    bytes: fc.uint8Array(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 5 }), async (files) => {
      const bytes = await bytesOf(files);
      expect(isArchive(bytes)).toBe(true);
      const found = unpack(bytes);
      expect(typeof found === 'string' ? found : found.map((each) => ({ ...each, bytes: [...each.bytes] }))).toEqual(
        files.map(({ name, bytes: own }) => ({ name: name.toWellFormed(), bytes: [...own] })),
      );
    }),
  );
});

test('Python unpacks it and finds nothing wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-zip-'));
  try {
    writeFileSync(join(folder, 'all.zip'), await bytesOf(some));
    const script =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [(i.filename, i.file_size) for i in z.infolist()])';
    expect(execFileSync('python3', ['-c', script, join(folder, 'all.zip')], { encoding: 'utf8' }).trim()).toBe(
      "None [('a.json', 8), ('名前.json', 0)]",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['of which the end is missing', () => bytesOf(some).then((bytes) => bytes.slice(0, -1)), 'archive-damaged'],
  ['whose list begins nowhere', () => changed(END, 16, 0xffff_fff0), 'archive-damaged'],
  ['that says it has 65,535 entries', () => changed(END, 10, 0xffff, 2), 'archive-too-many'],
  ['that says it has one more entry', () => changed(END, 10, 3, 2), 'archive-damaged'],
  ['whose entry says it has 4 GB', () => changed(CENTRAL, 24, 0xffff_ffff), 'archive-damaged'],
  ['whose entry lies beyond the end', () => changed(CENTRAL, 42, 0x7fff_ffff), 'archive-damaged'],
  ['whose check sum is another', () => changed(CENTRAL, 16, 7), 'archive-damaged'],
  ['that another program compressed', () => changed(CENTRAL, 10, 8, 2), 'archive-compressed'],
])('an archive %s is refused', async (_, make, code) => {
  expect(unpack(await make())).toBe(code);
});

test('a thousand entries over one another hold no more than the file', async () => {
  const [large] = [new Uint8Array(100_000)];
  const one = await bytesOf([{ name: 'a', bytes: large }]);
  const view = new DataView(one.buffer);
  const end = one.length - 22;
  const from = view.getUint32(end + 16, true);
  const entry = one.subarray(from, end);
  const bytes = new Uint8Array(from + 1000 * entry.length + 22);
  bytes.set(one.subarray(0, from));
  for (let index = 0; index < 1000; index++) bytes.set(entry, from + index * entry.length);
  bytes.set(one.subarray(end), from + 1000 * entry.length);
  new DataView(bytes.buffer).setUint16(bytes.length - 12, 1000, true);
  expect(unpack(bytes)).toBe('archive-damaged');
});

test('whatever is changed in it, reading it ends in files or in a code', async () => {
  const bytes = await bytesOf(some);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      (changes) => {
        const other = bytes.slice();
        for (const [at, value] of changes) other[at] = value;
        const found = unpack(other);
        const size = typeof found === 'string' ? 0 : found.reduce((sum, each) => sum + each.bytes.length, 0);
        expect(size).toBeLessThanOrEqual(bytes.length);
      },
    ),
    { numRuns: 2000 },
  );
});
