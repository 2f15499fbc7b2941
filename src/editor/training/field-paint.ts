/* The decision field and the fitted curve on a canvas. Two classes are a sign: class 1 is + and blue, class 0 is − and
   orange, at half strength, so that the points stay visible on a network that is sure. */
import { type Colour, colourOf, INK, rampIndex, rampTable, type Theme, tableColour } from '../tensor/colour.ts';
import { zeroLine } from './contour.ts';
import { type Field, type Frame, lead, probabilities, SIDE } from './field.ts';

export interface Picture {
  readonly field: Field;
  readonly frame: Frame;
  /** What the network says of an n × n grid, or of n points of a line. */
  readonly said: Float32Array;
  readonly n: number;
  readonly X: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly test: ReadonlySet<number>;
}

/** Canvas pixels for each pixel of the page. */
export const SCALE = 2;

export function paintField(pen: CanvasRenderingContext2D, picture: Picture, theme: Theme, ink: string): void {
  pen.setTransform(SCALE, 0, 0, SCALE, 0, 0);
  pen.clearRect(0, 0, SIDE, SIDE);
  pen.strokeStyle = ink;
  pen.lineCap = 'round';
  if (picture.field.kind === 'plane') paintPlane(pen, picture, theme);
  if (picture.field.kind === 'line') paintResiduals(pen, picture, theme);
  paintPoints(pen, picture, theme);
  if (picture.field.kind === 'line') paintCurve(pen, picture, ink);
}

function paintPlane(pen: CanvasRenderingContext2D, { field: { classes }, said, n }: Picture, theme: Theme): void {
  const shares = probabilities(said, classes);
  const small = new OffscreenCanvas(n, n);
  small.getContext('2d')?.putImageData(new ImageData(colours(shares, classes, theme), n, n), 0, 0);
  // The grid's outer points lie on the picture's edges, so half a pixel on each side is left out.
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, 0.5, 0.5, n - 1, n - 1, 0, 0, SIDE, SIDE);
  pen.lineWidth = 1.25;
  pen.beginPath();
  const unit = SIDE / (n - 1);
  for (let c = 1; c < classes; c++)
    for (const [x0, y0, x1, y1] of zeroLine(lead(shares, classes, c), n, n)) {
      pen.moveTo(x0 * unit, y0 * unit);
      pen.lineTo(x1 * unit, y1 * unit);
    }
  // The borders of classes 1, 2 … leave out none: each border has a side that is not class 0.
  pen.stroke();
}

function colours(shares: Float32Array, classes: number, theme: Theme) {
  const table = rampTable(theme, classes === 2 ? 'diverging' : 'categories');
  const ground = tableColour(rampTable(theme, 'diverging'), 128);
  const pixels = new Uint8ClampedArray((shares.length / classes) * 4);
  for (let row = 0; row * classes < shares.length; row++) {
    const at = row * classes;
    if (classes === 2) {
      const index = rampIndex(0.5 * (shares[at + 1]! - shares[at]!), 1, 'diverging');
      pixels.set(table.subarray(4 * index, 4 * index + 4), 4 * row);
      continue;
    }
    let best = 0;
    for (let c = 1; c < classes; c++) if (shares[at + c]! > shares[at + best]!) best = c;
    const sure = (0.5 * (shares[at + best]! - 1 / classes)) / (1 - 1 / classes);
    pixels.set([...mixed(ground, tableColour(table, best % 8), sure), 255], 4 * row);
  }
  return pixels;
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

function paintPoints(pen: CanvasRenderingContext2D, { field, frame, X, y, test }: Picture, theme: Theme): void {
  const columns = field.kind === 'plane' ? 2 : 1;
  const count = X.length / columns;
  const radius = count > 500 ? 2 : 3;
  const { surface, frame: grey } = INK[theme];
  pen.lineWidth = 1;
  for (let row = 0; row < count; row++) {
    const label = y[row] ?? 0;
    const height = field.kind === 'plane' ? X[2 * row + 1]! : label;
    const [px, py] = [
      place(X[columns * row]!, frame.left, frame.width),
      SIDE - place(height, frame.bottom, frame.height),
    ];
    const colour = field.kind === 'line' ? grey : classColour(label, field.classes, theme);
    pen.fillStyle = test.has(row) ? surface : colour;
    pen.strokeStyle = test.has(row) ? colour : surface;
    pen.beginPath();
    trace(pen, field.kind === 'line' ? 0 : label, px, py, radius);
    pen.fill();
    pen.stroke();
  }
}

function classColour(label: number, classes: number, theme: Theme): string {
  return classes === 2 ? colourOf(label > 0 ? 1 : -1, 1, 'diverging', theme) : colourOf(label, 1, 'categories', theme);
}

/** ● ■ ▲ ◆ by turns: colour alone would not tell the classes apart for every eye. */
function trace(pen: CanvasRenderingContext2D, label: number, x: number, y: number, r: number): void {
  const corner = (dx: number, dy: number) => pen.lineTo(x + dx * r, y + dy * r);
  if (label % 4 === 0) pen.arc(x, y, r, 0, 2 * Math.PI);
  else if (label % 4 === 1) pen.rect(x - 0.87 * r, y - 0.87 * r, 1.74 * r, 1.74 * r);
  else if (label % 4 === 2)
    for (const [dx, dy] of [
      [0, -1.2],
      [1.1, 0.9],
      [-1.1, 0.9],
    ] as const)
      corner(dx, dy);
  else
    for (const [dx, dy] of [
      [0, -1.25],
      [1.25, 0],
      [0, 1.25],
      [-1.25, 0],
    ] as const)
      corner(dx, dy);
  pen.closePath();
}

/** From each point up or down to the curve: what is left over. */
function paintResiduals(pen: CanvasRenderingContext2D, { frame, said, n, X, y }: Picture, theme: Theme): void {
  pen.strokeStyle = INK[theme].border;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let row = 0; row < X.length; row++) {
    const at = ((X[row]! - frame.left) / frame.width) * (n - 1);
    const left = Math.max(0, Math.min(n - 2, Math.floor(at)));
    const fitted = said[left]! + (at - left) * (said[left + 1]! - said[left]!);
    const x = place(X[row]!, frame.left, frame.width);
    pen.moveTo(x, SIDE - place(y[row]!, frame.bottom, frame.height));
    pen.lineTo(x, SIDE - place(fitted, frame.bottom, frame.height));
  }
  pen.stroke();
}

function paintCurve(pen: CanvasRenderingContext2D, { frame, said, n }: Picture, ink: string): void {
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  pen.lineJoin = 'round';
  pen.beginPath();
  for (let i = 0; i < n; i++) pen.lineTo((i / (n - 1)) * SIDE, SIDE - place(said[i]!, frame.bottom, frame.height));
  pen.stroke();
}

function place(value: number, low: number, span: number): number {
  return ((value - low) / span) * SIDE;
}
