/* Pictures in folders: what they are sorted into, how large they say that they are, the numbers that they become. */
import { expect, it } from 'vitest';
import { readIdx } from './idx.ts';
import { idxOf, planesOf, sizeOf, sortedPictures } from './pictures.ts';
import { isUnreadable } from './unreadable.ts';

const sorted = (paths: readonly string[]) => sortedPictures(paths.map((path) => ({ path, of: path })));

it('belong to the class of the folder that they lie in; other and hidden files are counted', () => {
  const found = sorted([
    'all/10/b.PNG',
    'all/9/a.jpg',
    'all/9/a.txt',
    'all/9/.b.png',
    '__MACOSX/9/c.png',
    'all/10/a.jpeg',
    'd.png',
  ]);
  if (isUnreadable(found)) throw new Error(found.code);
  expect(found).toMatchObject({ classes: ['9', '10'], left: 4 });
  expect(found.pictures.map(({ of, place }) => [of, place])).toEqual([
    ['all/9/a.jpg', 0],
    ['all/10/a.jpeg', 1],
    ['all/10/b.PNG', 1],
  ]);
});

it.each([[[]], [['a.png', 'b.png']], [['only/a.png', 'only/b.png']], [['../../a.txt', 'b/c.gif']]])(
  'that lie in fewer than two folders are refused: %j',
  (paths) => {
    expect(sorted(paths)).toMatchObject({ code: 'pictures-folders' });
  },
);

it('say how large they are before they are decoded, and other bytes say nothing', () => {
  const png = Uint8Array.of(
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    73,
    72,
    68,
    82,
    0,
    0,
    0x75,
    0x30,
    0,
    0,
    0x75,
    0x31,
    8,
  );
  expect(sizeOf(png)).toEqual([30_000, 30_001]);
  // A table of Huffman codes (C4) comes before the frame (C2).
  const jpeg = Uint8Array.of(
    0xff,
    0xd8,
    0xff,
    0xc4,
    0,
    4,
    9,
    9,
    0xff,
    0xff,
    0xc2,
    0,
    17,
    8,
    0x01,
    0x02,
    0x03,
    0x04,
    3,
    0,
  );
  expect(sizeOf(jpeg)).toEqual([0x304, 0x102]);
  for (let length = 0; length < 16; length++) expect(sizeOf(jpeg.subarray(0, length))).toBe(undefined);
  expect(sizeOf(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(undefined);
});

it('become planes of bytes in a file that is read as MNIST’s are', async () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 10, 20, 30, 255);
  const [grey, colours] = [new Uint8Array(2), new Uint8Array(6)];
  planesOf(rgba, false, grey);
  planesOf(rgba, true, colours);
  expect([...grey]).toEqual([76, 18]);
  expect([...colours]).toEqual([255, 10, 0, 20, 0, 30]);
  const read = async (file: Blob) => readIdx(new Uint8Array(await file.arrayBuffer()));
  expect(await read(idxOf([1, 3, 1, 2], colours))).toMatchObject({ type: 'u1', shape: [1, 3, 1, 2], data: colours });
  expect(await read(idxOf([2], Uint8Array.of(0, 3, 1, 0), 'i2'))).toMatchObject({ data: Float32Array.of(3, 256) });
});
