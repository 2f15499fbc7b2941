/* Which numbers a cell of a picture stands for, and where a number's cell lies. */
import type { View } from '../../worker/protocol.ts';
import type { Arrangement } from './layout.ts';
import type { Place } from './marks.ts';

/** Places, counted from the first, of the numbers that are pooled into the cell at (x, y) CSS px; none outside. */
export function cellAt(arrangement: Arrangement, view: View, x: number, y: number): readonly number[] | undefined {
  const { width, height } = arrangement;
  const { rows, columns } = grid(arrangement, view);
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return undefined;
  const [row, column] = [Math.floor((y / height) * rows), Math.floor((x / width) * columns)];
  const cell = arrangement.form === 'strip' ? row * columns + column : column;
  return pooled(view, arrangement.form === 'strip' ? 0 : row, cell);
}

/** Where the cell lies that has the number `flat` after the first. */
export function boxOf(arrangement: Arrangement, view: View, flat: number): Place | undefined {
  const { width, height, form } = arrangement;
  const { rows, columns } = grid(arrangement, view);
  const length = view.shape.at(-1) ?? 1;
  const [down, across] = view.picture?.pool ?? [1, 1];
  const [row, column] = [Math.floor(Math.floor(flat / length) / down), Math.floor((flat % length) / across)];
  const [r, c] = form === 'strip' ? [Math.floor(column / columns), column % columns] : [row, column];
  if (r >= rows || c >= columns) return undefined;
  return { x: (c * width) / columns, y: (r * height) / rows, width: width / columns, height: height / rows };
}

/** Cells on the screen. */
function grid({ form, rows, columns }: Arrangement, { picture }: View) {
  return form === 'strip' || !picture ? { rows, columns } : { rows: picture.rows, columns: picture.columns };
}

function pooled({ shape, picture }: View, row: number, column: number): readonly number[] | undefined {
  const length = shape.at(-1) ?? 1;
  const height = shape.slice(0, -1).reduce((count, each) => count * each, 1);
  const [down, across] = picture?.pool ?? [1, 1];
  const found: number[] = [];
  for (let r = row * down; r < Math.min(height, (row + 1) * down); r++)
    for (let c = column * across; c < Math.min(length, (column + 1) * across); c++) found.push(r * length + c);
  return found.length > 0 ? found : undefined;
}
