/* Points of the plane, set by hand: a click or a drag of the pointer, or keys. They are handed on as the CSV file that they
   are, so that all else is as with any other file. */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { paintMark } from '../canvas/samples.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import styles from './data.module.css';
import { type Point, pointsFile, RANGE } from './points.ts';
import { useDataSay } from './say.ts';

const EDGE = 260;
/** Pixels between two points of one drag; and how far a key goes. */
const [APART, STEP] = [14, 0.1];
const CLASSES = 4;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};
const across = (x: number) => ((x + RANGE) / (2 * RANGE)) * EDGE;
const down = (y: number) => EDGE - across(y);

export function PointsBoard({ take }: { readonly take: (file: File) => void }) {
  const say = useDataSay();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [points, setPoints] = useState<readonly Point[]>([]);
  const [label, setLabel] = useState(0);
  const [cursor, setCursor] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    const draw = () => {
      const pen = canvas.current?.getContext('2d');
      if (!canvas.current || !pen) return;
      const ratio = window.devicePixelRatio;
      canvas.current.width = canvas.current.height = Math.round(EDGE * ratio);
      pen.scale(ratio, ratio);
      for (const point of points) paintMark(pen, point.label, across(point.x), down(point.y), true, currentTheme());
      if (!cursor) return;
      pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent');
      pen.strokeRect(across(cursor.x) - 5, down(cursor.y) - 5, 10, 10);
    };
    draw();
    return onThemeChange(draw);
  }, [points, cursor]);
  const add = (x: number, y: number) => setPoints((before) => [...before, { x, y, label }]);
  const pointed = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    const near = last.current && Math.hypot(at.x - last.current.x, at.y - last.current.y) < APART;
    if (near || Math.min(at.x, at.y) < 0 || Math.max(at.x, at.y) > EDGE) return;
    last.current = at;
    add((at.x / EDGE) * 2 * RANGE - RANGE, RANGE - (at.y / EDGE) * 2 * RANGE);
  };
  const lifted = () => {
    last.current = null;
  };
  const pressed = (event: KeyboardEvent) => {
    const at = cursor ?? { x: 0, y: 0 };
    const move = MOVES[event.key];
    const within = (value: number) => Math.max(-RANGE, Math.min(RANGE, Number(value.toFixed(6))));
    if (move) setCursor({ x: within(at.x + move[0]), y: within(at.y + move[1]) });
    else if (event.key === ' ') {
      add(at.x, at.y);
      setCursor(at);
    } else if (event.key === 'Backspace' || event.key === 'Delete') setPoints(points.slice(0, -1));
    else if (/^[1-4]$/.test(event.key)) setLabel(Number(event.key) - 1);
    else return;
    event.preventDefault();
  };
  const classes = new Set(points.map((point) => point.label)).size;
  return (
    <div className={styles.points}>
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: points are set by keys.
        tabIndex={0}
        className={styles.plane}
        style={{ width: EDGE, height: EDGE }}
        aria-label={say('plane')}
        aria-describedby={id}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pointed(event);
        }}
        onPointerMove={pointed}
        onPointerUp={lifted}
        onPointerCancel={lifted}
        onKeyDown={pressed}
        onBlur={() => setCursor(null)}
      >
        <canvas ref={canvas} style={{ width: EDGE, height: EDGE }} />
      </div>
      <div>
        <p id={id}>{say('plane-help')}</p>
        <fieldset className={styles.fields}>
          <legend>{say('plane-class')}</legend>
          {Array.from({ length: CLASSES }, (_, each) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its number.
            <label key={each}>
              <input type="radio" checked={label === each} onChange={() => setLabel(each)} />
              {each}
            </label>
          ))}
        </fieldset>
        <p role="status">{say('plane-count', { count: points.length, classes })}</p>
        <div className={styles.files}>
          <button
            type="button"
            className={styles.button}
            disabled={classes < 2}
            onClick={() => take(pointsFile(points))}
          >
            {say('plane-use')}
          </button>
          <button
            type="button"
            className={styles.button}
            disabled={points.length === 0}
            onClick={() => setPoints(points.slice(0, -1))}
          >
            {say('plane-undo')}
          </button>
        </div>
      </div>
    </div>
  );
}
