/* From the pointer, the focus and the arrow keys to cells of pictures, and to samples in the pictures of data nodes. */
import { size } from '../../tensor/shape.ts';
import { cellAt } from '../tensor/cells.ts';
import { onShown, shownPictures } from '../tensor/shown.ts';
import type { previewsOf } from './previews.ts';
import type { Probe, Target } from './probe.ts';

/** The pointer must rest so long before the first cell lights up; from then on the light follows it. */
const REST = 120;

export interface Pointing {
  /** The picture that is pointed at or focused. */
  readonly figure: () => HTMLElement | null;
  readonly stop: () => void;
}

/** Follows the pointer and the keys; `first` is the event because of which all this was loaded. */
export function followPointing(probe: Probe, meet: ReturnType<typeof previewsOf>, first: Event | null): Pointing {
  let at: (Target & { readonly figure: HTMLElement; readonly by: 'pointer' | 'keys' }) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The picture of a data node under the pointer, and how often it was asked. */
  let preview: HTMLElement | null = null;
  let asked = 0;
  const places = new WeakMap<HTMLElement, number>();

  function go(figure: HTMLElement, by: 'pointer' | 'keys', target: Target, rest: number): void {
    if (at?.figure === figure && at.flats[0] === target.flats[0]) return;
    at = { figure, by, ...target };
    clearTimeout(timer);
    if (rest > 0) timer = setTimeout(() => probe.point(target), rest);
    else probe.point(target);
  }

  async function meetSample(x: number, y: number): Promise<void> {
    const [over, turn] = [preview, ++asked];
    const met = over && (await meet(over, x, y));
    if (turn !== asked || !over) return;
    probe.miss(met && !met.target ? met.row : null);
    if (met?.target) go(over, 'pointer', met.target, probe.read().hover ? 0 : REST);
    else leave();
  }

  function leave(): void {
    if (!at) return;
    at = null;
    clearTimeout(timer);
    probe.point(null);
  }

  function moved(event: {
    readonly target: EventTarget | null;
    clientX: number;
    clientY: number;
    buttons: number;
  }): void {
    const over = event.buttons === 0 && event.target instanceof Element ? event.target : null;
    const left = preview;
    preview = over?.closest<HTMLElement>('[data-samples]') ?? null;
    if (preview) return void meetSample(event.clientX, event.clientY);
    if (left) {
      asked++;
      probe.miss(null);
    }
    const figure = figureOf(over);
    const target = figure && targetUnder(figure, event.clientX, event.clientY);
    if (figure && target) {
      places.set(figure, target.flats[0]!);
      go(figure, 'pointer', target, probe.read().hover ? 0 : REST);
    } else if (at?.by === 'pointer') leave();
  }

  function focused(figure: HTMLElement): void {
    if (figure.matches(':focus-visible')) step(figure, 0, 0);
  }

  /** To the neighbour of the cell that was last looked at in this picture. */
  function step(figure: HTMLElement, down: number, across: number): void {
    const shape = shapeIn(figure);
    if (!shape || size(shape) === 0) return;
    const columns = shape.at(-1) ?? 1;
    const rows = size(shape) / columns;
    const before = Math.min(places.get(figure) ?? 0, size(shape) - 1);
    const row = Math.max(0, Math.min(rows - 1, Math.floor(before / columns) + down));
    const column = Math.max(0, Math.min(columns - 1, (before % columns) + across));
    const flat = row * columns + column;
    places.set(figure, flat);
    go(figure, 'keys', { place: placeOf(figure), shape, flats: [flat] }, 0);
  }

  function pressed(event: KeyboardEvent): void {
    const { hover, pins } = probe.read();
    const within = (selector: string) => event.target instanceof Element && event.target.closest(selector) !== null;
    if (
      event.key === 'Escape' &&
      (hover || pins.length > 0) &&
      !within('input, textarea, select, dialog, [popover], [role="menu"]')
    ) {
      at = null;
      clearTimeout(timer);
      probe.clear();
    }
    const figure = figureOf(document.activeElement);
    if (!figure || event.ctrlKey || event.metaKey || event.altKey) return;
    const [down, across] = ARROWS.get(event.key) ?? [0, 0];
    if (down !== 0 || across !== 0) step(figure, down, across);
    else if (event.key === 'Enter' && at?.figure === figure) probe.pin(at);
    else return;
    // Neither is the node moved nor the page scrolled.
    event.preventDefault();
    event.stopPropagation();
  }

  function clicked(event: MouseEvent): void {
    if (preview && at?.figure === preview) probe.pin(at);
    const figure = figureOf(event.target);
    const target = figure && targetUnder(figure, event.clientX, event.clientY);
    if (!figure || !target || event.shiftKey || event.ctrlKey || event.metaKey) return;
    figure.focus({ preventScroll: true });
    probe.pin(target);
  }

  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('pointermove', moved, { signal, passive: true });
  document.addEventListener('pointerdown', (event) => preview || figureOf(event.target) || leave(), { signal });
  document.documentElement.addEventListener('pointerleave', leave, { signal });
  document.addEventListener('click', clicked, { signal });
  document.addEventListener('keydown', pressed, { signal, capture: true });
  document.addEventListener('focusin', ({ target }) => figureOf(target) && focused(figureOf(target)!), { signal });
  document.addEventListener('focusout', ({ target }) => at?.figure === target && leave(), { signal });
  const gone = onShown(() => at && !at.figure.isConnected && leave());
  const begun = figureOf(first?.target ?? null);
  const hovered = first?.target instanceof Element && first.target.matches(':hover');
  if (first instanceof PointerEvent && first.type !== 'click' && hovered) moved(first);
  if (begun && first instanceof PointerEvent && first.type === 'click') clicked(first);
  else {
    // While this was fetched the focus may have come to a picture, or gone on to another.
    const now = figureOf(document.activeElement);
    if (now) focused(now);
  }
  return {
    figure: () => at?.figure ?? preview,
    stop() {
      clearTimeout(timer);
      listening.abort();
      gone();
    },
  };
}

const ARROWS: ReadonlyMap<string, readonly [down: number, across: number]> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
]);

function figureOf(target: EventTarget | null): HTMLElement | null {
  const figure = target instanceof Element ? target.closest<HTMLElement>('[data-tensor]') : null;
  return figure && shownPictures().has(figure) ? figure : null;
}

function placeOf(figure: HTMLElement) {
  return shownPictures().get(figure)!.address;
}

function shapeIn(figure: HTMLElement) {
  const showing = shownPictures().get(figure);
  return showing && (showing.source.read(showing.address)?.shape ?? showing.shape);
}

/** The canvas of the graph zooms its pictures: back to the picture's own pixels. */
function targetUnder(figure: HTMLElement, x: number, y: number): Target | null {
  const showing = shownPictures().get(figure);
  const view = showing?.source.read(showing.address);
  if (!showing || !view) return null;
  const { left, top, width } = figure.getBoundingClientRect();
  const zoom = width / figure.offsetWidth;
  const flats = cellAt(showing.arrangement, view, (x - left) / zoom, (y - top) / zoom);
  return flats ? { place: showing.address, shape: view.shape, flats } : null;
}
