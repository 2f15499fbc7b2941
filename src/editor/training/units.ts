/* The plane, or the line, as each unit of a layer sees it: a small picture for each, side by side. */
import { type Address, address, type NodeId } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { css, rampIndex, rampTable, type Theme, tableColour } from '../tensor/colour.ts';
import { zeroLine } from './contour.ts';
import { type Field, judgedIn, SIDE } from './field.ts';
import { type Picture, SCALE } from './field-paint.ts';

/** More units than this would be too small. */
const MOST = 36;
/** Points along an edge of one picture. */
const POINTS = 41;
const GAP = 4;
/** Of full colour, so that the line and the number stay visible. */
const STRENGTH = 0.8;

/** The field of a layer in place of what the network says; null where this node is no layer between data and loss. */
export function unitsOf(plan: Plan, field: Field, node: NodeId): Field | null {
  const outputs = judgedIn(plan).find(({ input, output }) => input === field.input && output === field.output)?.outputs;
  const step = plan.steps.find((each) => each.node === node);
  const output = step?.type.outputs.map((name) => address(node, name)).find((place) => outputs?.includes(place));
  const [, width = 0, ...deeper] = plan.shapes.get(output as Address) ?? [];
  if (!output || output === field.input || width < 2 || deeper.length > 0) return null;
  return { ...field, output, classes: width, side: Math.min(POINTS, field.side) };
}

/** The numbers of one unit, of an n × n grid or of n points. */
export function unitOf(said: Float32Array, width: number, unit: number): Float32Array {
  return Float32Array.from({ length: Math.floor(said.length / width) }, (_, row) => said[row * width + unit]!);
}

/** How many pictures there are, and how many side by side. */
export function arranged(width: number): { readonly count: number; readonly across: number } {
  const count = Math.min(MOST, width);
  return { count, across: Math.ceil(Math.sqrt(count)) };
}

/** Blue where a unit is positive, orange where it is negative, each by its own largest number; a line where it is zero. */
export function paintUnits(
  pen: CanvasRenderingContext2D,
  { field, said, n }: Picture,
  theme: Theme,
  { ink, font }: { readonly ink: string; readonly font: string },
): void {
  pen.setTransform(SCALE, 0, 0, SCALE, 0, 0);
  pen.clearRect(0, 0, SIDE, SIDE);
  const { count, across } = arranged(field.classes);
  const edge = (SIDE - GAP * (across - 1)) / across;
  const table = rampTable(theme, 'diverging');
  for (let unit = 0; unit < count; unit++) {
    const values = unitOf(said, field.classes, unit);
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    const [x, y] = [(unit % across) * (edge + GAP), Math.floor(unit / across) * (edge + GAP)];
    pen.strokeStyle = ink;
    pen.lineWidth = 1;
    pen.beginPath();
    if (field.kind === 'plane') {
      const pixels = new Uint8ClampedArray(4 * values.length);
      for (const [place, value] of values.entries()) {
        const index = rampIndex(STRENGTH * value, scale, 'diverging');
        pixels.set(table.subarray(4 * index, 4 * index + 4), 4 * place);
      }
      const small = new OffscreenCanvas(n, n);
      small.getContext('2d')?.putImageData(new ImageData(pixels, n, n), 0, 0);
      pen.drawImage(small, 0.5, 0.5, n - 1, n - 1, x, y, edge, edge);
      const step = edge / (n - 1);
      for (const [x0, y0, x1, y1] of zeroLine(values, n, n)) {
        pen.moveTo(x + x0 * step, y + y0 * step);
        pen.lineTo(x + x1 * step, y + y1 * step);
      }
    } else {
      pen.fillStyle = css(tableColour(table, 128));
      pen.fillRect(x, y, edge, edge);
      for (const [place, value] of values.entries())
        pen.lineTo(x + (place / (n - 1)) * edge, y + edge / 2 - (value / scale) * 0.45 * edge);
    }
    pen.stroke();
    pen.fillStyle = ink;
    pen.font = font;
    pen.fillText(String(unit), x + 3, y + 10);
  }
}
