/* Which wire is pointed at where all wires are painted: React Flow has none of them to ask. */
import type { Address } from '../../../document/document.ts';
import type { FlowEdge } from '../flow.ts';
import { type Point, wirePoints } from '../route.ts';

/** The wire that passes nearest to a place of the drawing, no farther than `reach`. */
export function wireNear(edges: readonly FlowEdge[], at: Point, reach: number): Address | null {
  let [nearest, best]: [Address | null, number] = [null, reach];
  for (const { id, data } of edges) {
    if (!data) continue;
    const points = wirePoints(data.from, data.to, data.route);
    for (const [i, point] of points.entries()) {
      const distance = farFrom(at, point, points[i + 1] ?? point);
      if (distance <= best) [nearest, best] = [id as Address, distance];
    }
  }
  return nearest;
}

/** From a level or upright piece. */
function farFrom({ x, y }: Point, a: Point, b: Point): number {
  const beside = (at: number, one: number, other: number) =>
    Math.max(Math.min(one, other) - at, 0, at - Math.max(one, other));
  return Math.hypot(beside(x, a.x, b.x), beside(y, a.y, b.y));
}
