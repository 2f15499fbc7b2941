/* Finding room for a new node. */
import type { Position } from '../../document/document.ts';
import type { Box } from './route.ts';

/** As wide as a node gets once it is wired. */
const NEW = { width: 226, height: 240 };
const [STEP, MARGIN, RINGS] = [48, 16, 24];

/** The free upper left corner nearest to that of a node in the middle of `at`; after many tries, the middle itself. */
export function roomNear(at: Position, boxes: readonly Box[]): Position {
  const start = { x: Math.round(at.x - NEW.width / 2), y: Math.round(at.y - NEW.height / 2) };
  for (let ring = 0; ring <= RINGS; ring++)
    for (const place of ringOf(start, ring)) if (!boxes.some((box) => overlaps(place, box))) return place;
  return start;
}

function ringOf({ x, y }: Position, ring: number): readonly Position[] {
  const places: Position[] = [];
  for (let right = -ring; right <= ring; right++)
    for (let down = -ring; down <= ring; down++)
      if (Math.max(Math.abs(right), Math.abs(down)) === ring) places.push({ x: x + right * STEP, y: y + down * STEP });
  const far = (place: Position) => Math.hypot(place.x - x, place.y - y);
  return places.sort((a, b) => far(a) - far(b));
}

function overlaps({ x, y }: Position, box: Box): boolean {
  return (
    x < box.x + box.width + MARGIN &&
    x + NEW.width + MARGIN > box.x &&
    y < box.y + box.height + MARGIN &&
    y + NEW.height + MARGIN > box.y
  );
}
