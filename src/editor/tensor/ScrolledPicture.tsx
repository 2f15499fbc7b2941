/* Every number of a tensor as a cell of a picture that is scrolled over: only what is in sight, and a margin about it, is
   asked for and painted. Pointer and arrow keys read one cell. All of it beside React. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { type Shape, size, unravelled } from '../../tensor/shape.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmtFull } from './format.ts';
import styles from './scrolled.module.css';
import { type Following, followWindow, type Grid } from './scrolled.ts';

interface Props {
  readonly place: Address;
  /** Where its numbers are kept. */
  readonly origin: Address;
  readonly shape: Shape;
  readonly axes: readonly string[];
}

/** Sides of a cell, px; from the last but one on there is room for numbers. */
const SIDES = [3, 5, 8, 12, 18, 26, 34];
const TEXT = { width: 34, height: 22 };

export function ScrolledPicture({ place, origin, shape, axes }: Props) {
  const { live } = useChainrule();
  const say = useSay();
  const [level, setLevel] = useState(3);
  const room = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLElement>(null);
  const said = useRef<HTMLParagraphElement>(null);
  const following = useRef<Following>(null);
  const cell = useRef({ row: 0, column: 0 });
  const [rows, columns] = [size(shape.slice(0, -1)), shape.at(-1) ?? 1];
  const side = SIDES[level] ?? 12;
  const [width, height] = [side, side === TEXT.width ? TEXT.height : side];
  useEffect(() => {
    if (!room.current || !canvas.current) return;
    const grid: Grid = { rows, columns, width, height, numbers: width === TEXT.width };
    const read = () => following.current && write(following.current);
    const write = ({ at }: Following) => {
      const value = at(cell.current.row, cell.current.column);
      if (said.current) said.current.textContent = sentence(shape, axes, cell.current, value);
    };
    following.current = followWindow(live, origin, grid, { room: room.current, canvas: canvas.current }, read);
    return () => following.current?.stop();
  }, [live, origin, rows, columns, width, height, shape, axes]);

  /** Reads this cell, and rings it. */
  function look(row: number, column: number): void {
    cell.current = { row: clamp(row, rows), column: clamp(column, columns) };
    const { row: r, column: c } = cell.current;
    const value = following.current?.at(r, c);
    if (said.current) said.current.textContent = sentence(shape, axes, cell.current, value);
    if (!ring.current) return;
    ring.current.hidden = false;
    Object.assign(ring.current.style, { left: `${c * width}px`, top: `${r * height}px` });
  }
  function pointed({ nativeEvent: { offsetX, offsetY }, target }: PointerEvent): void {
    if (target !== canvas.current) return;
    const { offsetLeft, offsetTop } = canvas.current;
    look(Math.floor((offsetTop + offsetY) / height), Math.floor((offsetLeft + offsetX) / width));
  }
  function pressed(event: KeyboardEvent): void {
    const [down, across] = ARROWS.get(event.key) ?? [0, 0];
    if (down === 0 && across === 0) return;
    event.preventDefault();
    look(cell.current.row + down, cell.current.column + across);
    ring.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  return (
    <div className={styles.scrolled}>
      <label className={styles.side}>
        {say('tensor.cell-size')}
        <input
          type="range"
          min={0}
          max={SIDES.length - 1}
          value={level}
          onChange={({ target }) => setLevel(target.valueAsNumber)}
        />
      </label>
      <section
        ref={room}
        className={styles.room}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        tabIndex={0}
        aria-label={say('tensor.cells', { tensor: place })}
        onKeyDown={pressed}
        onPointerMove={pointed}
      >
        <div className={styles.whole} style={{ width: columns * width, height: rows * height }}>
          <canvas ref={canvas} />
          <i ref={ring} className={styles.ring} style={{ width, height }} hidden />
        </div>
      </section>
      <p ref={said} className={styles.said} role="status" />
    </div>
  );
}

const ARROWS: ReadonlyMap<string, readonly [down: number, across: number]> = new Map([
  ['ArrowUp', [-1, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowLeft', [0, -1]],
  ['ArrowRight', [0, 1]],
]);

/** `[N=2, out=1] −0.123456789` */
function sentence(
  shape: Shape,
  axes: readonly string[],
  { row, column }: { readonly row: number; readonly column: number },
  value: number | undefined,
): string {
  const index = unravelled(shape, row * (shape.at(-1) ?? 1) + column);
  const where = index.map((at, axis) => (axes[axis] ? `${axes[axis]}=${at}` : at)).join(', ');
  return `[${where}] ${value === undefined ? '…' : fmtFull(value)}`;
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
