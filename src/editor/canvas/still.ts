/* Whether the canvas of a large drawing moves. What comes into view meanwhile is an empty card, and is filled when the canvas
   rests, one in each frame: filling all takes longer than a frame has. */

/** So many ms without a move are rest. */
const REST = 120;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Set on the canvas while it moves. */
const MOVING = 'data-moving';
let frame = 0;
const waiting = new Set<() => void>();

function fill(): void {
  frame = 0;
  const [act] = waiting;
  if (!act) return;
  waiting.delete(act);
  act();
  if (waiting.size > 0) frame = requestAnimationFrame(fill);
}

/** This canvas has just moved. */
export function moved(canvas: Element | null): void {
  canvas?.setAttribute(MOVING, '');
  cancelAnimationFrame(frame);
  frame = 0;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    canvas?.removeAttribute(MOVING);
    fill();
  }, REST);
}

export const isMoving = () => timer !== undefined;

/** Calls it in its turn once the canvas rests, unless the answer is called before. */
export function onceStill(act: () => void): () => void {
  waiting.add(act);
  if (!isMoving()) frame ||= requestAnimationFrame(fill);
  return () => waiting.delete(act);
}
