/* How neighbours along the first of three axes lie in one row, as small as they must be. */
import type { Shape } from '../../tensor/shape.ts';
import type { Arrangement } from '../tensor/layout.ts';

const CELL = { least: 3, most: 7 };

/** `count` of them; numbers are pooled within each until all have room. */
export function arrangeFilm(shape: Shape, count: number, box: Pick<Arrangement, 'width' | 'height'>): Arrangement {
  const [, down = 1, across = 1] = shape;
  for (let pool = 1; ; pool++) {
    const [rows, columns] = [Math.ceil(down / pool), count * Math.ceil(across / pool)];
    const fits = Math.min(Math.floor(box.width / columns), Math.floor(box.height / rows));
    if (fits < CELL.least && pool < Math.max(down, across)) continue;
    const side = Math.max(CELL.least, Math.min(fits, CELL.most));
    const request = { rows: 1, columns: count, tiles: { pool, samples: false } };
    const cell = { width: side, height: side };
    const [width, height] = [columns * side, rows * side];
    return { form: 'tiles', rows, columns, cell, width, height, request, numbers: false };
  }
}
