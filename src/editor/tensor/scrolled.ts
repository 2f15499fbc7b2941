/* Keeps a canvas over that part of a large tensor which is in sight: it is painted with a margin, so that scrolling moves what
   is there and asks the worker only now and then. */
import type { Address } from '../../document/document.ts';
import type { Live } from '../../store/live.ts';
import type { View } from '../../worker/view.ts';
import { nextFrame } from './frames.ts';
import { blitTo } from './live.ts';
import { modeOf, onScales, rampFor, scaleBy } from './modes.ts';
import { paintCells, type Style } from './paint.ts';
import { sharedUnit } from './scale.ts';
import { currentTheme, onThemeChange } from './theme.ts';

/** The whole tensor as cells of so many px. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly numbers: boolean;
}
export interface Window {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}
export interface Following {
  /** The number at a row and a column, if it is among those that are here. */
  readonly at: (row: number, column: number) => number | undefined;
  readonly stop: () => void;
}
interface Parts {
  /** What scrolls. */
  readonly room: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

/** The window moves by so many cells at a time, and is so much larger on each side. */
const BLOCK = 16;

/** Whole blocks about what is in sight, within the tensor. */
export function windowAt(
  { rows, columns, width, height }: Grid,
  sight: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Window {
  const span = (from: number, length: number, side: number, count: number) => {
    const first = Math.max(0, (Math.floor(from / side / BLOCK) - 1) * BLOCK);
    const last = Math.min(count, (Math.ceil((from + length) / side / BLOCK) + 1) * BLOCK);
    return [Math.min(first, count), Math.max(0, last - first)] as const;
  };
  const [row, down] = span(sight.top, sight.height, height, rows);
  const [column, across] = span(sight.left, sight.width, width, columns);
  return { row, column, rows: down, columns: across };
}

/** Follows scrolling, resizing, theme, scale and the tensor itself until it is stopped; `painted` is told of every painting. */
export function followWindow(
  live: Live,
  place: Address,
  grid: Grid,
  { room, canvas }: Parts,
  painted: () => void,
): Following {
  let view: View | undefined;
  let leave = () => {};
  let asked = '';
  const paint = () => {
    if (!view?.picture || !paintWindow(canvas, place, grid, view)) return;
    painted();
  };
  const follow = () => {
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = room;
    const window = windowAt(grid, { left, top, width, height });
    if (JSON.stringify(window) === asked) return;
    asked = JSON.stringify(window);
    leave();
    const source = live.source((address) => ({ address, form: 'window', ...window }));
    const read = () => {
      // What was painted last stays until the next window is here.
      view = source.read(place) ?? view;
      nextFrame(paint);
    };
    leave = source.subscribe(place, read);
    read();
  };
  const soon = () => nextFrame(follow);
  const listening = new AbortController();
  room.addEventListener('scroll', soon, { signal: listening.signal, passive: true });
  const observer = new ResizeObserver(soon);
  observer.observe(room);
  follow();
  const stops = [onThemeChange(() => nextFrame(paint)), onScales(() => nextFrame(paint))];
  return {
    at(row, column) {
      const { picture } = view ?? {};
      if (!picture) return undefined;
      const [r, c] = [row - picture.origin[0], column - picture.origin[1]];
      const inside = r >= 0 && c >= 0 && r < picture.rows && c < picture.columns;
      return inside ? picture.cells[r * picture.columns + c] : undefined;
    },
    stop() {
      leave();
      listening.abort();
      observer.disconnect();
      view = undefined;
      for (const end of stops) end();
    },
  };
}

function paintWindow(canvas: HTMLCanvasElement, place: Address, grid: Grid, view: View): boolean {
  const pen = canvas.getContext('2d');
  const { picture, statistics, kind } = view;
  if (!pen || !picture) return false;
  const ratio = window.devicePixelRatio;
  const [width, height] = [picture.columns * grid.width, picture.rows * grid.height];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const [row, column] = picture.origin;
  const [left, top] = [`${column * grid.width}px`, `${row * grid.height}px`];
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px`, left, top });
  const { stretch, signs } = modeOf(place);
  const style: Style = {
    ...{ width, height, ratio, stretch, signs, zoom: 1, numbers: grid.numbers, theme: currentTheme() },
    unit: grid.numbers ? sharedUnit(picture.cells) : 1,
    scale: scaleBy(place, statistics),
    ramp: kind === 'indices' ? 'categories' : rampFor(place, 'diverging'),
  };
  paintCells(pen, blitTo(pen), picture, picture.columns, style);
  return true;
}
