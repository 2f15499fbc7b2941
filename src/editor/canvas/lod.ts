/* How much a node shows, by the zoom of the canvas: five levels, from a chip to written numbers. A level is left a little
   later than it was entered, and none changes the size of a node. */
import { createContext } from 'react';

/** 0 a chip, 1 name and meters, 2 pictures, 3 pictures and formula, 4 statistics too. */
export type Lod = 0 | 1 | 2 | 3 | 4;

const BOUNDS = [0.3, 0.55, 0.9, 1.6];
const SLACK = 0.04;

export const LodContext = createContext<Lod>(3);

/** The level at a zoom, coming from another level. */
export function lodAt(zoom: number, before: Lod): Lod {
  const shift = (bound: number, level: number) => bound + (before > level ? -SLACK : SLACK);
  const level = BOUNDS.findIndex((bound, i) => zoom < shift(bound, i));
  return (level < 0 ? BOUNDS.length : level) as Lod;
}
