/* Slicing: a line drawn with Ctrl and the right button cuts every wire that it crosses; with Shift it bends them there. */
import type { Address, Position } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { loadLater } from '../../words/words.ts';
import styles from '../canvas/canvas.module.css';
import { addBends } from './annotating.ts';
import { cut } from './splicing.ts';

/** Pixels between two looks along a wire. */
const STEP = 6;

export function slice(store: Store, canvas: Element, from: Position, cuts: boolean): void {
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const stroke = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('class', styles.slice ?? '');
  line.append(stroke);
  document.body.append(line);
  let to = from;
  const listening = new AbortController();
  const { signal } = listening;
  const finish = (acts: boolean) => {
    listening.abort();
    line.remove();
    const crossed = [...canvas.querySelectorAll('.react-flow__edge')].flatMap((edge) => {
      const at = acts && crossing(edge, from, to);
      return at ? [{ input: edge.getAttribute('data-id') as Address, at }] : [];
    });
    if (crossed.length === 0) return;
    if (cuts)
      cut(
        store,
        crossed.map(({ input }) => input),
      );
    else void loadLater().then(() => addBends(store, crossed));
  };
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    to = { x, y };
    stroke.setAttribute('d', `M${from.x},${from.y}L${x},${y}`);
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', () => finish(true), { signal });
  window.addEventListener('pointercancel', () => finish(false), { signal });
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), { signal });
}

/** Where the line from `a` to `b` meets the wire, all in coordinates of the screen; null where it does not. */
function crossing(edge: Element, a: Position, b: Position): Position | null {
  const path = edge.querySelector<SVGPathElement>('.react-flow__edge-path');
  const onScreen = path?.getScreenCTM();
  if (!path || !onScreen) return null;
  const length = path.getTotalLength();
  const at = (share: number) => path.getPointAtLength(share).matrixTransform(onScreen);
  let before: Position = at(0);
  for (let far = STEP; far <= length + STEP; far += STEP) {
    const here = at(Math.min(far, length));
    if (meet(a, b, before, here)) return here;
    before = here;
  }
  return null;
}

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) < 0;
}
