/* Which numbers a cell of a picture stands for, and where a number's cell lies. */
import type { View } from '../../worker/view.ts';
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
  if (view.picture?.tiles) return boxInTile(arrangement, view, flat);
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

/** Of a picture of tiles: where a tile begins on the screen and in the tensor, and its sides in numbers. */
function tileAt({ shape, picture }: View, tile: number) {
  const { tiles, columns } = picture!;
  const { width, height, first, chosen } = tiles!;
  const across = columns / width;
  const [down, along] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const corner = { row: Math.floor(tile / across) * height, column: (tile % across) * width };
  return { ...corner, down, along, from: first + (chosen?.[tile] ?? tile) * down * along };
}

function pooled(view: View, row: number, column: number): readonly number[] | undefined {
  const { shape, picture } = view;
  if (picture?.tiles) return pooledTile(view, row, column);
  const length = shape.at(-1) ?? 1;
  const height = shape.slice(0, -1).reduce((count, each) => count * each, 1);
  const [down, across] = picture?.pool ?? [1, 1];
  const found: number[] = [];
  for (let r = row * down; r < Math.min(height, (row + 1) * down); r++)
    for (let c = column * across; c < Math.min(length, (column + 1) * across); c++) found.push(r * length + c);
  return found.length > 0 ? found : undefined;
}

function pooledTile(view: View, row: number, column: number): readonly number[] | undefined {
  const { width, height, count } = view.picture!.tiles!;
  const [pool] = view.picture!.pool;
  const tile = Math.floor(row / height) * (view.picture!.columns / width) + Math.floor(column / width);
  if (tile >= count) return undefined;
  const { down, along, from } = tileAt(view, tile);
  const [top, left] = [(row % height) * pool, (column % width) * pool];
  const found: number[] = [];
  for (let r = top; r < Math.min(down, top + pool); r++)
    for (let c = left; c < Math.min(along, left + pool); c++) found.push(from + r * along + c);
  return found;
}

function boxInTile({ width, height }: Arrangement, view: View, flat: number): Place | undefined {
  const { rows, columns, pool, tiles } = view.picture!;
  const { down, along } = tileAt(view, 0);
  const counted = Math.floor((flat - tiles!.first) / (down * along));
  const tile = tiles!.chosen ? tiles!.chosen.indexOf(counted) : counted;
  if (tile < 0 || tile >= tiles!.count) return undefined;
  const at = tileAt(view, tile);
  const within = flat - at.from;
  const row = at.row + Math.floor(Math.floor(within / along) / pool[0]);
  const column = at.column + Math.floor((within % along) / pool[1]);
  const [side, rise] = [width / columns, height / rows];
  return { x: column * side, y: row * rise, width: side, height: rise };
}
