/* Alignment: nodes snap to what is near and say to what, else to the grid. */
import { expect, test } from 'vitest';
import { aligned } from './align.ts';

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height });

test('an edge or a middle that is near draws, and the line runs along all that stand in it', () => {
  const made = aligned(box(203, 300), [box(200, 0), box(200, 100), box(900, 900)], 6);
  expect(made).toMatchObject({ x: -3, y: 4 });
  expect(made.lines).toEqual([{ way: 'x', at: 200, from: 0, to: 354 }]);
});

test('middles meet middles, of boxes of any size', () => {
  const made = aligned(box(0, 78, 100, 40), [box(300, 0, 60, 200)], 6);
  expect(made.y).toBe(2);
  expect(made.lines).toMatchObject([{ way: 'y', at: 100 }]);
});

test('where nothing is near, the upper left corner lies on the grid', () => {
  expect(aligned(box(23, 41), [box(900, 900)], 6)).toEqual({ x: -7, y: 7, lines: [] });
});
