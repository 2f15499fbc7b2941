/* One animation frame for all pictures: what changed several times since the last one is drawn once, and what would make the
   frame late is drawn in the next. */

/** In ms: less than half of what a frame has. */
const MOST = 6;

let due = new Set<() => void>();

/** Draws before the next frame; asking again before then changes nothing. The answer takes the request back. */
export function nextFrame(draw: () => void): () => void {
  if (due.size === 0) requestAnimationFrame(flush);
  due.add(draw);
  return () => due.delete(draw);
}

function flush(): void {
  const now = due;
  // A drawing may ask for the next frame; it must not join this one.
  due = new Set();
  const end = performance.now() + MOST;
  for (const draw of now)
    if (performance.now() < end) draw();
    else nextFrame(draw);
}
