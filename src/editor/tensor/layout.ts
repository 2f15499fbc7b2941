/* How a tensor of a shape is laid out on the screen: which picture to ask the worker for, and how large its cells are.
   Rules: SHOWING-BACKPROP §2.5 and NOTES.md, Nodes. Leading axes go down, the last axis goes across. */
import type { Address } from '../../document/document.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import type { Watch } from '../../worker/view.ts';

/** `scalar`: a number. `bars`: up to 32 numbers about a baseline. `strip`: more of them, wrapped. `matrix`: cells.
    `tiles`: matrices side by side. */
export type Form = 'scalar' | 'bars' | 'strip' | 'matrix' | 'tiles';

/** Room for a picture, CSS px. */
export interface Box {
  readonly width: number;
  readonly height: number;
  /** Largest side of a cell without text; 14 when absent. */
  readonly cell?: number;
  /** Ask for numbers in the cells, granted to tensors of at most this many rows and columns whose cells fit. */
  readonly numbers?: number;
  /** Show all tiles, also where they are so many that the largest would do. */
  readonly all?: boolean;
}

/** `rows` × `columns` cells on the screen, `width` × `height` px in all. */
export interface Arrangement {
  readonly form: Form;
  readonly rows: number;
  readonly columns: number;
  readonly cell: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
  /** The rows and columns that the worker must send: those on the screen, but a strip is sent as one row. */
  readonly request: {
    readonly rows: number;
    readonly columns: number;
    /** Rows and columns are of tiles, of a tensor whose axis 0 counts samples, or not. */
    readonly tiles?: { readonly pool: number; readonly samples: boolean };
  };
  readonly numbers: boolean;
}

/** What several numbers in one cell are shown as: the one of the largest size, their mean, or their root mean square. */
export type Pool = 'peak' | 'mean' | 'rms';

/** What the worker is asked for, to show a tensor so arranged; `sample` is the one that all pictures show. */
export function watchFor({ request }: Arrangement, sample: number, pool: Pool = 'peak'): (address: Address) => Watch {
  const { rows, columns, tiles } = request;
  if (!tiles) return (address) => ({ address, form: 'picture', rows, columns, ...(pool !== 'peak' && { pool }) });
  const at = tiles.samples ? sample : null;
  return (address) => ({ address, form: 'tiles', sample: at, rows, columns, pool: tiles.pool });
}

/** One column of a pair in a node of ordinary width: eight columns and twenty rows of 7 px. */
export const NODE_BOX: Box = { width: 56, height: 140, cell: 7 };

const MOST = 64;
/** Of so many tiles that they would be specks, this many are shown. */
const FEW = 16;
const LEAST_CELL = 3;
const LARGEST_CELL = 14;
const TEXT = { width: 34, least: 14, height: 22 };
/** The least that a number can be read in. */
export const CELL_WITH_TEXT = { width: TEXT.width, height: TEXT.least };
const BAR = { most: 32, height: 16 };
/** Between the two of a pair, and what the rule at its left takes. */
const GAP = 10;
const RULE = 8;

/** So many samples of three axes stand side by side. */
const MULTIPLES = 9;

/** Fits a tensor into a box; entries are pooled where even 3 px cells or 64 × 64 of them would not do. `samples`: of three
    axes and more, the first counts samples, of which one is shown, or few of three axes all. */
export function arrange(shape: Shape, box: Box, counts = true): Arrangement {
  const samples = oneOf(shape, counts);
  if (shape.length === 0) return scalar(box);
  const columns = shape.at(-1) ?? 1;
  const rows = size(shape.slice(0, -1));
  if (rows * columns === 0) return cells('matrix', 0, 0, 0, 0, false);
  if (shape.length === 1) return arrangeVector(columns, box);
  if (shape.length > 2) return arrangeTiles(shape, box, samples);
  return withText(rows, columns, box) ?? withoutText(rows, columns, box);
}

/** A value and its gradient side by side, or stacked where even the least cells of all columns need more room; `box` is
    that of the pair. */
export function arrangeTwins(
  shape: Shape,
  box: Box,
  samples = true,
): { readonly stacked: boolean; readonly each: Arrangement } {
  const beside = Math.floor((box.width - GAP) / 2) - RULE;
  const tiles = shape.length > 2 ? gridOf(shape, oneOf(shape, samples), box).columns : 1;
  const least = tiles * (shape.at(-1) ?? 1);
  const stacked = shape.length > 1 && least * LEAST_CELL > beside;
  const width = stacked ? box.width - RULE : beside;
  return { stacked, each: arrange(shape, { ...box, width }, samples) };
}

/** Whether one of the samples is shown. */
function oneOf(shape: Shape, samples: boolean): boolean {
  return samples && (shape.length > 3 || (shape[0] ?? 0) > MULTIPLES);
}

/** What twins of so many columns of written numbers need. */
export function twinsWidth(columns: number): number {
  return 2 * (columns * TEXT.width + RULE) + GAP;
}

