/* The table node: from the bytes of files to X and y, as the document says that they are read; and what is refused. */
import { expect, it } from 'vitest';
import type { settingsOf } from '../check/trial.ts';
import { contentId } from '../data/files/content.ts';
import { settled } from './settings.ts';
import { table } from './table.ts';

type Settings = Parameters<typeof settingsOf>[1]['settings'];
const training = Int32Array.of(0, 1);

async function load(contents: readonly BlobPart[], settings: Settings) {
  const files = new Map<string, Blob>();
  for (const content of contents) files.set(await contentId(new Blob([content])), new Blob([content]));
  const all = { file: [...files.keys()], ...settings };
  return table.source?.load?.(settled(table.settings, all), training, async (id) => files.get(id));
}

const csv = 'x;label;z\n1,5;b;3\n2,5;a;4\n;b;5\n4,5;b;6\n';
const asWritten = { delimiter: ';', decimal: ',', inputs: [2, 0], column: 1, rows: 3, shape: [2], classes: ['a', 'b'] };

it('gives the chosen columns in their order, and classes by their place', async () => {
  expect(await load([csv], asWritten)).toEqual({
    X: { shape: [3, 2], data: Float32Array.of(3, 1.5, 4, 2.5, 6, 4.5) },
    y: { shape: [3], data: Float64Array.of(1, 0, 1) },
  });
});

it('standardises by the training rows alone', async () => {
  const read = await load([csv], { ...asWritten, standardise: true });
  expect(read).toMatchObject({ X: { data: Float32Array.of(-1, -1, 1, 1, 5, 5) } });
});

it('gives a target of numbers as a column', async () => {
  const settings = { ...asWritten, inputs: [0], column: 2, kind: 'numbers', shape: [1], classes: [] };
  expect(await load([csv], settings)).toMatchObject({ y: { shape: [3, 1], data: Float32Array.of(3, 4, 6) } });
});

const pictures = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 9, 4);
const asPictures = { rows: 2, shape: [1, 2], classes: ['4', '9'], divisor: 255, as: 'images' };

it('gives pictures with a channel in front, divided as said', async () => {
  expect(await load([labels, pictures], asPictures)).toEqual({
    X: { shape: [2, 1, 1, 2], data: Float32Array.of(0, 0.2, 0.4, 1) },
    y: { shape: [2], data: Float64Array.of(1, 0) },
  });
  expect(await load([pictures, labels], { ...asPictures, as: 'rows' })).toMatchObject({ X: { shape: [2, 2] } });
});

it('takes labels for the places of the classes, where it says so: of pictures in folders', async () => {
  const placed = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
  const settings = { ...asPictures, classes: ['7', 'bee'], places: true };
  expect(await load([pictures, placed], settings)).toMatchObject({ y: { data: Float64Array.of(1, 0) } });
  expect(await load([pictures, labels], settings)).toMatchObject({ code: 'data-label' });
});

it.each([
  ['data-missing', [], { file: ['0'.repeat(64)] }],
  ['data-kinds', [csv, pictures], asWritten],
  ['data-kinds', [pictures, csv], asPictures],
  ['data-differs', [csv], { ...asWritten, rows: 4 }],
  ['data-differs', [csv], { ...asWritten, rows: 5_000_000 }],
  ['data-differs', [pictures, labels], { ...asPictures, rows: 3 }],
  ['data-differs', [pictures, labels], { ...asPictures, shape: [2, 1] }],
  ['data-label', [csv], { ...asWritten, classes: ['a', 'c'] }],
  ['data-label', [pictures, labels], { ...asPictures, classes: ['4'] }],
  ['data-column', [csv], { ...asWritten, inputs: [9] }],
] as const)('refuses what does not hold what the document says: %s', async (code, contents, settings) => {
  expect(await load(contents, settings)).toMatchObject({ code });
});

it('says that it has no data yet, where the document names none', () => {
  expect(() => table.shapes({}, settled(table.settings, {}), { rows: 2, mode: 'train' })).toThrow('table-empty');
});
