/* Drawn digits as files. */
import { expect, test } from 'vitest';
import { readBlocks } from '../../data/files/blocks.ts';
import { isUnreadable } from '../../data/files/unreadable.ts';
import { digitFiles } from './drawn.ts';

test('drawn digits are read back as pictures with their labels', async () => {
  const [empty, full] = [new Float32Array(4), new Float32Array([1, 0.5, 0, 1])];
  const read = await readBlocks(
    digitFiles(
      [
        { cells: empty, label: 3 },
        { cells: full, label: 7 },
      ],
      2,
    ),
  );
  if (isUnreadable(read)) throw new Error(read.code);
  expect(read).toMatchObject({ rows: 2, shape: [2, 2], bytes: true });
  expect(read.X.map((each) => [...Array.from(each)])).toEqual([[0, 0, 0, 0, 255, 128, 0, 255]]);
  expect(read.y.map((each) => [...Array.from(each)])).toEqual([[3, 7]]);
});
