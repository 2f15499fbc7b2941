/* Slicing: a line drawn with Ctrl and the right button cuts every wire that it crosses. */
import type { Address, Position } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import styles from '../canvas/canvas.module.css';
import { cut } from './splicing.ts';

/** Pixels between two looks along a wire. */
const STEP = 6;

export function slice(store: Store, canvas: Element, from: Position): void {
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const stroke = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('class', styles.slice ?? '');
  line.append(stroke);
  document.body.append(line);
  let to = from;
  const listening = new AbortController();
  const { signal } = listening;
  const finish = (cuts: boolean) => {
    listening.abort();
    line.remove();
    const crossed = cuts
      ? [...canvas.querySelectorAll('.react-flow__edge')].filter((edge) => crosses(edge, from, to))
      : [];
    if (crossed.length > 0)
      cut(
        store,
        crossed.map((edge) => edge.getAttribute('data-id') as Address),
      );
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

/** Whether the line from `a` to `b`, in coordinates of the screen, meets the wire. */
function crosses(edge: Element, a: Position, b: Position): boolean {
  const path = edge.querySelector<SVGPathElement>('.react-flow__edge-path');
  const onScreen = path?.getScreenCTM();
  if (!path || !onScreen) return false;
  const length = path.getTotalLength();
  const at = (share: number) => path.getPointAtLength(share).matrixTransform(onScreen);
  let before: Position = at(0);
  for (let far = STEP; far <= length + STEP; far += STEP) {
    const here = at(Math.min(far, length));
    if (meet(a, b, before, here)) return true;
    before = here;
  }
  return false;
}

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) < 0;
}
