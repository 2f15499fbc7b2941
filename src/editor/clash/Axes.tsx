/* A shape with the axes that clash in boxes. */
import type { Shape } from '../../tensor/shape.ts';
import styles from './clash.module.css';

interface Props {
  readonly shape: Shape;
  readonly boxed: ReadonlySet<number>;
  /** Between two lengths. */
  readonly by: string;
}

export function Axes({ shape, boxed, by }: Props) {
  return shape.map((length, axis) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place in the shape.
    <span key={axis}>
      {axis > 0 && by}
      {boxed.has(axis) ? <mark className={styles.boxed}>{length}</mark> : length}
    </span>
  ));
}
