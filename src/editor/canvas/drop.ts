/* The canvas as the rest of the editor reaches it: where a thing dropped at a place of the screen lies in the drawing,
   where there is room for a new node, and fitting the view. Whichever canvas is mounted answers. */
import type { NodeId, Position } from '../../document/document.ts';

export interface CanvasView {
  place(clientX: number, clientY: number): Position | null;
  centre(): Position;
  fit(nodes?: Iterable<NodeId>): void;
}

let mounted: CanvasView | null = null;

/** Makes this canvas the one that answers, until the result is called. */
export function mountCanvas(view: CanvasView): () => void {
  mounted = view;
  return () => {
    if (mounted === view) mounted = null;
  };
}

/** Where a node goes whose header is dropped at these screen coordinates; null outside the canvas. */
export function canvasPlace(clientX: number, clientY: number): Position | null {
  return mounted?.place(clientX, clientY) ?? null;
}

/** A free place near the middle of what is seen. */
export function canvasCentre(): Position {
  return mounted?.centre() ?? { x: 0, y: 0 };
}

/** Brings the given nodes, or all of them, into view. */
export function canvasFit(nodes?: Iterable<NodeId>): void {
  mounted?.fit(nodes);
}
