/* Letting go of nodes: a loose one is put into the wire under it, one that was taken with Alt leaves a copy there; and
   wires that are cut by Alt-click, sliced with Ctrl and the right button, or bent by a double click or with Shift and the
   right button. What is rare is fetched when it happens. */
import { type MouseEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { ReactFlowProps } from 'reactflow';
import type { Address } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { loadLater } from '../../words/words.ts';
import { wireAt } from './drop.ts';
import type { FlowEdge, FlowNode } from './flow.ts';
import type { useMoves } from './moves.ts';

type Dragging = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  | 'onNodeDragStart'
  | 'onNodeDrag'
  | 'onNodeDragStop'
  | 'onSelectionDragStart'
  | 'onSelectionDragStop'
  | 'onEdgeClick'
  | 'onEdgeDoubleClick'
  | 'onEdgeMouseEnter'
  | 'onFocusCapture'
  | 'onClickCapture'
  | 'onPointerDownCapture'
>;

export function useDropping(store: Store, { drop, lift }: ReturnType<typeof useMoves>): Dragging {
  const copying = useRef(false);
  const under = useRef<Element | null>(null);
  return useMemo(() => {
    const light = (edge: Element | null) => {
      under.current?.removeAttribute('data-under');
      edge?.setAttribute('data-under', 'true');
      under.current = edge;
    };
    const start = (event: { readonly altKey: boolean }) => {
      copying.current = event.altKey;
    };
    const stop = (nodes: readonly FlowNode[]) => {
      if (!copying.current) return drop();
      copying.current = false;
      const [first] = nodes;
      const from = first && store.session.getState().history.present.nodes[first.id]?.position;
      lift();
      if (!first || !from) return;
      const shift = { x: first.position.x - from.x, y: first.position.y - from.y };
      const ids = nodes.map(({ id }) => id);
      void import('../editing/copying.ts').then(({ duplicateTo }) => duplicateTo(store, ids, shift));
    };
    return {
      onNodeDragStart: start,
      onSelectionDragStart: start,
      onNodeDrag(event, { id }, nodes) {
        const loose = nodes.length === 1 && !event.altKey && !copying.current && isLoose(store, id);
        light(loose ? edgeUnder(event, id) : null);
      },
      onNodeDragStop(_, { id, position }, nodes) {
        const wire = under.current?.getAttribute('data-id') as Address | null | undefined;
        light(null);
        if (!wire || copying.current) return stop(nodes);
        lift();
        void import('../editing/splicing.ts').then(({ moveInto }) => moveInto(store, id, position, wire));
      },
      onSelectionDragStop: (_, nodes) => stop(nodes),
      onEdgeClick: (event, { id }) => event.altKey && store.disconnect(id as Address),
      onEdgeDoubleClick({ clientX: x, clientY: y }, { id }) {
        void annotating().then(({ addBend }) => addBend(store, id as Address, { x, y }));
      },
      onEdgeMouseEnter: () => tips(store),
      onFocusCapture: ({ target }) => target.closest('.react-flow__edge') && tips(store),
      onClickCapture(event: MouseEvent) {
        const port = event.altKey && event.target instanceof Element && event.target.closest('[data-port]');
        if (!port) return;
        event.preventDefault();
        event.stopPropagation();
        const place = port.getAttribute('data-port') as Address;
        void import('../editing/splicing.ts').then(({ unwire }) => unwire(store, place));
      },
      onPointerDownCapture(event: PointerEvent) {
        const { clientX: x, clientY: y, currentTarget, ctrlKey } = event;
        if (event.pointerType === 'touch')
          void import('../editing/touching.ts').then(({ hold }) =>
            hold(store, event.target, event.pointerId, { x, y }),
          );
        if (event.button !== 2 || !(ctrlKey || event.shiftKey)) return;
        void import('../editing/slicing.ts').then(({ slice }) => slice(store, currentTarget, { x, y }, ctrlKey));
      },
    };
  }, [store, drop, lift]);
}

/** With the words of their steps in the history. */
async function annotating() {
  const [module] = await Promise.all([import('../editing/annotating.ts'), loadLater()]);
  return module;
}

/** From the first wire on that is pointed at. */
function tips(store: Store): void {
  void import('./aids/wire-tip.ts').then(({ followWires }) => followWires(store));
}

function isLoose(store: Store, id: string): boolean {
  const { wires } = store.session.getState().history.present;
  return !Object.entries(wires).some((ends) => ends.some((end) => end.startsWith(`${id}.`)));
}

/** Under the pointer, else under the middle of the node. */
function edgeUnder(event: globalThis.MouseEvent | globalThis.TouchEvent | MouseEvent, id: string): Element | null {
  const box = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect();
  const at = 'clientX' in event ? wireAt(event.clientX, event.clientY) : null;
  return at ?? (box ? wireAt(box.left + box.width / 2, box.top + box.height / 2) : null);
}
