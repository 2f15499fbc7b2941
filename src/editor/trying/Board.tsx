/* The surface to draw a picture on, by mouse or by keys, with the gradient of what is followed painted on it: squares in
   the colours of signs, the larger the number the larger the square. */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { colourOf, type Theme } from '../tensor/colour.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { Drawing, type Place } from './drawing.ts';
import { useTrySay } from './say.ts';
import styles from './trying.module.css';

/** Pixels of the screen along an edge: whole ones a cell for 8 and for 28 cells. */
const EDGE = 168;
const MOVES: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface Props {
  readonly side: number;
  readonly cells: Float32Array;
  /** What a cell full of ink is, as the data have it. */
  readonly ink: number;
  readonly change: (cells: Float32Array) => void;
  readonly gradient: { readonly data: Float32Array; readonly scale: number } | null;
  readonly erasing: boolean;
}

export function Board({ side, cells, ink, change, gradient, erasing }: Props) {
  const say = useTrySay();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useMemo(() => new Drawing(side), [side]);
  const drawn = useRef<Float32Array | null>(null);
  const last = useRef<Place | null>(null);
  const [cursor, setCursor] = useState<(Place & { readonly down: boolean }) | null>(null);
  // A picture from elsewhere is drawn on.
  if (drawn.current !== cells) {
    drawing.take(cells.map((each) => each / ink));
    drawn.current = cells;
  }
  useEffect(() => {
    const draw = () => {
      const pen = canvas.current?.getContext('2d');
      if (!canvas.current || !pen) return;
      const ratio = window.devicePixelRatio;
      canvas.current.width = canvas.current.height = Math.round(EDGE * ratio);
      pen.scale(ratio, ratio);
      paint(pen, { side, cells, ink, gradient }, currentTheme());
      if (cursor) mark(pen, side, cursor);
    };
    draw();
    return onThemeChange(draw);
  }, [side, cells, ink, gradient, cursor]);
  const stroke = (from: Place, to: Place, erase: boolean) => {
    drawing.stroke(from, to, erase);
    drawn.current = drawing.cells.map((each) => each * ink);
    change(drawn.current);
  };
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent): Place => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return { x: ((clientX - left) / width) * side, y: ((clientY - top) / height) * side };
  };
  const moved = (event: PointerEvent) => {
    if (!last.current) return;
    const place = placeOf(event);
    stroke(last.current, place, erasing || (event.buttons & 2) > 0);
    last.current = place;
  };
  const lifted = () => {
    last.current = null;
  };
  const pressed = (event: KeyboardEvent) => {
    const at = cursor ?? { x: Math.floor(side / 2), y: Math.floor(side / 2), down: false };
    const move = MOVES[event.key];
    const middle = ({ x, y }: Place) => ({ x: x + 0.5, y: y + 0.5 });
    if (move) {
      const clipped = (value: number) => Math.max(0, Math.min(side - 1, value));
      const next = { ...at, x: clipped(at.x + move.x), y: clipped(at.y + move.y) };
      if (at.down) stroke(middle(at), middle(next), erasing);
      setCursor(next);
    } else if (event.key === ' ') {
      if (!at.down) stroke(middle(at), middle(at), erasing);
      setCursor({ ...at, down: !at.down });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      stroke(middle(at), middle(at), true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keys.
        tabIndex={0}
        className={styles.board}
        style={{ width: EDGE, height: EDGE }}
        aria-label={say('board', { side })}
        aria-describedby={id}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = placeOf(event);
          moved(event);
        }}
        onPointerMove={moved}
        onPointerUp={lifted}
        onPointerCancel={lifted}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={pressed}
        onBlur={() => setCursor(null)}
      >
        <canvas ref={canvas} style={{ width: EDGE, height: EDGE }} />
      </div>
      <p id={id} className={styles.hint} role="status">
        {cursor ? say(cursor.down ? 'pen-down' : 'pen-up', { row: cursor.y + 1, column: cursor.x + 1 }) : say('help')}
      </p>
    </div>
  );
}

type Picture = Pick<Props, 'side' | 'cells' | 'ink' | 'gradient'>;

function paint(pen: CanvasRenderingContext2D, { side, cells, ink, gradient }: Picture, theme: Theme): void {
  const edge = EDGE / side;
  for (const [place, cell] of cells.entries()) {
    const [x, y] = [(place % side) * edge, Math.floor(place / side) * edge];
    pen.fillStyle = colourOf(cell, ink, 'grey', theme);
    // A hair larger: no seams.
    pen.fillRect(x, y, edge + 0.5, edge + 0.5);
  }
  if (!gradient || gradient.scale === 0) return;
  for (const [place, value] of gradient.data.entries()) {
    const size = Math.sqrt(Math.min(1, Math.abs(value) / gradient.scale)) * edge * 0.72;
    if (size < 0.5) continue;
    const [x, y] = [(place % side) * edge + (edge - size) / 2, Math.floor(place / side) * edge + (edge - size) / 2];
    pen.fillStyle = colourOf(Math.sign(value), 1, 'diverging', theme);
    pen.fillRect(x, y, size, size);
  }
}

function mark(pen: CanvasRenderingContext2D, side: number, { x, y, down }: Place & { readonly down: boolean }): void {
  const edge = EDGE / side;
  pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent');
  pen.lineWidth = down ? 3 : 1.5;
  pen.strokeRect(x * edge, y * edge, edge, edge);
}
