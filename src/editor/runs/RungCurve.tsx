/* A small curve of a sweep: all of them share one axis of iterations and one of losses, in powers of ten. */
import { memo } from 'react';
import { Envelope } from '../training/decimate.ts';
import type { Rung } from './sweep.ts';

const [WIDTH, HEIGHT, BLOCKS] = [64, 56, 32];
/** Decades below the first loss. */
const DEPTH = 3;

export const RungCurve = memo(function RungCurve({
  rung,
  all,
}: {
  readonly rung: Rung;
  readonly all: readonly Rung[];
}) {
  const longest = Math.max(2, ...all.map(({ losses }) => losses.length));
  const first = Math.log10(all.find(({ losses }) => losses.length > 0)?.losses[0] ?? 1);
  const [high, low] = [first + 1, first - DEPTH];
  const series = new Envelope(BLOCKS);
  series.extend(Float64Array.from(rung.losses), rung.losses.length);
  const y = (loss: number) => ((high - Math.max(low, Math.min(high, Math.log10(loss)))) / (high - low)) * HEIGHT;
  const path = series
    .points()
    .filter(({ value }) => Number.isFinite(value))
    .map(({ step, value }) => `${((step / (longest - 1)) * WIDTH).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('L');
  return (
    <svg viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} preserveAspectRatio="none" aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={y(10 ** first)} y2={y(10 ** first)} stroke="var(--hair)" />
      {path !== '' && (
        <path d={`M${path}`} fill="none" stroke="var(--text)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
});
