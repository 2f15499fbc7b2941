/* Where a wire runs: straight to a neighbour, else in right angles with round corners, and under the nodes that stand
   between rather than behind them. Rules: NOTES.md, Layout of nodes. All lengths in px of the canvas. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `via`: the x of the one vertical part. `under`: the y of the run below everything between the two ends. `through`: the
    places that the user chose. */
export type Route = { readonly via: number } | { readonly under: number } | { readonly through: readonly Point[] };

export interface ChipPlace extends Point {
  readonly room: number;
  readonly below: boolean;
}

/** From a port to the first bend. */
const STUB = 14;
const RADIUS = 8;
/** Between a wire and a node that it passes. */
const CLEAR = 6;
const BELOW = 24;
/** Between two runs under the same nodes. */
export const LANE = 12;

/** The first way that touches none of the `boxes`: vertical in the middle, near the source, near the target; else under
    all of them that lie between. */
export function routeOf(from: Point, to: Point, boxes: readonly Box[]): Route {
  const gap = to.x - from.x;
  const vias = gap < STUB ? [] : gap < 2 * STUB ? [from.x + gap / 2] : [from.x + gap / 2, from.x + STUB, to.x - STUB];
  const via = vias.find((x) => !boxes.some((box) => touches(stepPoints(from, to, x), box)));
  if (via !== undefined) return { via };
  const [left, right] = [Math.min(from.x, to.x - 2 * STUB), Math.max(to.x, from.x + 2 * STUB)];
  const between = boxes.filter((box) => box.x < right && box.x + box.width > left);
  const lowest = Math.max(from.y, to.y, ...between.map((box) => box.y + box.height));
  return { under: lowest + BELOW };
}

/** SVG path of a wire. */
export function wirePath(from: Point, to: Point, route: Route): string {
  return rounded(wirePoints(from, to, route));
}

/** Its ends and corners. */
export function wirePoints(from: Point, to: Point, route: Route): readonly Point[] {
  if ('through' in route) return throughPoints(from, to, route.through);
  return 'via' in route ? stepPoints(from, to, route.via) : underPoints(from, to, route.under);
}

/** The middle of the horizontal part that has most room for a chip, and how long it is; `below`: the chip stands under it. */
export function chipPlace(from: Point, to: Point, route: Route): ChipPlace {
  if ('through' in route) {
    const [end = to] = route.through;
    return chipPlace(from, end, { via: (from.x + end.x) / 2 });
  }
  const { via, under } = { via: to.x, under: null, ...route };
  if (under !== null) return { x: (from.x + to.x) / 2, y: under, room: Math.abs(to.x - from.x), below: true };
  const straight = Math.abs(from.y - to.y) < 0.5;
  const [start, end] = straight ? [from.x, to.x] : to.x - via > via - from.x ? [via, to.x] : [from.x, via];
  return { x: (start + end) / 2, y: end === to.x ? to.y : from.y, room: end - start, below: false };
}

function stepPoints(from: Point, to: Point, via: number): readonly Point[] {
  if (Math.abs(from.y - to.y) < 0.5) return [from, to];
  return [from, { x: via, y: from.y }, { x: via, y: to.y }, to];
}

function underPoints(from: Point, to: Point, under: number): readonly Point[] {
  const [out, back] = [from.x + STUB, to.x - STUB];
  return [from, { x: out, y: from.y }, { x: out, y: under }, { x: back, y: under }, { x: back, y: to.y }, to];
}

/** From place to place in right angles; a port is left and entered from its own side. */
function throughPoints(from: Point, to: Point, places: readonly Point[]): readonly Point[] {
  let start = from;
  const rest = [...places, to].flatMap((end) => {
    const back = end === to ? to.x - STUB : start === from ? from.x + STUB : start.x;
    const points = stepPoints(start, end, end.x < start.x ? back : (start.x + end.x) / 2);
    start = end;
    return points.slice(1);
  });
  return [from, ...rest];
}

/** Whether one of the straight parts runs through the box or too close to it. */
function touches(points: readonly Point[], box: Box): boolean {
  return points.slice(1).some((end, index) => {
    const start = points[index] ?? end;
    return (
      Math.max(start.x, end.x) > box.x - CLEAR &&
      Math.min(start.x, end.x) < box.x + box.width + CLEAR &&
      Math.max(start.y, end.y) > box.y - CLEAR &&
      Math.min(start.y, end.y) < box.y + box.height + CLEAR
    );
  });
}

function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((corner, index) => {
    const before = points[index] ?? corner;
    const after = points[index + 2];
    if (!after) return `L${corner.x},${corner.y}`;
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const [enter, leave] = [towards(corner, before, radius), towards(corner, after, radius)];
    return `L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`;
  });
  return `M${first.x},${first.y}${parts.join('')}`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const share = whole > 0 ? length / whole : 0;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
