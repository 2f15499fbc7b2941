/* While the pointer is on a picture in a node, its statistics stand where the node's formula stands: meter, numbers and
   distribution; of a single number its last values and its change. All of it beside React. */
import { useEffect } from 'react';
import type { Live } from '../../store/live.ts';
import type { Store } from '../../store/store.ts';
import type { Key, Values } from '../../words/words.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmtShortly } from './format.ts';
import { clipped, followHistogram, paintHistogram } from './histogram.ts';
import styles from './hovered.module.css';
import type { Showing } from './live.ts';
import { levelOf } from './meter.ts';
import { followPast, lineOf } from './past.ts';
import { changed } from './ScalarPast.tsx';
import { shownPictures } from './shown.ts';
import { currentTheme } from './theme.ts';

const SPARK = { width: 34, height: 14 };
const PAST = { width: 60, height: 14 };

type Say = (key: Key, values?: Values) => string;

export function Hovered() {
  const store = useChainrule();
  const say = useSay();
  useEffect(() => keepHovered(store, say), [store, say]);
  return null;
}

/** Follows the pointer until the answer is called. */
function keepHovered(store: Store, say: Say): () => void {
  let shown: { readonly figure: Element; readonly card: Element; readonly leave: () => void } | undefined;
  const hide = () => {
    shown?.leave();
    shown = undefined;
  };
  const look = (target: EventTarget | null) => {
    const element = target instanceof Element ? target : null;
    const figure = element?.closest<HTMLElement>('[data-lod="3"] [data-tensor]');
    const card = figure?.closest('[data-state]');
    if (!figure || !card || !shownPictures().has(figure)) {
      // Between two pictures of a node the last one's statistics stay.
      if (shown && !(element && shown.card.contains(element))) hide();
    } else if (figure !== shown?.figure) {
      hide();
      shown = { figure, card, leave: write(store, say, figure, card) };
    }
  };
  const over = ({ target }: Event) => look(target);
  document.addEventListener('pointerover', over, { passive: true });
  document.documentElement.addEventListener('pointerleave', hide);
  look(document.querySelector('[data-tensor]:hover'));
  return () => {
    document.removeEventListener('pointerover', over);
    document.documentElement.removeEventListener('pointerleave', hide);
    hide();
  };
}

/** Lays the line over the lower edge of a node's card, until the answer is called. */
function write(store: Store, say: Say, figure: HTMLElement, card: Element): () => void {
  const showing = shownPictures().get(figure);
  if (!showing) return () => {};
  const line = document.createElement('div');
  line.className = styles.line ?? '';
  line.dataset.testid = 'hovered';
  // The picture itself says the same to a screen reader.
  line.ariaHidden = 'true';
  const gradient = figure.closest('[data-rule]')?.getAttribute('data-rule') === 'gradient';
  const leave =
    showing.arrangement.form === 'scalar'
      ? writePast(store, say, showing, line)
      : writeStatistics(store.live, showing, gradient, line);
  card.append(line);
  return () => {
    leave();
    line.remove();
  };
}

function writeStatistics(live: Live, { address, name, pending }: Showing, gradient: boolean, line: HTMLElement) {
  const meter = line.appendChild(document.createElement('i'));
  meter.dataset.kind = gradient ? 'gradient' : 'value';
  const words = line.appendChild(document.createElement('span'));
  words.textContent = `${name} ${pending}`;
  const spark = line.appendChild(document.createElement('canvas'));
  Object.assign(spark.style, { width: `${SPARK.width}px`, height: `${SPARK.height}px` });
  const over = gradient ? 'powers' : 'scale';
  return followHistogram(live, address, over, (view) => {
    const items = [name, ...fmtShortly(view.statistics), clipped(view)].filter((text) => text !== '');
    words.replaceChildren(...items.map(item));
    meter.style.setProperty('--level', String(levelOf(view.statistics)));
    const room = { ...SPARK, ratio: 2 * devicePixelRatio, theme: currentTheme() };
    if (view.histogram) paintHistogram(spark, view.histogram, over, room);
  });
}

const SVG = 'http://www.w3.org/2000/svg';

function writePast(store: Store, say: Say, { address, name, pending }: Showing, line: HTMLElement) {
  const words = line.appendChild(document.createElement('span'));
  words.textContent = `${name} ${pending}`;
  const drawing = line.appendChild(document.createElementNS(SVG, 'svg'));
  for (const side of ['width', 'height'] as const) drawing.setAttribute(side, String(PAST[side]));
  const path = drawing.appendChild(document.createElementNS(SVG, 'polyline'));
  return followPast(store, address, (points) => {
    words.replaceChildren(...[name, changed(points, say)].filter((text) => text !== '').map(item));
    path.setAttribute('points', lineOf(points, PAST));
  });
}

/** Those that have no room wrap out of sight, from the last on. */
function item(text: string): HTMLElement {
  const made = document.createElement('span');
  made.textContent = text;
  return made;
}
