/* While the pointer is on a picture in a node, its statistics stand where the node's formula stands: meter, numbers and
   distribution. All of it beside React. */
import { useEffect } from 'react';
import type { Live } from '../../store/live.ts';
import { useChainrule } from '../context.ts';
import { fmtShortly } from './format.ts';
import { clipped, followHistogram, paintHistogram } from './histogram.ts';
import styles from './hovered.module.css';
import { levelOf } from './meter.ts';
import { shownPictures } from './shown.ts';
import { currentTheme } from './theme.ts';

const SPARK = { width: 34, height: 14 };

export function Hovered() {
  const { live } = useChainrule();
  useEffect(() => keepHovered(live), [live]);
  return null;
}

/** Follows the pointer until the answer is called. */
function keepHovered(live: Live): () => void {
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
      shown = { figure, card, leave: write(live, figure, card) };
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
function write(live: Live, figure: HTMLElement, card: Element): () => void {
  const showing = shownPictures().get(figure);
  if (!showing) return () => {};
  const { address, name, pending } = showing;
  const gradient = figure.closest('[data-rule]')?.getAttribute('data-rule') === 'gradient';
  const line = document.createElement('div');
  line.className = styles.line ?? '';
  line.dataset.testid = 'hovered';
  // The picture itself says the same to a screen reader.
  line.ariaHidden = 'true';
  const meter = line.appendChild(document.createElement('i'));
  meter.dataset.kind = gradient ? 'gradient' : 'value';
  const words = line.appendChild(document.createElement('span'));
  words.textContent = `${name} ${pending}`;
  const spark = line.appendChild(document.createElement('canvas'));
  Object.assign(spark.style, { width: `${SPARK.width}px`, height: `${SPARK.height}px` });
  const over = gradient ? 'powers' : 'scale';
  const leave = followHistogram(live, address, over, (view) => {
    const items = [name, ...fmtShortly(view.statistics), clipped(view)].filter((text) => text !== '');
    words.replaceChildren(...items.map(item));
    meter.style.setProperty('--level', String(levelOf(view.statistics)));
    const room = { ...SPARK, ratio: 2 * devicePixelRatio, theme: currentTheme() };
    if (view.histogram) paintHistogram(spark, view.histogram, over, room);
  });
  card.append(line);
  return () => {
    leave();
    line.remove();
  };
}

/** Those that have no room wrap out of sight, from the last on. */
function item(text: string): HTMLElement {
  const made = document.createElement('span');
  made.textContent = text;
  return made;
}
