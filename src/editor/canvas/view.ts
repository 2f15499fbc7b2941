/* The mounted canvas answers where a screen coordinate lies, where there is room, and fits its view. */
import { type RefObject, useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import type { Position } from '../../document/document.ts';
import type { Session } from '../../store/session.ts';
import { useChainrule } from '../context.ts';
import { mountCanvas } from './drop.ts';
import { boxOf, type Flow } from './flow.ts';
import type { Glide } from './moves.ts';
import { roomNear } from './room.ts';

/** Room about the drawing; more below, where wires run under it. */
const FIT = {
  maxZoom: 1,
  minZoom: 0.1,
  padding: { top: '40px', right: '32px', bottom: '56px', left: '32px' },
} as const;
/** Above the overview, which lies on the lower right. */
const MAP = { ...FIT, padding: { ...FIT.padding, bottom: '140px' } } as const;
export const fitting = (aids: Session['aids']) => (aids.includes('map') ? MAP : FIT);
/** How much of the window the canvas has at least. */
const STAGE = 0.6;
/** Where a node that is dropped is held. */
const GRIP = { x: 88, y: 16 };

/** About the zoom at which all of it is seen, before the canvas is there. */
export function fittingZoom({ nodes }: Flow): number {
  const boxes = nodes.map(boxOf);
  const across = Math.max(...boxes.map(({ x, width }) => x + width)) - Math.min(...boxes.map(({ x }) => x));
  const down = Math.max(...boxes.map(({ y, height }) => y + height)) - Math.min(...boxes.map(({ y }) => y));
  const most = boxes.length > 0 ? Math.min(innerWidth / across, innerHeight / down) : FIT.maxZoom;
  return Math.max(FIT.minZoom, Math.min(FIT.maxZoom, STAGE * most));
}

/** Answers the palette and the keys for as long as this canvas is there. */
export function useView(frame: RefObject<HTMLDivElement | null>, flow: Flow, glide: Glide): void {
  const store = useChainrule();
  const { screenToFlowPosition, fitView, getZoom, zoomTo } = useReactFlow();
  const latest = useRef(flow);
  useEffect(() => {
    latest.current = flow;
  }, [flow]);
  useEffect(
    () =>
      mountCanvas({
        place(clientX, clientY): Position | null {
          const area = frame.current?.getBoundingClientRect();
          if (!area || clientX < area.left || clientX > area.right || clientY < area.top || clientY > area.bottom)
            return null;
          const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
          return { x: Math.round(x - GRIP.x), y: Math.round(y - GRIP.y) };
        },
        centre() {
          const { left = 0, top = 0, width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
          const middle = screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
          return roomNear(middle, latest.current.nodes.map(boxOf));
        },
        fit(nodes) {
          const room = fitting(store.session.getState().aids);
          void fitView({ ...room, ...(nodes && { nodes: [...nodes].map((id) => ({ id })) }) });
        },
        zoom(factor) {
          void zoomTo(factor === null ? 1 : getZoom() * factor);
        },
        boxes: () => new Map(latest.current.nodes.map((node) => [node.id, boxOf(node)])),
        glide: (places, code) =>
          glide(new Map(latest.current.nodes.map(({ id, position }) => [id, position])), places, code),
      }),
    [store, frame, screenToFlowPosition, fitView, getZoom, zoomTo, glide],
  );
}
