/* Arrow keys that move things on the canvas, as far as they move nodes: 5, with Shift four times that. */
import type { KeyboardEvent } from 'react';
import type { Position } from '../../../document/document.ts';

const STEP = 5;
const WAYS: ReadonlyMap<string, Position> = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
]);

/** How far an arrow key moves; undefined for every other key. */
export function arrowOf({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Position | undefined {
  const way = WAYS.get(key);
  const far = shiftKey ? 4 * STEP : STEP;
  return way && { x: far * way.x, y: far * way.y };
}
