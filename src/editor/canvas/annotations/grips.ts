/* Holding a frame, a note or a bend: following the pointer until it lets go, and what the edges of a box do. */
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { Area, Position } from '../../../document/document.ts';
import type { Box } from '../route.ts';

/** The sides that are held: `se` is the lower right corner. */
export const EDGES = ['n', 'e', 's', 'w', 'nw', 'ne', 'sw', 'se'] as const;
export type Edge = (typeof EDGES)[number];

/** Pixels of the screen before a press becomes a drag. */
const THRESHOLD = 2;

interface Follower {
  /** Of the canvas at this moment. */
  readonly zoom: number;
  /** How far the pointer has gone, in lengths of the canvas. */
  readonly moved: (way: Position) => void;
  readonly dropped: (way: Position) => void;
  /** Escape: nothing is to have happened. */
  readonly lifted: () => void;
}

export function follow(press: ReactPointerEvent<Element>, { zoom, moved, dropped, lifted }: Follower): void {
  if (press.button !== 0) return;
  const from = { x: press.clientX, y: press.clientY };
  const listening = new AbortController();
  const { signal } = listening;
  let held = false;
  const way = ({ clientX, clientY }: PointerEvent) => ({ x: (clientX - from.x) / zoom, y: (clientY - from.y) / zoom });
  const leave = () => {
    listening.abort();
    if (held) lifted();
  };
  const move = (event: PointerEvent) => {
    held ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) >= THRESHOLD;
    if (held) moved(way(event));
  };
  const up = (event: PointerEvent) => {
    leave();
    if (held) dropped(way(event));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  };
  window.addEventListener('selectstart', (event) => event.preventDefault(), { signal });
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', up, { signal });
  window.addEventListener('pointercancel', leave, { signal });
  window.addEventListener('keydown', key, { signal, capture: true });
}

/** The box after its edge has been drawn so far; the opposite edge stays, and it never gets smaller than `least`. */
export function resized(
  box: Box,
  edge: Edge,
  way: Position,
  least: { readonly width: number; readonly height: number },
): Box {
  const { x, y, width, height } = box;
  const wide = edge.includes('w') ? -way.x : edge.includes('e') ? way.x : 0;
  const high = edge.includes('n') ? -way.y : edge.includes('s') ? way.y : 0;
  const size = { width: Math.max(least.width, width + wide), height: Math.max(least.height, height + high) };
  return {
    x: edge.includes('w') ? x + width - size.width : x,
    y: edge.includes('n') ? y + height - size.height : y,
    ...size,
  };
}

export function boxOf({ position, width, height }: Area): Box {
  return { ...position, width, height };
}

/** What lies in a frame: boxes of which the middle does. */
export function within(frame: Box, box: Box): boolean {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height;
}
