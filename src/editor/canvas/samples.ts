/* Painting the rows of a data set: points of the plane in the colours and shapes of their classes, or small pictures. */
import { colourOf, css, rampTable, type Theme, tableColour } from '../tensor/colour.ts';

export interface Rows {
  /** Row-major, `width` numbers a row. */
  readonly X: readonly number[];
  readonly width: number;
  /** Class of each row, or the height of a curve. */
  readonly y: readonly number[];
  /** Whether `y` are classes. */
  readonly classes: boolean;
}

export interface Area {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

const MARGIN = 6;
const SIZE = 4.5;

/** Where each row's point lies. */
export function pointsOf(
  rows: Rows,
  { width, height }: Omit<Area, 'theme'>,
): readonly (readonly [x: number, y: number])[] {
  const count = rows.width > 0 ? Math.floor(rows.X.length / rows.width) : 0;
  const last = rows.width - 1;
  const at = (row: number, column: number) => rows.X[row * rows.width + column] ?? 0;
  const across = Array.from({ length: count }, (_, row) => at(row, Math.max(0, last - 1)));
  const up = Array.from({ length: count }, (_, row) => (rows.width > 1 ? at(row, last) : (rows.y[row] ?? 0)));
  const [x, y] = scales(across, up, width, height, rows.classes);
  return across.map((each, row) => [x(each), y(up[row] ?? 0)]);
}

/** Two classes are a sign: class 1 is plus, class 0 minus. From three on they are names with colours of their own. */
export function paintScatter(pen: CanvasRenderingContext2D, rows: Rows, { width, height, theme }: Area): void {
  pen.clearRect(0, 0, width, height);
  const many = rows.classes && rows.y.some((label) => label > 1);
  for (const [row, [x, y]] of pointsOf(rows, { width, height }).entries()) {
    paintMark(pen, rows.classes ? (rows.y[row] ?? 0) : 1, x, y, many, theme);
  }
}

/** One point; with `many` its class has a colour of its own. */
export function paintMark(
  pen: CanvasRenderingContext2D,
  label: number,
  x: number,
  y: number,
  many: boolean,
  theme: Theme,
): void {
  pen.fillStyle = many
    ? colourOf(label, 1, 'categories', theme)
    : colourOf(label > 0 ? 7 / 8 : -7 / 8, 1, 'diverging', theme);
  mark(pen, label, x, y);
}

type Scale = (value: number) => number;

/** One unit is as long across as up for points of the plane; a curve fills the picture. */
function scales(
  across: readonly number[],
  up: readonly number[],
  width: number,
  height: number,
  alike: boolean,
): [Scale, Scale] {
  const [left, right, low, high] = [...range(across), ...range(up)] as const;
  const room = { width: width - 2 * MARGIN, height: height - 2 * MARGIN };
  const [wide, tall] = [room.width / (right - left), room.height / (high - low)];
  const both = Math.min(wide, tall);
  const [kx, ky] = alike ? [both, both] : [wide, tall];
  return [
    (value) => width / 2 + (value - (left + right) / 2) * kx,
    (value) => height / 2 - (value - (low + high) / 2) * ky,
  ];
}

function range(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most > least ? [least, most] : [least - 1 || -1, least + 1 || 1];
}

/** ● ■ ▲ by class. */
function mark(pen: CanvasRenderingContext2D, label: number, x: number, y: number): void {
  const half = SIZE / 2;
  pen.beginPath();
  if (label % 3 === 1) pen.rect(x - half, y - half, SIZE, SIZE);
  else if (label % 3 === 2) {
    pen.moveTo(x, y - half - 0.5);
    pen.lineTo(x + half + 0.5, y + half);
    pen.lineTo(x - half - 0.5, y + half);
  } else pen.arc(x, y, half + 0.25, 0, 2 * Math.PI);
  pen.fill();
}

const GRID = { across: 8, down: 4, gap: 2 };
/** How many pictures there is room for. */
export const PICTURES = GRID.across * GRID.down;

/** Pixels on a side of a picture, px of each, and px from one picture to the next. */
function gridOf(pixels: number, width: number) {
  const side = Math.max(1, Math.round(Math.sqrt(pixels)));
  const pixel = Math.max(1, Math.floor((width / GRID.across - GRID.gap) / side));
  return { side, pixel, pitch: pixel * side + GRID.gap };
}

/** Which picture lies at a place, if any. */
export function pictureAt(pixels: number, width: number, x: number, y: number): number | undefined {
  const { pitch } = gridOf(pixels, width);
  const [column, row] = [Math.floor(x / pitch), Math.floor(y / pitch)];
  return column < GRID.across && row < GRID.down ? row * GRID.across + column : undefined;
}

/** Square pictures of one channel, values 0 to 1, ink on ground. */
export function paintPictures(
  pen: CanvasRenderingContext2D,
  { X, width: pixels }: Rows,
  { width, height, theme }: Area,
): void {
  pen.clearRect(0, 0, width, height);
  const table = rampTable(theme, 'grey');
  const { side, pixel, pitch } = gridOf(pixels, width);
  for (let picture = 0; picture < Math.min(PICTURES, X.length / pixels); picture++) {
    const [left, top] = [(picture % GRID.across) * pitch, Math.floor(picture / GRID.across) * pitch];
    for (let cell = 0; cell < pixels; cell++) {
      const value = X[picture * pixels + cell] ?? 0;
      pen.fillStyle = css(tableColour(table, Math.round(Math.max(0, Math.min(1, value)) * 255)));
      pen.fillRect(left + (cell % side) * pixel, top + Math.floor(cell / side) * pixel, pixel, pixel);
    }
  }
}
