/* A folder as a browser gives it: by portions, folders in folders, until a portion is empty. */
import { expect, test } from 'vitest';
import { filesBelow } from './folder.ts';

const file = (fullPath: string) => ({
  ...{ isDirectory: false, isFile: true, fullPath },
  file: (take: (file: File) => void) => take(new File(['x'], fullPath.split('/').at(-1) ?? '')),
});
const folder = (fullPath: string, ...portions: object[][]) => ({
  ...{ isDirectory: true, isFile: false, fullPath },
  createReader: () => ({ readEntries: (take: (entries: object[]) => void) => take(portions.shift() ?? []) }),
});

test('every file of every portion is there, with its path', async () => {
  const cats = folder('/set/cat', [file('/set/cat/a.png')], [file('/set/cat/b.png')]);
  const set = folder('/set', [cats, file('/set/readme.txt')], [folder('/set/empty')]);
  const files = await filesBelow(set as unknown as FileSystemEntry);
  expect(files.map(({ webkitRelativePath }) => webkitRelativePath).sort()).toEqual([
    'set/cat/a.png',
    'set/cat/b.png',
    'set/readme.txt',
  ]);
});
