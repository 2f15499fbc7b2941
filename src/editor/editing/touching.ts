/* A finger that rests on the canvas opens the menu of what lies under it, as a right click does. */
import type { Address, NodeId, Position } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';

/** How long it rests, in ms, and how far it may tremble. */
const REST = 450;
const TREMBLE = 10;

export function hold(store: Store, target: EventTarget | null, finger: number, { x, y }: Position): void {
  // A finger holds what it touches; this file may have come when it was gone again.
  if (!(target instanceof Element) || !target.hasPointerCapture(finger)) return;
  const listening = new AbortController();
  const { signal } = listening;
  const timer = setTimeout(() => {
    listening.abort();
    open(store, target, { x, y });
  }, REST);
  signal.addEventListener('abort', () => clearTimeout(timer));
  const leave = () => listening.abort();
  const moved = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - x, event.clientY - y) > TREMBLE) leave();
  };
  window.addEventListener('pointermove', moved, { signal, capture: true });
  // A second finger pinches.
  for (const kind of ['pointerup', 'pointercancel', 'pointerdown'])
    window.addEventListener(kind, leave, { signal, capture: true });
}

function open(store: Store, target: Element, { x, y }: Position): void {
  const within = (selector: string) => target.closest(selector)?.getAttribute('data-id');
  const [node, wire] = [within('.react-flow__node'), within('.react-flow__edge')];
  if (node) {
    if (!store.session.getState().selection.has(node as NodeId)) store.select([node]);
    store.openMenu({ x, y, of: 'node' });
  } else if (wire) {
    store.selectWire(wire as Address);
    store.openMenu({ x, y, of: 'wire' });
  } else store.openMenu({ x, y, of: 'canvas' });
}
