/* Keeps one canvas, its scale and its spoken label up to date with a tensor that changes while the network trains. All
   of it happens beside React: a new view costs one painting and no rendering. */
import type { Address } from '../../document/document.ts';
import type { TensorSource } from '../../store/live.ts';
import { type Shape, written } from '../../tensor/shape.ts';
import type { View } from '../../worker/view.ts';
import { paintBars } from './bars.ts';
import { colourOf, isSigned, type Ramp } from './colour.ts';
import { flagsOf, fmtLoss, fmtStatistics } from './format.ts';
import { nextFrame } from './frames.ts';
import { type Arrangement, CELL_WITH_TEXT } from './layout.ts';
import { beginRun, modeOf, onScales, rampFor, scaleBy, scaleOf } from './modes.ts';
import { type Blit, paintCells, paintGhost, type Style } from './paint.ts';
import { printedScale, sharedUnit } from './scale.ts';
import { show } from './shown.ts';
import { currentTheme, onThemeChange } from './theme.ts';

/** What a picture shows and how. */
export interface Showing {
  readonly source: TensorSource;
  readonly address: Address;
  readonly name: string;
  readonly shape: Shape;
  readonly arrangement: Arrangement;
  readonly ramp: Ramp;
  /** Full colour stands for this, and it is not printed; absent: it follows the tensor. */
  readonly scale?: number | undefined;
  /** Printed in place of the scale before the first view. */
  readonly pending: string;
  /** The canvas is painted for this zoom of the graph, so that it is sharp there. */
  readonly zoom: number;
}

/** The elements that are kept up to date; `canvas` and `number` exclude each other. */
export interface Parts {
  readonly figure: HTMLElement;
  readonly canvas: HTMLCanvasElement | null;
  readonly number: HTMLElement | null;
  readonly scale: HTMLElement | null;
}

const SPEAK_EVERY = 1000;
/** What is about to come into sight is drawn already. */
const NEARBY = { rootMargin: '100px', scrollMargin: '100px' };

/** Draws now and after every change, until the answer is called. */
export function keepDrawn(parts: Parts, showing: Showing): () => void {
  let visible = true;
  const draw = () => {
    if (visible) drawOnce(parts, showing);
  };
  const speak = atMostEvery(SPEAK_EVERY, () => speakOf(parts, showing));
  const changed = () => {
    nextFrame(draw);
    speak.ask();
  };
  const observer = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    // Each canvas is a layer of its own, also where it is out of sight.
    if (parts.canvas) parts.canvas.style.visibility = visible ? '' : 'hidden';
    if (visible) nextFrame(draw);
  }, NEARBY);
  observer.observe(parts.figure);
  const leave = [
    showing.source.subscribe(showing.address, changed),
    show(parts.figure, showing),
    onThemeChange(() => nextFrame(draw)),
    onScales((place) => {
      // One picture's scale concerns another only where they are linked.
      if (place === undefined || modeOf(showing.address).scaling.kind === 'linked') nextFrame(draw);
    }),
    () => observer.disconnect(),
    speak.stop,
    () => {
      visible = false;
    },
  ];
  // Text in cells is measured for a font that may not be there yet.
  if (showing.arrangement.numbers) void document.fonts?.ready.then(() => nextFrame(draw));
  changed();
  return () => {
    for (const end of leave) end();
  };
}

function drawOnce({ canvas, number, scale: printed }: Parts, showing: Showing): void {
  const { source, address } = showing;
  const view = source.read(address);
  if (!view) beginRun(address);
  const scale = showing.scale ?? (view ? scaleBy(address, view.statistics) : scaleOf(address));
  const style = styleFor(view, showing, scale ?? 1);
  if (printed) writeScale(printed, view, showing, style);
  if (number) writeNumber(number, view, style);
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return;
  resize(canvas, style);
  const { rows, columns, form } = showing.arrangement;
  if (!view?.picture) paintGhost(pen, rows, columns, style);
  else if (form === 'bars' && view.kind === 'numbers') paintBars(pen, view.picture, style);
  else paintCells(pen, blitTo(pen), view.picture, form === 'strip' ? columns : view.picture.columns, style);
}

