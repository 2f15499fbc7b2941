/* How finely pictures are painted: as finely as the zoom of the canvas needs, in a few steps, so that zooming seldom
   paints anew. */
import { createContext } from 'react';

export const DetailContext = createContext(1);

/** At eight times a cell of 7 px has room for its number. */
const MOST = 8;

export function detailAt(zoom: number): number {
  return Math.min(MOST, Math.max(1, Math.ceil(zoom - 0.1)));
}
