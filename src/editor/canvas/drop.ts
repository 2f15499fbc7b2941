/* The canvas as the rest of the editor reaches it: where a thing dropped at a place of the screen lies in the drawing,
   where there is room for a new node, and fitting the view. Whichever canvas is mounted answers. */
import type { NodeId, Position } from '../../document/document.ts';
import type { Box } from './route.ts';

export interface CanvasView {
  place(clientX: number, clientY: number): Position | null;
  centre(): Position;
  fit(nodes?: Iterable<NodeId>): void;
  zoom(factor: number | null): void;
  boxes(): ReadonlyMap<NodeId, Box>;
  glide(places: ReadonlyMap<NodeId, Position>, code: string): Promise<void>;
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

/** Larger or smaller by a factor, about the middle; null: as large as drawn. */
export function canvasZoom(factor: number | null): void {
  mounted?.zoom(factor);
}

/** Where every node lies, as large as it was measured. */
export function canvasBoxes(): ReadonlyMap<NodeId, Box> {
  return mounted?.boxes() ?? new Map();
}

/** Moves nodes to new places before everybody's eyes, as one step of the history with this code. */
export async function canvasGlide(places: ReadonlyMap<NodeId, Position>, code: string): Promise<void> {
  await mounted?.glide(places, code);
}

/** The wire under a place of the screen, behind whatever lies on it. */
export function wireAt(clientX: number, clientY: number): Element | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const edge = element.closest('.react-flow__edge');
    if (edge) return edge;
  }
  return null;
}