function styleFor(view: View | undefined, { address, arrangement, ramp, zoom }: Showing, scale: number): Style {
  const { width, height } = arrangement;
  const numbers = arrangement.numbers || (view?.picture !== undefined && readable(arrangement, zoom));
  const { stretch, signs } = modeOf(address);
  return {
    ...{ width, height, numbers, scale, stretch, signs },
    zoom: arrangement.numbers ? 1 : zoom,
    unit: numbers && view?.picture ? sharedUnit(view.picture.cells) : 1,
    theme: currentTheme(),
    ratio: Math.max(1, zoom) * window.devicePixelRatio,
    ramp: view?.kind === 'indices' ? 'categories' : rampFor(address, ramp),
  };
}

/** Cells that are as large on the screen as those with text. */
function readable({ cell, form }: Arrangement, zoom: number): boolean {
  return form !== 'bars' && cell.width * zoom >= CELL_WITH_TEXT.width && cell.height * zoom >= CELL_WITH_TEXT.height;
}

/** Setting a canvas's size clears it and costs memory, so only when it must. */
function resize(canvas: HTMLCanvasElement, { width, height, ratio }: Style): void {
  const [across, down] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}

/** An error outranks the scale; a tensor of zeros has none. */
function writeScale(
  printed: HTMLElement,
  view: View | undefined,
  showing: Showing,
  { scale, unit, stretch, ramp }: Style,
): void {
  const { nan = 0, infinite = 0, zeros = 0, count = 0 } = view?.statistics ?? {};
  const [flag] = nan + infinite > 0 && view ? flagsOf(view.statistics) : [];
  const plain = showing.scale !== undefined || view?.kind === 'indices';
  const range = `${stretch ? '~' : ''}${printedScale(scale, isSigned(ramp), unit)}${partOf(view)}`;
  const ordinary = plain ? '' : zeros === count ? '0' : range;
  const text = view ? flag || ordinary : showing.pending;
  write(printed, text);
  const title = view ? fmtStatistics(view.statistics) : '';
  if (printed.title !== title) printed.title = title;
  const state = flag ? 'error' : view ? 'scale' : 'pending';
  if (printed.dataset.state !== state) printed.dataset.state = state;
}

/** Only what changes: a step leaves alone what it does not concern. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** ` 16/128`: not all tiles are shown. */
function partOf(view: View | undefined): string {
  const { count, of } = view?.picture?.tiles ?? { count: 0, of: 0 };
  return count < of ? ` ${count}/${of}` : '';
}

/** With its colour beside it. */
function writeNumber(number: HTMLElement, view: View | undefined, { scale, ramp, theme }: Style): void {
  const x = view?.picture?.cells[0] ?? view?.statistics.mean;
  write(number, x === undefined ? '–' : fmtLoss(x));
  number.style.setProperty('--swatch', x === undefined ? null : colourOf(x, scale, ramp, theme));
}

function speakOf({ figure }: Parts, { source, address, name, shape, pending }: Showing): void {
  const view = source.read(address);
  const says = view ? fmtStatistics(view.statistics) : pending;
  figure.setAttribute('aria-label', `${name} ${written(shape)}, ${says}`);
}

/** Does `act` at once, then not more often than every `pause` ms, but always for the last asking. */
function atMostEvery(pause: number, act: () => void): { readonly ask: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = () => {
    timer = undefined;
    if (again) ask();
  };
  const ask = () => {
    again = timer !== undefined;
    if (again) return;
    act();
    timer = setTimeout(rest, pause);
  };
  return { ask, stop: () => clearTimeout(timer) };
}

let scratch: CanvasRenderingContext2D | null | undefined;

/** Through a small canvas that all pictures share. */
export function blitTo(pen: CanvasRenderingContext2D): Blit {
  return (rgba, columns, { width, height }) => {
    const rows = rgba.length / 4 / columns;
    scratch ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!scratch || rows === 0) return;
    scratch.canvas.width = Math.max(scratch.canvas.width, columns);
    scratch.canvas.height = Math.max(scratch.canvas.height, rows);
    scratch.putImageData(new ImageData(rgba, columns, rows), 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(scratch.canvas, 0, 0, columns, rows, 0, 0, width, height);
  };
}
