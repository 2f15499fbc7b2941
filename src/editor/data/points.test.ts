/* Points and pasted cells as files. */
import { expect, test } from 'vitest';
import { isTable, pointsFile } from './points.ts';

test('points are a CSV file with names, a row for each', async () => {
  const file = pointsFile([
    { x: 0.12345, y: -1, label: 0 },
    { x: 2, y: 0.5, label: 1 },
  ]);
  expect(await file.text()).toBe('x,y,class\n0.123,-1.000,0\n2.000,0.500,1\n');
});

test('cells of a spreadsheet are known by their tabs; a document, a word and a ragged text are not', () => {
  expect(isTable('a\tb\r\n1\t2\r\n')).toBe(true);
  expect(isTable('a\tb\n1\t2\n3\t')).toBe(true);
  expect(isTable('{\n\t"format": "chainrule"\n}')).toBe(false);
  expect(isTable('a\tb')).toBe(false);
  expect(isTable('a\tb\n1')).toBe(false);
  expect(isTable('')).toBe(false);
});
