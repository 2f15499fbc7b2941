/* Paints a drawing from far away. Lengths that do not scale are in px of the screen. */
import type { Statistics } from '../../../worker/view.ts';
import { levelOf } from '../../tensor/meter.ts';
import type { Box } from '../route.ts';
import type { Place, Scene, Wires } from './scene.ts';
import type { Signs } from './signs.ts';

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

export interface Look {
  /** A colour of theme.css. */
  readonly ink: (name: string) => string;
  readonly signs: Signs;
  readonly read: (address: NonNullable<Place['value']>) => Statistics | undefined;
}

const WIRES: Readonly<
  Record<Wires['look'], { readonly ink: string; readonly opacity: number; readonly width: number }>
> = {
  plain: { ink: 'border-strong', opacity: 0.4, width: 1 },
  strong: { ink: 'text2', opacity: 1, width: 1 },
  broken: { ink: 'error', opacity: 1, width: 1 },
  selected: { ink: 'accent', opacity: 1, width: 2 },
};
const SIGN = { most: 18, share: 0.8, least: 5 };
const METER = { left: 3, thick: 4, high: 0.84 };

export function paintScene(pen: CanvasRenderingContext2D, scene: Scene, camera: Camera, look: Look): void {
  pen.clearRect(0, 0, camera.width, camera.height);
  for (const wires of scene.wires) paintWires(pen, wires, camera, look);
  for (const place of scene.places) paintPlace(pen, place, camera, look);
  pen.globalAlpha = 1;
}

/** Whether some of it lies on the screen. */
export function seen({ x, y, width, height }: Box, camera: Camera): boolean {
  const { zoom } = camera;
  const [left, top] = [x * zoom + camera.x, y * zoom + camera.y];
  return left < camera.width && top < camera.height && left + width * zoom > 0 && top + height * zoom > 0;
}

/** Pieces are level or upright, so they are boxes, which cost less than lines. */
function paintWires(pen: CanvasRenderingContext2D, { look, pieces }: Wires, camera: Camera, { ink }: Look): void {
  if (pieces.length === 0) return;
  const { x, y, zoom, width, height } = camera;
  const { ink: name, opacity, width: thick } = WIRES[look];
  pen.fillStyle = ink(name);
  pen.globalAlpha = opacity;
  for (let i = 0; i < pieces.length; i += 4) {
    const [ax, ay, bx, by] = [pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const [left, right] = ax < bx ? [ax * zoom + x, bx * zoom + x] : [bx * zoom + x, ax * zoom + x];
    const [top, bottom] = ay < by ? [ay * zoom + y, by * zoom + y] : [by * zoom + y, ay * zoom + y];
    if (right < 0 || left > width || bottom < 0 || top > height) continue;
    pen.fillRect(Math.round(left), Math.round(top), Math.max(thick, right - left), Math.max(thick, bottom - top));
  }
}

function paintPlace(pen: CanvasRenderingContext2D, place: Place, camera: Camera, { ink, signs, read }: Look): void {
  const { zoom } = camera;
  if (!seen(place, camera)) return;
  const [left, top] = [Math.round(place.x * zoom + camera.x), Math.round(place.y * zoom + camera.y)];
  const [width, height] = [Math.round(place.width * zoom), Math.round(place.height * zoom)];
  pen.globalAlpha = place.muted ? 0.5 : 1;
  const edge = place.selected ? 2 : 1;
  const { state } = place;
  pen.fillStyle = ink(
    place.selected ? 'accent' : state === 'wrong' ? 'error' : state === 'ready' ? 'border' : 'border-strong',
  );
  pen.fillRect(left - edge + 1, top - edge + 1, width + 2 * edge - 2, height + 2 * edge - 2);
  pen.fillStyle = ink('surface');
  pen.fillRect(left + 1, top + 1, width - 2, height - 2);
  const size = Math.min(SIGN.most, SIGN.share * width, SIGN.share * height);
  const middle = { x: left + width / 2, y: top + height / 2 };
  if (size >= SIGN.least) signs.draw(pen, place.sign, 'text2', middle, size);
  const statistics = place.gradient ? read(place.gradient) : undefined;
  const value = place.value ? read(place.value) : undefined;
  const broken = isBroken(statistics) || isBroken(value);
  if (statistics && width > 3 * METER.thick) {
    const whole = Math.round(height * METER.high);
    const long = isBroken(statistics) ? whole : Math.round(whole * levelOf(statistics));
    const bottom = top + Math.round((height + whole) / 2);
    pen.fillStyle = ink('surface3');
    pen.fillRect(left + METER.left, bottom - whole, METER.thick, whole);
    pen.fillStyle = ink(isBroken(statistics) ? 'nan-fg' : 'bwd');
    pen.fillRect(left + METER.left, bottom - long, METER.thick, long);
  }
  const trouble = broken ? 'error' : place.trouble;
  if (trouble) {
    pen.globalAlpha = 0.5;
    signs.draw(pen, trouble, trouble, middle, 0.9 * Math.min(width, height));
  }
}

function isBroken(statistics: Statistics | undefined): boolean {
  return statistics !== undefined && statistics.nan + statistics.infinite > 0;
}
