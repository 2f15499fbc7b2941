/* A vector as signed bars about a baseline: length is read better than colour. */
import { colourOf, INK } from './colour.ts';
import { kindOf, type Place } from './marks.ts';
import { type Pen, type Picture, paintMarks, type Style, start } from './paint.ts';

/** Full colour is kept for clipped bars; the length already tells the size of the others. */
const SHADE = 0.75;

/** One bar a cell over the whole width, full length for `style.scale`; special cells as in a matrix. */
export function paintBars(pen: Pen, picture: Picture, style: Style): void {
  start(pen, style);
  const { cells } = picture;
  const width = style.width / cells.length;
  const colours = [-1, -SHADE, 0, SHADE, 1].map((t) => colourOf(t, 1, 'diverging', style.theme));
  pen.fillStyle = colours[2]!;
  pen.fillRect(0, 0, style.width, style.height);
  for (let index = 0; index < cells.length; index++) {
    const t = Math.max(-1, Math.min(1, cells[index]! / style.scale));
    const full = kindOf(picture, index, style) !== 'number';
    pen.fillStyle = colours[2 + Math.sign(t) * (full ? 2 : 1)] ?? colours[2]!;
    bar(pen, index * width, width, t, style);
  }
  pen.fillStyle = INK[style.theme].border;
  pen.fillRect(0, Math.round(style.height / 2) - 0.5, style.width, 1);
  const place = (index: number): Place => ({ x: index * width, y: 0, width, height: style.height });
  // Digits on bars would hide where they end.
  paintMarks(pen, picture, place, { ...style, numbers: false });
}

function bar(pen: Pen, x: number, width: number, t: number, { height }: Style): void {
  if (t === 0 || Number.isNaN(t)) return;
  const gap = width >= 5 ? 1 : 0.5;
  // Whatever is not zero must be seen not to be.
  const length = Math.max(1, Math.abs(t) * (height / 2 - 1));
  pen.fillRect(x + gap, t > 0 ? height / 2 - length : height / 2, width - 2 * gap, length);
}