function scalar(box: Box): Arrangement {
  const side = { width: box.width, height: 28 };
  return { form: 'scalar', rows: 1, columns: 1, cell: side, ...side, request: { rows: 1, columns: 1 }, numbers: true };
}

function arrangeVector(length: number, box: Box): Arrangement {
  // As wide as the cells with text that stand above it, but a bar is no place for digits.
  if (withText(1, length, box)) return cells('bars', 1, length, TEXT.width, BAR.height, false);
  const width = Math.min(box.cell ?? LARGEST_CELL, Math.floor(box.width / length));
  if (length <= BAR.most && width >= LEAST_CELL) return cells('bars', 1, length, width, BAR.height, false);
  return strip(length, box);
}

/** Wrapped in rows of 64, or of 32 or 16 in narrow nodes; a vector too long for the box is pooled. */
function strip(length: number, box: Box): Arrangement {
  const columns = [MOST, MOST / 2].find((wrap) => wrap * LEAST_CELL <= box.width) ?? MOST / 4;
  const side = clamp(Math.floor(box.width / columns), LEAST_CELL, box.cell ?? LARGEST_CELL);
  const most = clamp(Math.floor(box.height / side), 1, MOST);
  const sent = pooled(length, most * columns);
  const rows = Math.ceil(sent / columns);
  return { ...cells('strip', rows, columns, side, side, false), request: { rows: 1, columns: sent } };
}

function withText(rows: number, columns: number, box: Box): Arrangement | undefined {
  const most = box.numbers ?? 0;
  const height = Math.min(TEXT.height, Math.floor(box.height / rows));
  if (rows > most || columns > most || height < TEXT.least || columns * TEXT.width > box.width) return undefined;
  return cells('matrix', rows, columns, TEXT.width, height, true);
}

function withoutText(rows: number, columns: number, box: Box): Arrangement {
  const largest = box.cell ?? LARGEST_CELL;
  const whole = Math.min(largest, Math.floor(box.width / columns), Math.floor(box.height / rows));
  if (rows <= MOST && columns <= MOST && whole >= LEAST_CELL)
    return cells('matrix', rows, columns, whole, whole, false);
  // Columns are features and rows are mostly samples: the columns decide the cell, the rows are pooled into what is left.
  const across = pooled(columns, Math.min(MOST, Math.floor(box.width / LEAST_CELL)));
  const side = clamp(Math.floor(box.width / across), LEAST_CELL, largest);
  const down = pooled(rows, Math.min(MOST, Math.floor(box.height / side)));
  return cells('matrix', down, across, side, side, false);
}

/** The tiles in rows: those of a kernel by output and input, others nearly square; of more than 64 only 16, unless all are
    asked for, and no more than have room. */
function gridOf(shape: Shape, samples: boolean, box: Box): { readonly rows: number; readonly columns: number } {
  const counted = shape.slice(samples ? 1 : 0, -2);
  const count = Math.max(1, size(counted));
  const shown = count <= MOST || box.all ? count : FEW;
  const nested = counted.length === 2 && count <= MOST;
  const wide = nested ? (counted[1] ?? 1) : Math.ceil(Math.sqrt(shown));
  const columns = clamp(Math.min(wide, Math.floor(box.width / LEAST_CELL)), 1, MOST);
  const room = Math.min(MOST, Math.floor(box.height / LEAST_CELL));
  return { rows: Math.max(1, Math.min(Math.ceil(shown / columns), room)), columns };
}

/** Numbers are pooled within a tile until all of them have room. */
function arrangeTiles(shape: Shape, box: Box, samples: boolean): Arrangement {
  const { rows, columns } = gridOf(shape, samples, box);
  const [down, across] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const longest = Math.max(down, across);
  for (let pool = 1; ; pool++) {
    const [height, width] = [rows * Math.ceil(down / pool), columns * Math.ceil(across / pool)];
    const fits = Math.min(Math.floor(box.width / width), Math.floor(box.height / height));
    if ((fits < LEAST_CELL || Math.max(height, width) > MOST) && pool < longest) continue;
    const side = clamp(fits, LEAST_CELL, box.cell ?? LARGEST_CELL);
    return {
      ...cells('tiles', height, width, side, side, false),
      request: { rows, columns, tiles: { pool, samples } },
    };
  }
}

/** How many cells `length` entries make when every cell holds equally many (but the last) and there are ≤ `most`. */
function pooled(length: number, most: number): number {
  const each = Math.ceil(length / Math.max(1, most));
  return Math.ceil(length / each);
}

function cells(
  form: Form,
  rows: number,
  columns: number,
  width: number,
  height: number,
  numbers: boolean,
): Arrangement {
  return {
    form,
    rows,
    columns,
    cell: { width, height },
    width: columns * width,
    height: rows * height,
    request: { rows, columns },
    numbers,
  };
}

function clamp(x: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, x));
}
