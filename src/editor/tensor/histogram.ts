/* How a tensor's numbers are distributed, as bars: values over ±scale in their colours, gradients by the power of ten of
   their size. Zeros have an outlined bar of their own, since after a ReLU they would flatten all others. */

import type { Address } from '../../document/document.ts';
import type { Live } from '../../store/live.ts';
import type { View } from '../../worker/view.ts';
import { colourOf, INK, type Theme } from './colour.ts';
import { onScales, scaleOf } from './modes.ts';

export type Over = 'scale' | 'powers';

/** Calls `write` with every report of the distribution over what full colour stands for, until the answer is called. */
export function followHistogram(live: Live, place: Address, over: Over, write: (view: View, scale: number) => void) {
  let leave = () => {};
  let at: number | undefined;
  const follow = () => {
    const scale = scaleOf(place) ?? 1;
    if (scale === at) return;
    at = scale;
    leave();
    const source = live.source((address) => ({ address, form: 'histogram', over, scale }));
    const read = () => {
      const view = source.read(place);
      if (view) write(view, scale);
    };
    leave = source.subscribe(place, read);
    read();
  };
  follow();
  const stop = onScales(follow);
  return () => {
    stop();
    leave();
  };
}

interface Room {
  readonly width: number;
  readonly height: number;
  /** Device pixels to one of the style sheet. */
  readonly ratio: number;
  readonly theme: Theme;
}

/** Both ends hold what lies beyond, in full colour; the bar of zeros stands in the middle, or first. */
export function paintHistogram(
  canvas: HTMLCanvasElement,
  { bins, zeros, below, above }: NonNullable<View['histogram']>,
  over: Over,
  { width, height, ratio, theme }: Room,
): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  pen.scale(ratio, ratio);
  const bars = [below, ...bins, above];
  const most = Math.max(1, ...bars);
  const middle = over === 'scale' ? bars.length / 2 : 0;
  const slot = width / (bars.length + 1);
  const gap = Math.min(1, slot / 5);
  const left = (index: number) => (index + (index >= middle ? 1 : 0)) * slot + gap / 2;
  for (const [index, count] of bars.entries()) {
    const t = over === 'scale' ? ((index + 0.5) / bars.length) * 2 - 1 : 0;
    // Sizes have no sign, so neither colour is theirs.
    pen.fillStyle =
      over === 'powers'
        ? INK[theme].frame
        : colourOf(Math.sign(t) * (0.35 + 0.65 * Math.abs(t)), 1, 'diverging', theme);
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    pen.fillRect(left(index), height - tall, slot - gap, tall);
  }
  if (zeros === 0) return;
  const tall = Math.max(2, Math.min(1, zeros / most) * height);
  const line = Math.min(1, slot / 3);
  pen.strokeStyle = INK[theme].frame;
  pen.lineWidth = line;
  pen.strokeRect(middle * slot + line, height - tall + line / 2, slot - 2 * line, tall - line / 2);
}

/** Of all numbers, how many are beyond the scale: `clip 0.6%`; empty where none is. */
export function clipped({ histogram, statistics }: View): string {
  const share = (100 * (histogram?.clipped ?? 0)) / Math.max(1, statistics.count);
  return share === 0 ? '' : `clip ${share < 0.1 ? '<0.1' : share.toFixed(1)}%`;
}
