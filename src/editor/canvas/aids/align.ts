/* Where boxes that are dragged come to lie: in line with an edge or the middle of another, else on the grid of dots. */
import type { Box } from '../route.ts';

export interface Alignment {
  /** How far the dragged box is to be moved. */
  readonly x: number;
  readonly y: number;
  /** What it then stands in line with: a line from end to end. */
  readonly lines: readonly {
    readonly at: number;
    readonly from: number;
    readonly to: number;
    readonly way: 'x' | 'y';
  }[];
}

const GRID = 16;

const SIDES = { x: ['y', 'width', 'height'], y: ['x', 'height', 'width'] } as const;

/** `near`: how far away a line draws. */
export function aligned(dragged: Box, others: readonly Box[], near: number): Alignment {
  const [across, down] = [alongOne('x', dragged, others, near), alongOne('y', dragged, others, near)];
  const placed = { ...dragged, x: dragged.x + across.shift, y: dragged.y + down.shift };
  const lines = [
    ...(across.at === null ? [] : [line('x', across.at, placed, others)]),
    ...(down.at === null ? [] : [line('y', down.at, placed, others)]),
  ];
  return { x: across.shift, y: down.shift, lines };
}

/** Start, middle and end of a box along one way. */
function stops(way: 'x' | 'y', box: Box): readonly number[] {
  const length = box[SIDES[way][1]];
  return [box[way], box[way] + length / 2, box[way] + length];
}

function alongOne(way: 'x' | 'y', dragged: Box, others: readonly Box[], near: number) {
  const own = stops(way, dragged);
  let [best, shift, at] = [near, 0, null as number | null];
  for (const other of others)
    for (const [place, stop] of stops(way, other).entries()) {
      // Like with like: the edges of wide and narrow boxes else draw everywhere.
      const gap = stop - (own[place] ?? stop);
      if (Math.abs(gap) < best) [best, shift, at] = [Math.abs(gap), gap, stop];
    }
  if (at !== null) return { shift, at };
  return { shift: Math.round(dragged[way] / GRID) * GRID - dragged[way], at };
}

function line(way: 'x' | 'y', at: number, dragged: Box, others: readonly Box[]) {
  const [side, , length] = SIDES[way];
  const inLine = [dragged, ...others.filter((other) => stops(way, other).some((stop) => Math.abs(stop - at) < 0.5))];
  const from = Math.min(...inLine.map((box) => box[side]));
  const to = Math.max(...inLine.map((box) => box[side] + box[length]));
  return { way, at, from, to };
}
