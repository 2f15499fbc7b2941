/* Pictures of the tensors that a picture must get right, painted by the editor's own code on real canvases; bundled and run
   by tensor-fixtures.spec.ts, and part of no page. */

import { paintBars } from '../src/editor/tensor/bars.ts';
import type { Theme } from '../src/editor/tensor/colour.ts';
import { arrange, type Box, watchFor } from '../src/editor/tensor/layout.ts';
import { type Blit, paintCells, paintGhost, type Style } from '../src/editor/tensor/paint.ts';
import { nextScale } from '../src/editor/tensor/scale.ts';
import { Device } from '../src/kernels/device.ts';
import { Reference } from '../src/kernels/reference.ts';
import { size } from '../src/tensor/shape.ts';
import { kept } from '../src/tensor/tensor.ts';
import { viewOf } from '../src/worker/views.ts';

interface Fixture {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: (i: number) => number;
  readonly masked?: (i: number) => boolean;
  readonly box?: Box;
  readonly samples?: boolean;
  readonly scale?: number;
}

/** The same numbers everywhere, between −1 and 1. */
const noise = (i: number) => ((((i + 1) * 48271) % 2147483647) % 2001) / 1000 - 1;
const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0.5, 5, 1e-9, -0];
const special = { shape: [1, 8], value: (i: number) => SPECIAL[i]!, masked: (i: number) => i === 4, scale: 1 };
const box: Box = { width: 280, height: 140, cell: 10 };

const FIXTURES: readonly Fixture[] = [
  { name: 'special cells with numbers', ...special, box: { ...box, numbers: 8 } },
  { name: 'special cells', ...special },
  { name: 'special cells, small', ...special, box: { ...box, cell: 4 } },
  { name: 'special bars', ...special, shape: [8] },
  { name: 'a gradient of mostly zeros', shape: [20, 20], value: (i) => (i % 10 === 0 ? noise(i) : 0) },
  { name: 'one number', shape: [1, 1], value: () => -0.5, box: { ...box, numbers: 8 } },
  { name: 'one long row', shape: [1, 1000], value: noise },
  { name: 'one long column', shape: [1000, 1], value: noise },
  { name: 'large', shape: [512, 512], value: (i) => (i === 100_000 ? Number.NaN : noise(i)) },
  { name: 'a long vector', shape: [200], value: noise },
  { name: 'three axes', shape: [2, 3, 4], value: noise, samples: false },
  { name: 'kernels', shape: [8, 1, 3, 3], value: noise, samples: false },
  { name: 'channels of a sample', shape: [2, 5, 6, 6], value: noise },
  { name: 'all zero', shape: [4, 6], value: () => 0 },
  { name: 'constant', shape: [4, 6], value: () => 0.7 },
];

const scratch = document.createElement('canvas');
function blitTo(pen: CanvasRenderingContext2D): Blit {
  return (rgba, columns, { width, height }) => {
    const rows = rgba.length / 4 / columns;
    [scratch.width, scratch.height] = [columns, rows];
    scratch.getContext('2d')!.putImageData(new ImageData(rgba, columns, rows), 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(scratch, 0, 0, columns, rows, 0, 0, width, height);
  };
}

function paint(fixture: Fixture, theme: Theme): HTMLCanvasElement {
  const { shape, value, masked, samples = true } = fixture;
  const arrangement = arrange(shape, fixture.box ?? box, samples);
  const device = new Device(new Reference('f64'));
  const tensor = (f: (i: number) => number) =>
    kept(
      device,
      shape,
      Float64Array.from({ length: size(shape) }, (_, i) => f(i)),
    );
  const pass = new Map([
    ['a.dZ', tensor(value)],
    ...(masked ? [['a.Z', tensor((i) => (masked(i) ? 0 : 1))] as const] : []),
  ] as const);
  const type = { masks: masked ? { dZ: 'Z' } : {}, outputs: [], keeps: [] };
  const steps = [{ node: 'a', type, sources: new Map(), reaches: true }];
  const plan = { steps, indices: new Map() } as unknown as Parameters<typeof viewOf>[0];
  const view = viewOf(plan, pass as Parameters<typeof viewOf>[1], watchFor(arrangement, 1)('a.dZ'))!;
  const { width, height, numbers, form, columns } = arrangement;
  const scale = fixture.scale ?? nextScale(undefined, view.statistics);
  const plain = { ratio: 1, zoom: 1, unit: 1, stretch: false, signs: false, ramp: 'diverging' } as const;
  const style: Style = { ...plain, width, height, numbers, scale, theme };
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d')!;
  if (form === 'bars') paintBars(pen, view.picture!, style);
  else paintCells(pen, blitTo(pen), view.picture!, form === 'strip' ? columns : view.picture!.columns, style);
  return canvas;
}

function ghost(theme: Theme): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [60, 40];
  const plain = { ratio: 1, zoom: 1, unit: 1, stretch: false, signs: false, ramp: 'diverging' } as const;
  paintGhost(canvas.getContext('2d')!, 4, 6, { ...plain, width: 60, height: 40, numbers: false, scale: 1, theme });
  return canvas;
}

/** All of them under one another, on the ground of the theme. */
export function show(theme: Theme): void {
  document.body.style.cssText = `margin:0;padding:8px;width:320px;background:${theme === 'dark' ? '#1a1d22' : '#ffffff'}`;
  document.body.replaceChildren();
  for (const canvas of [...FIXTURES.map((fixture) => paint(fixture, theme)), ghost(theme)]) {
    canvas.style.cssText = 'display:block;margin-bottom:8px';
    document.body.append(canvas);
  }
}

/** How many of the painted numbers lie beyond the scale, of those that are not zero. */
export function clipped(): number {
  const zeros = FIXTURES.find(({ name }) => name === 'a gradient of mostly zeros')!;
  const numbers = Array.from({ length: size(zeros.shape) }, (_, i) => zeros.value(i)).filter((x) => x !== 0);
  const rms = Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length);
  const scale = nextScale(undefined, { count: 400, peak: Math.max(...numbers.map(Math.abs)), rms } as never);
  return numbers.filter((x) => Math.abs(x) > scale).length / numbers.length;
}
