/* The loss as a function of one number, in the pixels of a small plot. Pure, so that the component only draws. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Room around the curve, px. */
const PAD = 8;

/** Pixels of a point, for a plot in which all of `points` have room. A flat curve lies in the middle. */
export function scaleOf(points: readonly Point[], { width, height }: Frame): (point: Point) => Point {
  const finite = points.filter(({ y }) => Number.isFinite(y));
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [low, high] = [Math.min(...finite.map(({ y }) => y)), Math.max(...finite.map(({ y }) => y))];
  const along = (value: number, from: number, to: number) => (to > from ? (value - from) / (to - from) : 0.5);
  return ({ x, y }) => ({
    x: PAD + along(x, left, right) * (width - 2 * PAD),
    y: height - PAD - along(y, low, high) * (height - 2 * PAD),
  });
}

/** A line through the points that are finite, as an SVG path. */
export function pathOf(points: readonly Point[], scale: (point: Point) => Point): string {
  return points
    .filter(({ y }) => Number.isFinite(y))
    .map(scale)
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

/** The two ends of the line of a slope through a point, within a distance along x. */
export function lineThrough({ x, y }: Point, slope: number, reach: number): readonly [Point, Point] {
  return [
    { x: x - reach, y: y - slope * reach },
    { x: x + reach, y: y + slope * reach },
  ];
}

/** Equally spaced numbers around one, itself in the middle. */
export function around(middle: number, reach: number, steps: number): readonly number[] {
  return Array.from({ length: 2 * steps + 1 }, (_, i) => middle + ((i - steps) / steps) * reach);
}
