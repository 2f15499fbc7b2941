/* Many points of two numbers, on a canvas: an element for each would be too many. */
import { useEffect, useRef } from 'react';
import { useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { useSize } from '../training/use-size.ts';
import styles from './samples.module.css';

interface ScatterProps {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly across: readonly [low: number, high: number];
  readonly up: readonly [low: number, high: number];
  /** Where all points would lie. */
  readonly line: 'diagonal' | 'zero';
  readonly names: { readonly x: string; readonly y: string; readonly label: string };
}

/** Half the edge of a point. */
const POINT = 1.5;

export function Scatter({ x, y, across, up, line, names }: ScatterProps) {
  const theme = useSession((session) => session.theme);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, { width, height }] = useSize<HTMLDivElement>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours in the style sheet.
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!canvas.current || !pen || width === 0 || height === 0) return;
    canvas.current.width = width * devicePixelRatio;
    canvas.current.height = height * devicePixelRatio;
    pen.scale(devicePixelRatio, devicePixelRatio);
    const style = getComputedStyle(canvas.current);
    const place = (value: number, [low, high]: readonly [number, number], length: number) =>
      high > low ? POINT + ((value - low) / (high - low)) * (length - 2 * POINT) : length / 2;
    const right = (value: number) => place(value, across, width);
    const down = (value: number) => height - place(value, up, height);
    pen.strokeStyle = style.getPropertyValue('--text3');
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(right(across[0]), down(line === 'zero' ? 0 : across[0]));
    pen.lineTo(right(across[1]), down(line === 'zero' ? 0 : across[1]));
    pen.stroke();
    pen.fillStyle = style.getPropertyValue('--accent');
    pen.globalAlpha = Math.max(0.15, Math.min(0.8, 300 / x.length));
    for (const [i, value] of x.entries()) pen.fillRect(right(value) - POINT, down(y[i]!) - POINT, 2 * POINT, 2 * POINT);
  }, [x, y, across[0], across[1], up[0], up[1], line, width, height, theme]);
  return (
    <div className={styles.scatter} role="img" aria-label={names.label}>
      <p>
        {names.y} ↑<span>{fmt(up[1])}</span>
      </p>
      <div ref={box}>
        <canvas ref={canvas} />
      </div>
      <p>
        <span>{fmt(across[0])}</span>
        {names.x} →<span>{fmt(across[1])}</span>
      </p>
    </div>
  );
}
