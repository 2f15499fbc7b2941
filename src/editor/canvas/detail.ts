/* How finely pictures are painted: as finely as the zoom of the canvas needs, in a few steps, so that zooming seldom
   paints anew. */
import { createContext } from 'react';

export const DetailContext = createContext(1);

export function detailAt(zoom: number): number {
  return Math.min(3, Math.max(1, Math.ceil(zoom - 0.1)));
}
