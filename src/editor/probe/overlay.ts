/* Lights up what the probe found: frames around cells, nodes and wires on the path, the rest dimmed. All of it is drawn
   beside React: no component renders because a cell is looked at. */
import type { Store } from '../../store/store.ts';
import { flatIndex, size } from '../../tensor/shape.ts';
import { boxOf } from '../tensor/cells.ts';
import { fmtCell } from '../tensor/format.ts';
import type { Showing } from '../tensor/live.ts';
import type { Place } from '../tensor/marks.ts';
import { onShown, shownPictures } from '../tensor/shown.ts';
import { merged, outlined } from './outline.ts';
import { type Lit, type Path, pathOf } from './path.ts';
import styles from './probe.module.css';
import type { Probe } from './probe.ts';
import { batchedIn } from './samples.ts';

/** Keeps the frames where they belong until the answer is called. */
export function keepLit(store: Store, probe: Probe): () => void {
  const paint = () => {
    const { hover, pins, lit } = probe.read();
    const { history, plan } = store.session.getState();
    const probed = hover ? [hover, ...pins] : pins;
    const batched = probed.length > 0 ? batchedIn(history.present, plan) : undefined;
    const path = pathOf(history.present, probed, batched);
    const root = document.documentElement;
    if (hover || pins.length > 0) root.dataset.probe = hover ? 'hover' : 'pinned';
    else delete root.dataset.probe;
    for (const [figure, showing] of shownPictures()) {
      const cells = path.cells.get(showing.address);
      const row = batched?.hasRows(showing.address) ? path.row : undefined;
      frame(figure, showing, row === undefined ? cells : withRow(cells, row, showing), lit === showing.address);
    }
    lightGraph(path);
  };
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      paint();
    });
  };
  paint();
  const leave = [probe.subscribe(paint), onShown(soon)];
  return () => {
    for (const end of leave) end();
  };
}

/** As many cells of a row are framed. */
const ROW = 4096;

/** The cells of a row are all targets. */
function withRow(lit: Lit | undefined, row: number, { source, address, shape }: Showing): Lit {
  const [rows = 1, ...rest] = source.read(address)?.shape ?? shape;
  const width = size(rest);
  const places = row < rows ? Array.from({ length: Math.min(width, ROW) }, (_, i) => row * width + i) : [];
  const { self, sources, targets, adds } = lit ?? NOTHING;
  return { self, sources, adds, targets: [...targets, ...places] };
}

const NOTHING: Lit = { self: [], sources: [], targets: [], adds: new Map() };

function lightGraph({ nodes, wires }: Path): void {
  for (const node of document.querySelectorAll<HTMLElement>('.react-flow__node'))
    mark(node, nodes.has(node.dataset.id ?? '') ? 'node' : undefined);
  for (const edge of document.querySelectorAll<SVGElement>('.react-flow__edge'))
    mark(edge, (wires as ReadonlyMap<string, string>).get(edge.dataset.id ?? ''));
}

function mark(element: HTMLElement | SVGElement, lit: string | undefined): void {
  if (element.dataset.lit === lit) return;
  if (lit === undefined) delete element.dataset.lit;
  else element.dataset.lit = lit;
}

function frame(figure: HTMLElement, showing: Showing, lit: Lit | undefined, whole: boolean): void {
  const known = figure.querySelector<SVGSVGElement>(`:scope > svg.${styles.marks}`);
  mark(figure, lit || whole ? 'cells' : undefined);
  if (!lit && !whole) {
    known?.remove();
    return;
  }
  const svg = known ?? figure.appendChild(drawing());
  const { offsetWidth: width, offsetHeight: height } = figure;
  // The canvas of the graph zooms its pictures, but not what is drawn over them.
  svg.style.setProperty('--pixel', `${width / (figure.getBoundingClientRect().width || 1)}px`);
  const all = { x: 0, y: 0, width, height };
  const places = lit ? placesOf(showing, lit, all) : { source: [], target: [], self: [], adds: [] };
  const paths = { source: whole ? [all] : places.source, target: places.target, self: places.self };
  share(svg, places.adds);
  for (const path of svg.querySelectorAll(':scope > path')) {
    const [kind = 'self'] = (path.getAttribute('data-mark') ?? '').split(' ');
    const d = outlined(merged(paths[kind as keyof typeof paths]), 1);
    if (path.getAttribute('d') !== d) path.setAttribute('d', d);
  }
}

function placesOf({ source, address, arrangement }: Showing, { self, sources, targets, adds }: Lit, all: Place) {
  const view = source.read(address);
  const box = (flat: number) => (view && arrangement.form !== 'scalar' ? boxOf(arrangement, view, flat) : view && all);
  const boxes = (flats: readonly (number | undefined)[]): readonly Place[] =>
    flats.flatMap((flat) => (flat === undefined ? [] : (box(flat) ?? [])));
  const flat = (index: readonly number[]) => view && flatIndex(view.shape, index);
  const whole = view?.picture?.pool.every((each) => each === 1) ?? true;
  const shares = whole && adds.size <= MOST ? [...adds] : [];
  return {
    adds: shares.flatMap(([at, x]) => {
      const place = box(at);
      return place ? [{ place, x }] : [];
    }),
    source: boxes(sources.map(flat)),
    target: boxes(targets),
    self: boxes(self.map(flat)),
  };
}

/** Shares of more numbers would only be a pattern. */
const MOST = 256;
/** A cell in which a share can be read. */
const READABLE = { width: 28, height: 12 };

/** In each cell that the probed number feeds: what it adds there, as a number where there is room, else as a spot whose
    strength is its size. */
function share(svg: SVGSVGElement, adds: readonly { readonly place: Place; readonly x: number }[]): void {
  const said = JSON.stringify(adds);
  if (svg.dataset.adds === said) return;
  svg.dataset.adds = said;
  svg.querySelector(':scope > g')?.remove();
  if (adds.length === 0) return;
  const largest = Math.max(...adds.map(({ x }) => Math.abs(x)));
  const group = svg.appendChild(document.createElementNS(SVG, 'g'));
  for (const { place, x } of adds) {
    const written = place.width >= READABLE.width && place.height >= READABLE.height;
    const [dx, dy] = written ? [1, 1] : [place.width * 0.28, place.height * 0.28];
    const spot = group.appendChild(document.createElementNS(SVG, 'rect'));
    spot.dataset.sign = x < 0 ? 'minus' : 'plus';
    for (const [name, value] of Object.entries({
      ...{ x: place.x + dx, y: place.y + dy, width: place.width - 2 * dx, height: place.height - 2 * dy },
      ...(!written && { 'fill-opacity': largest > 0 ? 0.25 + (0.75 * Math.abs(x)) / largest : 0.25 }),
    }))
      spot.setAttribute(name, String(value));
    if (!written) continue;
    spot.dataset.written = '';
    const text = group.appendChild(document.createElementNS(SVG, 'text'));
    text.setAttribute('x', String(place.x + place.width / 2));
    text.setAttribute('y', String(place.y + place.height / 2));
    text.textContent = `${x < 0 ? '' : '+'}${fmtCell(x, 5)}`;
  }
}

/** Each mark is drawn twice, the ground first, so that it stands out from any colour of cells. */
const MARKS = ['source ground', 'source ink', 'target ink', 'target ground', 'self ground', 'self ink'];
const SVG = 'http://www.w3.org/2000/svg';

function drawing(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', styles.marks ?? '');
  svg.setAttribute('aria-hidden', 'true');
  for (const kind of MARKS) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('data-mark', kind);
    svg.append(path);
  }
  return svg;
}
