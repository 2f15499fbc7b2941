/* What a wire carries, while the pointer rests on it or it has the focus: the shape and statistics of the tensor that goes
   forward and of the gradient that comes back. Other wires of the same output light up. All of it beside React. */
import { type Address, gradientOf, parts } from '../../../document/document.ts';
import type { Store } from '../../../store/store.ts';
import { annotationWord } from '../../../words/annotations.ts';
import { fmtShortly } from '../../tensor/format.ts';
import { nextFrame } from '../../tensor/frames.ts';
import styles from './aids.module.css';

/** As long as a pointer rests before it asks, in ms. */
const REST = 200;
const APART = 14;
const EDGE = '.react-flow__edge';

let following = false;

/** Calling it again changes nothing. */
export function followWires(store: Store): void {
  if (following) return;
  following = true;
  let shown: Element | null = null;
  let leave = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    leave();
    leave = () => {};
    shown = null;
  };
  const look = (edge: Element | null, rest: number, at: () => { readonly x: number; readonly y: number }) => {
    if (edge === shown) return;
    hide();
    shown = edge;
    if (edge)
      timer = setTimeout(() => {
        leave = show(store, edge.getAttribute('data-id') as Address, at());
      }, rest);
  };
  let pointer = { x: 0, y: 0 };
  const over = ({ target, buttons }: PointerEvent) => {
    const edge = target instanceof Element && buttons === 0 ? target.closest(EDGE) : null;
    // A wire that has the focus keeps its tip until the pointer is on another.
    if (edge || !shown?.matches(':focus-visible')) look(edge, REST, () => pointer);
  };
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    pointer = { x, y };
  };
  const focus = () => {
    const edge = document.activeElement?.closest(`${EDGE}:focus-visible`) ?? null;
    if (edge) look(edge, 0, () => middleOf(edge));
    else if (!shown?.matches(':hover')) hide();
  };
  document.addEventListener('pointerover', over, { passive: true });
  document.addEventListener('pointermove', move, { passive: true });
  document.addEventListener('focusin', focus);
  document.addEventListener('focusout', () => setTimeout(focus));
  for (const kind of ['pointerdown', 'wheel', 'keydown'])
    document.addEventListener(kind, (event) => !('key' in event && event.key === 'Tab') && hide(), { passive: true });
  document.documentElement.addEventListener('pointerleave', hide);
  const now = document.querySelector(`${EDGE}:hover`);
  if (now) {
    const { x, y } = middleOf(now);
    pointer = { x, y };
    look(now, REST, () => pointer);
  } else focus();
}

function middleOf(edge: Element) {
  const path = edge.querySelector<SVGPathElement>('.react-flow__edge-path');
  const onScreen = path?.getScreenCTM();
  if (!path || !onScreen) return { x: 0, y: 0 };
  return path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(onScreen);
}

/** Until the answer is called. */
function show(store: Store, input: Address, at: { readonly x: number; readonly y: number }): () => void {
  const { history, plan, language } = store.session.getState();
  const { wires } = history.present;
  const output = wires[input];
  if (!output) return () => {};
  const siblings = Object.entries(wires).flatMap(([other, from]) =>
    from === output ? [...document.querySelectorAll(`${EDGE}[data-id="${other}"]`)] : [],
  );
  for (const each of siblings) each.setAttribute('data-fan', '');
  const tip = document.body.appendChild(document.createElement('div'));
  tip.className = styles.tip ?? '';
  tip.role = 'tooltip';
  tip.dataset.testid = 'wire-tip';
  const [head, forward, back] = [row('', `${output} → ${input}`), row('forward', ''), row('backward', '')];
  tip.append(head, forward, back);
  if (siblings.length > 1) tip.append(row('', annotationWord(language, 'one-of', { count: siblings.length, output })));
  const source = store.live.source((address) => ({ address, form: 'statistics' }));
  const shape = plan.shapes.get(output)?.join('×') ?? '';
  const gradient = gradientOf(input);
  const write = () => {
    const [value, grad] = [source.read(output), source.read(gradient)];
    const missing = annotationWord(language, value ? 'no-gradient' : 'not-computed');
    const says = (view: typeof value, none: string) => (view ? fmtShortly(view.statistics).join('  ') : none);
    forward.textContent = `→ ${parts(output).name} ${shape}  ${says(value, annotationWord(language, 'not-computed'))}`;
    back.textContent = `← d${parts(input).name} ${grad ? shape : ''}  ${says(grad, missing)}`;
  };
  write();
  let due = () => {};
  const changed = () => {
    due();
    due = nextFrame(write);
  };
  const stops = [source.subscribe(output, changed), source.subscribe(gradient, changed)];
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(at.x + APART, innerWidth - width - 8))}px`;
  tip.style.top = `${at.y + APART + height > innerHeight ? at.y - APART - height : at.y + APART}px`;
  return () => {
    due();
    for (const stop of stops) stop();
    for (const each of siblings) each.removeAttribute('data-fan');
    tip.remove();
  };
}

function row(way: string, text: string): HTMLElement {
  const made = document.createElement('div');
  made.dataset.way = way;
  made.textContent = text;
  return made;
}
