/* One node of the palette: drag it to the canvas with a ghost under the pointer, or add it by double-click or key. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { canvasCentre, canvasPlace, wireAt } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { useChainrule, useSession } from '../context.ts';
import styles from './palette.module.css';
import type { Listed } from './search.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels that the pointer goes before a press is a drag. */
const THRESHOLD = 4;

export function PaletteItem({ type }: { type: Listed }) {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const words = type.words[language];
  const pressed = useRef<Point | null>(null);
  const [ghost, setGhost] = useState<Point | null>(null);
  const stop = () => {
    pressed.current = null;
    setGhost(null);
  };
  useEffect(() => {
    if (!ghost) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      pressed.current = null;
      setGhost(null);
    };
    window.addEventListener('keydown', cancel, true);
    return () => window.removeEventListener('keydown', cancel, true);
  }, [ghost]);
  const add = () => void store.addNode(type.type, canvasCentre());
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    const from = pressed.current;
    if (from && (ghost || Math.hypot(x - from.x, y - from.y) >= THRESHOLD)) setGhost({ x, y });
  };
  const drop = ({ clientX: x, clientY: y }: PointerEvent) => {
    const place = ghost && canvasPlace(x, y);
    stop();
    const wire = place && wireAt(x, y)?.getAttribute('data-id');
    if (wire)
      void import('../editing/splicing.ts').then(({ addInto }) => addInto(store, type.type, place, wire as Address));
    else if (place) store.addNode(type.type, place);
  };
  const icon = <FamilyIcon category={type.category} type={type.type} />;
  return (
    <>
      <button
        type="button"
        className={styles.item}
        title={words.help}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={stop}
        onDoubleClick={add}
        // Enter, Space and what helps people without a mouse click without a pointer.
        onClick={({ detail }) => detail === 0 && add()}
      >
        {icon}
        {words.name}
      </button>
      {ghost && (
        <div
          className={styles.ghost}
          data-over={canvasPlace(ghost.x, ghost.y) !== null}
          style={{ left: ghost.x, top: ghost.y }}
          aria-hidden="true"
        >
          {icon}
          {words.name}
        </div>
      )}
    </>
  );
}
