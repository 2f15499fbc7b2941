/* Edges of a box that are drawn, and what lies in a frame. */
import { expect, test } from 'vitest';
import { EDGES, resized, within } from './grips.ts';

const box = { x: 10, y: 20, width: 100, height: 80 };
const least = { width: 40, height: 30 };

test('an edge follows, and the opposite one stays where it is', () => {
  for (const edge of EDGES) {
    const { x, y, width, height } = resized(box, edge, { x: 7, y: -5 }, least);
    expect([x, x + width]).toEqual([edge.includes('w') ? 17 : 10, edge.includes('e') ? 117 : 110]);
    expect([y, y + height]).toEqual([edge.includes('n') ? 15 : 20, edge.includes('s') ? 95 : 100]);
  }
});

test('no box gets smaller than is allowed, on whichever side it is held', () => {
  expect(resized(box, 'se', { x: -500, y: -500 }, least)).toEqual({ x: 10, y: 20, ...least });
  expect(resized(box, 'nw', { x: 500, y: 500 }, least)).toEqual({ x: 70, y: 70, ...least });
});

test('what has its middle in a frame lies in it', () => {
  expect(within(box, { x: 60, y: 60, width: 90, height: 70 })).toBe(true);
  expect(within(box, { x: 66, y: 60, width: 90, height: 70 })).toBe(false);
});
