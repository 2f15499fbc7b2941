/* Lights up what the probe found: frames around cells, nodes and wires on the path, the rest dimmed. All of it is drawn
   beside React: no component renders because a cell is looked at. */
import type { Store } from '../../store/store.ts';
import { flatIndex } from '../../tensor/shape.ts';
import { boxOf } from '../tensor/cells.ts';
import type { Showing } from '../tensor/live.ts';
import type { Place } from '../tensor/marks.ts';
import { onShown, shownPictures } from '../tensor/shown.ts';
import { merged, outlined } from './outline.ts';
import { type Lit, type Path, pathOf } from './path.ts';
import styles from './probe.module.css';
import type { Probe } from './probe.ts';

/** Keeps the frames where they belong until the answer is called. */
export function keepLit(store: Store, probe: Probe): () => void {
  const paint = () => {
    const { hover, pins, lit } = probe.read();
    const { history } = store.session.getState();
    const path = pathOf(history.present, hover ? [hover, ...pins] : pins);
    const root = document.documentElement;
    if (hover || pins.length > 0) root.dataset.probe = hover ? 'hover' : 'pinned';
    else delete root.dataset.probe;
    for (const [figure, showing] of shownPictures()) {
      const cells = path.cells.get(showing.address);
      frame(figure, showing, cells, lit === showing.address);
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
  const places = lit ? placesOf(showing, lit, all) : { source: [], target: [], self: [] };
  const paths = { source: whole ? [all] : places.source, target: places.target, self: places.self };
  for (const path of svg.children) {
    const [kind = 'self'] = (path.getAttribute('data-mark') ?? '').split(' ');
    const d = outlined(merged(paths[kind as keyof typeof paths]), 1);
    if (path.getAttribute('d') !== d) path.setAttribute('d', d);
  }
}

function placesOf({ source, address, arrangement }: Showing, { self, sources, targets }: Lit, all: Place) {
  const view = source.read(address);
  const box = (flat: number) => (view && arrangement.form !== 'scalar' ? boxOf(arrangement, view, flat) : view && all);
  const boxes = (flats: readonly (number | undefined)[]): readonly Place[] =>
    flats.flatMap((flat) => (flat === undefined ? [] : (box(flat) ?? [])));
  const flat = (index: readonly number[]) => view && flatIndex(view.shape, index);
  return { source: boxes(sources.map(flat)), target: boxes(targets), self: boxes(self.map(flat)) };
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
