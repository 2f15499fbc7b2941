/* The pictures that are on the screen now, for whoever marks cells in them. */
import type { Showing } from './live.ts';

const pictures = new Map<HTMLElement, Showing>();
const listeners = new Set<() => void>();

/** Counts a figure among the shown ones, until the answer is called. */
export function show(figure: HTMLElement, showing: Showing): () => void {
  pictures.set(figure, showing);
  announce();
  return () => {
    if (pictures.get(figure) === showing) pictures.delete(figure);
    announce();
  };
}

export function shownPictures(): ReadonlyMap<HTMLElement, Showing> {
  return pictures;
}

/** Calls `listener` whenever pictures come or go, until the answer is called. */
export function onShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  for (const listener of listeners) listener();
}
