/* The signs drawn over a picture's colours: masked, NaN, infinite, clipped, and numbers. Table: SHOWING-BACKPROP §2.4. */
import { INK, NAN, rampIndex, rampTable, stretched, tableColour, textOn } from './colour.ts';
import { fmtCell } from './format.ts';
import type { Pen, Picture, Style } from './paint.ts';

/** What a cell shows besides its colour. */
export type Kind = 'number' | 'masked' | 'nan' | 'infinite' | 'clipped' | 'absent';

/** Upper left corner and size of a cell, CSS px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smaller cells have no room for signs. */
export const ROOM = 7;
const MONO = '"JetBrains Mono Variable", "JetBrains Mono", "IBM Plex Mono", ui-monospace, monospace';
/** A text of 10 px and the advance of its digits: five of them and a margin make the 34 px cell. */
const TEXT = 10;
const LETTER = 6;
/** Horizontal distance of hatch lines: two to a 7 px cell, so that neighbours join. */
const HATCH = 3.5;

/** NaN dominates, for a mask may hide an error but must not. */
export function kindOf(picture: Picture, index: number, style: Style): Kind {
  const x = picture.cells[index]!;
  if (picture.tiles && tileOf(picture, index) >= picture.tiles.count) return 'absent';
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return 'infinite';
  if (picture.mask?.[index] === 1) return 'masked';
  return style.ramp !== 'categories' && Math.abs(x) > style.scale ? 'clipped' : 'number';
}

/** Which tile a cell belongs to, row by row. */
function tileOf({ columns, tiles }: Picture, index: number): number {
  if (!tiles) return 0;
  const [row, column] = [Math.floor(index / columns), index % columns];
  return Math.floor(row / tiles.height) * (columns / tiles.width) + Math.floor(column / tiles.width);
}

/** Fills all masked places at once: one clip and one stroke, so that the lines run on from cell to cell. */
export function markMasked(pen: Pen, places: readonly Place[], style: Style): void {
  if (places.length === 0) return;
  pen.save();
  pen.beginPath();
  for (const { x, y, width, height } of places) pen.rect(x, y, width, height);
  pen.clip();
  pen.fillStyle = INK[style.theme].ground;
  pen.fillRect(0, 0, style.width, style.height);
  if (places[0]!.width >= ROOM) hatch(pen, style);
  else checker(pen, style);
  pen.restore();
}

/** Draws the sign of one cell that is not an ordinary number. */
export function mark(pen: Pen, kind: Kind, x: number, place: Place, style: Style): void {
  const small = Math.min(place.width, place.height) < ROOM;
  if (kind === 'nan' && !small) markNan(pen, place, style);
  else if ((kind === 'nan' || kind === 'infinite') && small) spot(pen, place);
  else if (kind === 'infinite') markInfinite(pen, x, place, style);
  else if (kind === 'clipped' && !small) notch(pen, x, place, style);
}

/** Writes a number into its cell, where one fits. */
export function writeNumber(pen: Pen, x: number, place: Place, style: Style): void {
  const letter = LETTER / style.zoom;
  const text = fmtCell(x / style.unit, Math.min(6, Math.floor((place.width - 2 / style.zoom) / letter)));
  // A figure space before what has no minus, so that digits stand in columns.
  const padded = text.startsWith('−') || (text.length + 1) * letter > place.width ? text : `\u2007${text}`;
  letters(pen, padded, place, inkOn(x, style), style.zoom);
}

/** Ticks in negative cells, for eyes or printers that do not tell the colours apart. */
export function markSign(pen: Pen, x: number, { x: left, y: top, width, height }: Place, style: Style): void {
  if (!(x < 0)) return;
  pen.fillStyle = inkOn(x, style);
  pen.fillRect(left + width / 2 - 2, top + height / 2 - 0.5, 4, 1);
}

function markNan(pen: Pen, place: Place, style: Style): void {
  const { x, y, width, height } = place;
  pen.fillStyle = NAN.ground;
  pen.fillRect(x, y, width, height);
  pen.strokeStyle = NAN.mark;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  const written = style.numbers && width >= 30;
  const arm = written ? 4 : Math.min(width, height) / 2 - 2;
  const [middle, level] = [written ? x + arm + 4 : x + width / 2, y + height / 2];
  pen.beginPath();
  for (const slope of [-1, 1]) {
    pen.moveTo(middle - arm, level - arm * slope);
    pen.lineTo(middle + arm, level + arm * slope);
  }
  pen.stroke();
  if (written) letters(pen, 'NaN', { ...place, x: x + 5.5 }, NAN.mark);
}

/** An error must be seen at any size: at least 2 × 2 px. */
function spot(pen: Pen, { x, y, width, height }: Place): void {
  pen.fillStyle = NAN.mark;
  pen.fillRect(x, y, Math.max(2, width), Math.max(2, height));
}

function markInfinite(pen: Pen, value: number, place: Place, style: Style): void {
  const ink = inkOn(value, style);
  if (place.width >= 3 * LETTER) {
    letters(pen, fmtCell(value), place, ink);
    return;
  }
  const radius = place.width / 5;
  const [middle, level] = [place.x + place.width / 2, place.y + place.height / 2];
  pen.strokeStyle = ink;
  pen.lineWidth = 1;
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.arc(middle + side * radius, level, radius, 0, 2 * Math.PI);
    pen.stroke();
  }
}

/** A corner cut off: the upper one above the scale, the lower one below it. */
function notch(pen: Pen, value: number, { x, y, width, height }: Place, style: Style): void {
  const side = Math.min(5, Math.min(width, height) / 2);
  const right = x + width;
  const edge = value > 0 ? y : y + height;
  pen.fillStyle = inkOn(value, style);
  pen.beginPath();
  pen.moveTo(right - side, edge);
  pen.lineTo(right, edge);
  pen.lineTo(right, value > 0 ? edge + side : edge - side);
  pen.fill();
}

function hatch(pen: Pen, { theme, width, height }: Style): void {
  pen.strokeStyle = INK[theme].hatch;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let foot = -height - (height % HATCH); foot < width; foot += HATCH) {
    pen.moveTo(foot, height);
    pen.lineTo(foot + height, 0);
  }
  pen.stroke();
}

function checker(pen: Pen, { theme, width, height }: Style): void {
  pen.fillStyle = INK[theme].hatch;
  pen.beginPath();
  for (let row = 0; row * 2 < height; row++)
    for (let column = row % 2; column * 2 < width; column += 2) pen.rect(column * 2, row * 2, 2, 2);
  pen.fill();
}

function letters(pen: Pen, text: string, { x, y, width, height }: Place, ink: string, zoom = 1): void {
  pen.font = `${TEXT / zoom}px ${MONO}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = ink;
  // Half a pixel lower: digits have no descenders, so their middle lies above that of the line.
  pen.fillText(text, x + width / 2, y + height / 2 + 0.5 / zoom);
}

function inkOn(x: number, { scale, ramp, theme, stretch }: Style): string {
  return textOn(tableColour(rampTable(theme, ramp), rampIndex(stretch ? stretched(x, scale) : x, scale, ramp)));
}
