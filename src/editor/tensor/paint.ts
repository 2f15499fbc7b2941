/* Paints a tensor's picture on a canvas: one pixel a cell, scaled up without smoothing, then the signs of special cells
   over it. Nothing here is asked for by React, and nothing is kept between two paintings. */
import type { View } from '../../worker/view.ts';
import { INK, type Ramp, rampIndex, rampTable, stretched, type Theme } from './colour.ts';
import { kindOf, mark, markMasked, markSign, type Place, ROOM, writeNumber } from './marks.ts';

export type Picture = NonNullable<View['picture']>;

/** What painting needs of a canvas, so that a test can stand in for it. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clearRect'
  | 'clip'
  | 'fill'
  | 'fillRect'
  | 'fillText'
  | 'lineTo'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'setTransform'
  | 'stroke'
  | 'strokeRect'
> & {
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  globalAlpha: number;
};

/** `width` × `height` CSS px, `ratio` device pixels each; full colour stands for `scale`. */
export interface Style {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly theme: Theme;
  readonly ramp: Ramp;
  readonly scale: number;
  readonly numbers: boolean;
  /** Of the graph around it: numbers are written that much smaller. */
  readonly zoom: number;
  /** Numbers are written as multiples of this. */
  readonly unit: number;
  /** Colours follow the square root. */
  readonly stretch: boolean;
  /** Negative cells have a tick. */
  readonly signs: boolean;
}

/** Lays rows × columns of RGBA over `width` × `height` px without smoothing. */
export type Blit = (rgba: Uint8ClampedArray<ArrayBuffer>, columns: number, style: Style) => void;

/** Cells of `picture` in order, `columns` to a row: its own count for a matrix, fewer for a wrapped strip. */
export function paintCells(pen: Pen, blit: Blit, picture: Picture, columns: number, style: Style): void {
  start(pen, style);
  const { cells } = picture;
  const rows = Math.ceil(cells.length / columns);
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  const table = rampTable(style.theme, style.ramp);
  for (let index = 0; index < cells.length; index++) {
    const x = cells[index]!;
    if (Number.isNaN(x)) continue;
    const entry = 4 * rampIndex(style.stretch ? stretched(x, style.scale) : x, style.scale, style.ramp);
    for (let channel = 0; channel < 4; channel++) rgba[index * 4 + channel] = table[entry + channel]!;
  }
  blit(rgba, columns, style);
  if (picture.tiles) part(pen, picture, rows, style);
  paintMarks(pen, picture, placesOf(rows, columns, style), style);
}

/** Tiles are told apart by lines in the colour of the ground, and where none is left nothing is painted. */
function part(pen: Pen, { columns, tiles }: Picture, rows: number, style: Style): void {
  const { width, height } = tiles!;
  const [across, down] = [columns / width, rows / height];
  const [side, rise] = [style.width / across, style.height / down];
  for (let tile = tiles!.count; tile < across * down; tile++)
    pen.clearRect((tile % across) * side, Math.floor(tile / across) * rise, side, rise);
  pen.strokeStyle = INK[style.theme].surface;
  pen.lineWidth = 1;
  rule(pen, down, across, style);
  pen.stroke();
  if (tiles!.count < tiles!.of) tear(pen, style);
}

/** A torn lower edge: there are more tiles than these. */
function tear(pen: Pen, { width, height, theme }: Style): void {
  const tooth = 4;
  pen.fillStyle = INK[theme].surface;
  pen.beginPath();
  pen.moveTo(0, height);
  for (let x = 0, up = true; x <= width + tooth; x += tooth, up = !up) pen.lineTo(x, height - (up ? tooth : 0));
  pen.lineTo(width, height);
  pen.fill();
}

/** The true shape before there are numbers: a grid, or a dotted frame where cells are small. */
export function paintGhost(pen: Pen, rows: number, columns: number, style: Style): void {
  start(pen, style);
  const { width, height, theme } = style;
  const grid = Math.min(width / columns, height / rows) >= ROOM;
  pen.strokeStyle = grid ? INK[theme].border : INK[theme].frame;
  pen.lineWidth = 1;
  pen.setLineDash(grid ? [] : [1, 2]);
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
  if (grid) {
    rule(pen, rows, columns, style);
    pen.stroke();
  }
  pen.setLineDash([]);
}

/** A fresh canvas, measured in CSS px from here on. */
export function start(pen: Pen, { width, height, ratio }: Style): void {
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
}

/** Signs and numbers over painted colours. */
export function paintMarks(pen: Pen, picture: Picture, place: (index: number) => Place, style: Style): void {
  const masked: Place[] = [];
  const others: number[] = [];
  const { cells, pool } = picture;
  for (let index = 0; index < cells.length; index++) {
    const kind = kindOf(picture, index, style);
    if (kind === 'masked') masked.push(place(index));
    else if (kind !== 'number') others.push(index);
    if (style.signs && !style.numbers && kind !== 'masked' && kind !== 'absent' && place(index).width >= ROOM)
      markSign(pen, cells[index]!, place(index), style);
  }
  markMasked(pen, masked, style);
  // A pooled cell has many numbers: writing one would pass it off as the cell's.
  if (style.numbers && pool[0] * pool[1] === 1) writeNumbers(pen, picture, place, style);
  for (const index of others) mark(pen, kindOf(picture, index, style), cells[index]!, place(index), style);
}

function writeNumbers(pen: Pen, picture: Picture, place: (index: number) => Place, style: Style): void {
  separate(pen, place(0), style);
  for (let index = 0; index < picture.cells.length; index++) {
    const kind = kindOf(picture, index, style);
    if (kind === 'number' || kind === 'clipped') writeNumber(pen, picture.cells[index]!, place(index), style);
  }
}

/** Pale lines between cells with text, or neighbouring numbers read as one. */
function separate(pen: Pen, cell: Place, style: Style): void {
  pen.globalAlpha = 0.55;
  pen.strokeStyle = INK[style.theme].surface;
  pen.lineWidth = 1;
  rule(pen, Math.round(style.height / cell.height), Math.round(style.width / cell.width), style);
  pen.stroke();
  pen.globalAlpha = 1;
}

/** A path along the inner edges of the cells. */
function rule(pen: Pen, rows: number, columns: number, { width, height }: Style): void {
  pen.beginPath();
  for (let column = 1; column < columns; column++) line(pen, (column * width) / columns, 0, 0, height);
  for (let row = 1; row < rows; row++) line(pen, 0, (row * height) / rows, width, 0);
}

function line(pen: Pen, x: number, y: number, across: number, down: number): void {
  // On the half pixel a line of one pixel is one pixel, not two grey ones.
  const [left, top] = [down > 0 ? x - 0.5 : x, across > 0 ? y - 0.5 : y];
  pen.moveTo(left, top);
  pen.lineTo(left + across, top + down);
}

function placesOf(rows: number, columns: number, style: Style): (index: number) => Place {
  const [width, height] = [style.width / columns, style.height / rows];
  return (index) => ({ x: (index % columns) * width, y: Math.floor(index / columns) * height, width, height });
}
