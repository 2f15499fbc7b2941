/* Tests of finding room for a new node. */
import { expect, test } from 'vitest';
import { roomNear } from './room.ts';

test('on an empty canvas a node goes into the middle', () => {
  expect(roomNear({ x: 500, y: 300 }, [])).toEqual({ x: 387, y: 180 });
});

test('nodes added one after the other do not cover each other', () => {
  const boxes: { x: number; y: number; width: number; height: number }[] = [];
  for (let count = 0; count < 12; count++) {
    const { x, y } = roomNear({ x: 0, y: 0 }, boxes);
    for (const other of boxes)
      expect(x >= other.x + 226 || other.x >= x + 226 || y >= other.y + 240 || other.y >= y + 240).toBe(true);
    boxes.push({ x, y, width: 226, height: 240 });
  }
});
