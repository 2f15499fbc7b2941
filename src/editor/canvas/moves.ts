/* Moving nodes: where they are while a hand or an arrow key moves them is the canvas's own; the drawing is told once, when
   they rest, so that one move is one step of undo. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { NodeId, Position } from '../../document/document.ts';
import { moveNodes } from '../../document/edits.ts';
import type { Store } from '../../store/store.ts';

type Places = ReadonlyMap<NodeId, Position>;

const NOWHERE: Places = new Map();
/** Arrow presses that follow each other within this many ms are one move. */
const BURST = 500;

/** How long nodes glide, in ms; more than these jump: each frame would render all of them. */
const GLIDE = 260;
const FEW = 120;

/** From where to where, and what the step of the history is called. */
export type Glide = (from: Places, to: Places, code: string) => Promise<void>;

/** Where nodes that are held come to lie instead. */
export type Align = (places: readonly (readonly [NodeId, Position])[]) => readonly (readonly [NodeId, Position])[];

export function useMoves(store: Store) {
  const align = useRef<Align | null>(null);
  const [moving, setMoving] = useState<Places>(NOWHERE);
  const latest = useRef<Places>(NOWHERE);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const show = useCallback((places: Places) => {
    latest.current = places;
    setMoving(places);
  }, []);

  const drop = useCallback(() => {
    clearTimeout(timer.current);
    if (latest.current === NOWHERE) return;
    const places = [...latest.current].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }] as const);
    store.moveNodes(new Map(places));
    show(NOWHERE);
  }, [store, show]);

  /** What is being moved goes back to where it was. */
  const lift = useCallback(() => show(NOWHERE), [show]);

  const glide = useCallback<Glide>(
    async (from, to, code) => {
      drop();
      const between = (share: number) =>
        new Map(
          [...to].map(([id, { x, y }]) => {
            const start = from.get(id) ?? { x, y };
            return [id, { x: start.x + (x - start.x) * share, y: start.y + (y - start.y) * share }];
          }),
        );
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || to.size > FEW;
      const begun = performance.now();
      for (let share = calm ? 1 : 0; share < 1; share = Math.min(1, (performance.now() - begun) / GLIDE)) {
        show(between(1 - (1 - share) ** 3));
        await new Promise(requestAnimationFrame);
      }
      store.change({ code, values: { count: to.size } }, moveNodes(to));
      show(NOWHERE);
    },
    [store, show, drop],
  );

  /** `held`: a pointer holds them, and dropping is told apart. */
  const move = useCallback(
    (places: readonly (readonly [NodeId, Position])[], held: boolean) => {
      show(new Map([...latest.current, ...places]));
      clearTimeout(timer.current);
      if (!held) timer.current = setTimeout(drop, BURST);
    },
    [show, drop],
  );

  // Whatever else is done comes after the move: undo right after an arrow key must undo that.
  useEffect(() => {
    const otherKey = (event: KeyboardEvent) => {
      if (!event.key.startsWith('Arrow') && event.key !== 'Shift') drop();
    };
    window.addEventListener('keydown', otherKey, true);
    return () => {
      window.removeEventListener('keydown', otherKey, true);
      drop();
    };
  }, [drop]);

  return { moving, move, drop, lift, glide, align };
}
