/* The loss as a function of one number: the curve or its evaluated points, the tangent with the slope that backprop says,
   and the secant of the central difference. */
import styles from './check.module.css';
import { lineThrough, type Point, pathOf, scaleOf } from './loss-curve.ts';

interface Props {
  readonly label: string;
  readonly caption: string;
  readonly points: readonly Point[];
  /** Where the tangent touches, and its slope. */
  readonly at: Point;
  readonly slope: number;
  /** Each point is marked, and the outer two joined. */
  readonly evaluated?: boolean;
  /** Where the number has been moved to; drawn where the plot reaches. */
  readonly moved?: Point | undefined;
  readonly width: number;
  readonly height: number;
}

export function LossPlot({ label, caption, points, at, slope, evaluated, moved, width, height }: Props) {
  const ends = [points[0], points.at(-1)].flatMap((point) => point ?? []);
  const reach = (ends.at(-1)?.x ?? at.x) - at.x;
  const seen = moved && Math.abs(moved.x - at.x) <= 1.001 * reach ? moved : undefined;
  const scale = scaleOf(seen ? [...points, seen] : points, { width, height });
  const [here, there] = [scale(at), seen && scale(seen)];
  return (
    <figure className={styles.plot}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {evaluated ? (
          <path className={styles.secant} d={pathOf(ends, scale)} />
        ) : (
          <path className={styles.curve} d={pathOf(points, scale)} />
        )}
        <path className={styles.tangent} d={pathOf(lineThrough(at, slope, reach), scale)} />
        {evaluated &&
          points.map(scale).map(({ x, y }) => <circle key={x} className={styles.point} cx={x} cy={y} r={3} />)}
        {!evaluated && <circle className={styles.here} cx={here.x} cy={here.y} r={3.5} />}
        {there && <circle className={styles.point} cx={there.x} cy={there.y} r={4} />}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
