/* Takes a chart along: what is drawn as one SVG that needs no style sheet, and its numbers as CSV. */
import type { Picture } from '../picture/graph.ts';
import type { Table } from './table.ts';

/** What of an element's look the page's style sheet decides. */
const LOOK = [
  ...(['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'] as const),
  ...(['stroke-linejoin', 'font-family', 'font-size', 'text-anchor'] as const),
];
const SVG = 'http://www.w3.org/2000/svg';

/** All drawings within an element, one over another as they are on the screen. */
export function drawingOf(element: HTMLElement, title: string): Picture | null {
  const drawn = [...element.querySelectorAll('svg')].filter((svg) => !svg.parentElement?.closest('svg'));
  if (drawn.length === 0) return null;
  const frame = element.getBoundingClientRect();
  const whole = document.createElementNS(SVG, 'svg');
  const size = { width: Math.ceil(frame.width), height: Math.ceil(frame.height) };
  for (const [name, value] of Object.entries(size)) whole.setAttribute(name, String(value));
  whole.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  whole.append(Object.assign(document.createElementNS(SVG, 'title'), { textContent: title }));
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ ...size, fill: colourOf('--surface') }))
    ground.setAttribute(name, String(value));
  whole.append(ground);
  for (const svg of drawn) {
    const copy = copied(svg);
    const { left, top } = svg.getBoundingClientRect();
    copy.setAttribute('x', String(left - frame.left));
    copy.setAttribute('y', String(top - frame.top));
    whole.append(copy);
  }
  return { svg: new XMLSerializer().serializeToString(whole), ...size };
}

/** A field with a comma, a quote or a line's end in it is quoted. */
export function csvOf({ head, rows }: Table): string {
  const field = (value: string | number) => {
    const text = String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[head, ...rows].map((row) => row.map(field).join(',')).join('\n')}\n`;
}

function copied(element: Element): SVGElement {
  const copy = element.cloneNode(false) as SVGElement;
  const style = getComputedStyle(element);
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  for (const name of LOOK) copy.setAttribute(name, style.getPropertyValue(name));
  for (const child of element.childNodes) copy.append(child instanceof Element ? copied(child) : child.cloneNode(true));
  return copy;
}

function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
