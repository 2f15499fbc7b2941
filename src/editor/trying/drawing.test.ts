/* The pen: ink where it went and nowhere else, taken away again, and pictures taken over. */
import { expect, test } from 'vitest';
import { Drawing } from './drawing.ts';

test('a stroke inks the cells under it, half where it covers half, and erasing takes it away', () => {
  const drawing = new Drawing(8);
  drawing.stroke({ x: 2.5, y: 1.5 }, { x: 2.5, y: 6.5 });
  const { cells } = drawing;
  for (const row of [2, 3, 4, 5]) expect(cells[row * 8 + 2]).toBe(1);
  expect(cells[1 * 8 + 2]).toBeGreaterThan(0.5);
  expect(Array.from(cells).filter((each, place) => place % 8 !== 2 && each > 0)).toEqual([]);
  drawing.stroke({ x: 0, y: 3 }, { x: 8, y: 3 }, true);
  expect(drawing.cells[3 * 8 + 2]).toBe(0.5);
  drawing.clear();
  expect(drawing.cells.every((each) => each === 0)).toBe(true);
});

test('a stroke beyond the edge stays within the picture', () => {
  const drawing = new Drawing(28);
  drawing.stroke({ x: -3, y: -3 }, { x: 31, y: 31 });
  const { cells } = drawing;
  expect(cells.length).toBe(784);
  expect(cells[0]).toBe(1);
  expect(cells[783]).toBe(1);
  expect(cells[27]).toBe(0);
});

test('a picture of sixteenths is taken over as it is', () => {
  const drawing = new Drawing(8);
  const picture = Float32Array.from({ length: 64 }, (_, i) => (i % 17) / 16);
  drawing.take(picture);
  expect(drawing.cells).toEqual(picture);
});
