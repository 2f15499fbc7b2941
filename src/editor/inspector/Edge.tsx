/* Row and column numbers along the edges of a tensor's picture, as many as have room, and what the rows count. */
import type { ReactNode } from 'react';
import { type Shape, size } from '../../tensor/shape.ts';
import type { Arrangement } from '../tensor/layout.ts';
import styles from './inspector.module.css';

/** Room that a number takes, px: along the rows, along the columns. */
const ROOM = { down: 14, digit: 6, gap: 6 };

interface Props {
  readonly arrangement: Arrangement;
  readonly shape: Shape;
  /** What the rows count: `N ↓`. */
  readonly down: string;
  readonly children: ReactNode;
}

export function Edge({ arrangement, shape, down: axis, children }: Props) {
  const { form, rows, columns, cell, width, height } = arrangement;
  // Of tiles side by side no row is one index.
  if (form === 'scalar' || form === 'tiles') return children;
  const length = shape.at(-1) ?? 1;
  const count = size(shape.slice(0, -1));
  const [across, down] =
    form === 'strip'
      ? [1, columns * Math.ceil(length / arrangement.request.columns)]
      : [Math.ceil(length / columns), Math.ceil(count / rows)];
  return (
    <div className={styles.edge}>
      <div className={styles.rows} style={{ height }} aria-hidden="true">
        <b>{axis}</b>
        {form !== 'bars' &&
          marks(rows, cell.height, ROOM.down).map((row) => (
            <span key={row} style={{ top: (row + 0.5) * cell.height }}>
              {row * down}
            </span>
          ))}
      </div>
      <div>
        {children}
        {form !== 'strip' && (
          <div className={styles.columns} style={{ width }} aria-hidden="true">
            {marks(columns, cell.width, ROOM.digit * String(length - 1).length + ROOM.gap).map((column) => (
              <span key={column} style={{ left: (column + 0.5) * cell.width }}>
                {column * across}
              </span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Every first, second, fifth, tenth … cell, so that numbers do not touch. */
function marks(cells: number, side: number, room: number): readonly number[] {
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * side >= room) ?? cells;
  return Array.from({ length: Math.ceil(cells / every) }, (_, place) => place * every);
}
