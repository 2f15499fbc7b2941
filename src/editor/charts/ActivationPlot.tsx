/* How what bent functions give is distributed, a row for each: zeros have a bar of their own, and the shares stand beside. */
import { useEffect, useState } from 'react';
import type { Address } from '../../document/document.ts';
import type { View } from '../../worker/view.ts';
import { useChainrule } from '../context.ts';
import type { ActivationMeasure, Measurement } from '../doctor/measured.ts';
import { followHistogram } from '../tensor/histogram.ts';
import { MONO, Word } from './Axes.tsx';

interface ActivationPlotProps {
  readonly shown: Measurement | undefined;
  readonly width: number;
  readonly height: number;
  readonly heads: readonly [saturated: string, zeros: string, dead: string];
}

const ROW = { least: 22, most: 44, head: 16 } as const;
/** The name on the left, three shares on the right. */
const [NAME, SHARES, SHARE] = [92, 138, 46];

export function ActivationPlot({ shown, width, height, heads }: ActivationPlotProps) {
  const rows = [...(shown?.activations ?? [])];
  const row = Math.max(ROW.least, Math.min(ROW.most, (height - ROW.head) / Math.max(1, rows.length)));
  const bars = Math.max(40, width - NAME - SHARES);
  return (
    <svg width={width} height={ROW.head + row * rows.length} aria-hidden="true">
      <g fill="var(--text3)" textAnchor="end" {...MONO}>
        {heads.map((head, i) => (
          <text key={head} x={NAME + bars + (i + 1) * SHARE} y={11}>
            {head}
          </text>
        ))}
      </g>
      {rows.map(([place, measure], i) => (
        <Row key={place} place={place} measure={measure} top={ROW.head + i * row} height={row} bars={bars} />
      ))}
    </svg>
  );
}

interface RowProps {
  readonly place: Address;
  readonly measure: ActivationMeasure;
  readonly top: number;
  readonly height: number;
  readonly bars: number;
}

function Row({ place, measure, top, height, bars }: RowProps) {
  const [seen, setSeen] = useState<{ readonly view: View; readonly scale: number }>();
  const { live } = useChainrule();
  useEffect(() => followHistogram(live, place, 'scale', (view, scale) => setSeen({ view, scale })), [live, place]);
  const { saturated, zeros, dead } = measure;
  const base = top + height - 4;
  return (
    <g>
      <Word x={0} y={base - 2} text={place} fill="var(--text)" />
      {seen?.view.histogram && <Bars histogram={seen.view.histogram} base={base} tall={height - 8} width={bars - 12} />}
      <line x1={NAME} x2={NAME + bars - 12} y1={base} y2={base} stroke="var(--border)" />
      <g textAnchor="end" fill="var(--text2)" {...MONO}>
        {[saturated, zeros, dead].map((share, column) => (
          <text
            key={COLUMNS[column]}
            x={NAME + bars + (column + 1) * SHARE}
            y={base - 2}
            fill={share >= ALARM ? 'var(--warn)' : undefined}
          >
            {`${Math.round(100 * share)}%`}
          </text>
        ))}
      </g>
    </g>
  );
}
const COLUMNS = ['saturated', 'zeros', 'dead'];
/** From here on a share is worth a look. */
const ALARM = 0.5;

interface BarsProps {
  readonly histogram: NonNullable<View['histogram']>;
  readonly base: number;
  readonly tall: number;
  readonly width: number;
}

function Bars({ histogram: { bins, zeros, below, above }, base, tall, width }: BarsProps) {
  const bars = [below, ...bins, above];
  const most = Math.max(1, ...bars);
  const slot = width / (bars.length + 1);
  const middle = Math.floor(bars.length / 2);
  const rise = (count: number) => Math.min(1, count / most) * tall;
  return (
    <g transform={`translate(${NAME} 0)`}>
      {bars.map((count, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
          key={i}
          x={(i + (i >= middle ? 1 : 0)) * slot}
          width={Math.max(1, slot - 1)}
          y={base - rise(count)}
          height={rise(count)}
          fill={i < middle ? 'var(--category-2)' : 'var(--category-1)'}
        />
      ))}
      <rect
        x={middle * slot + 0.5}
        width={Math.max(1, slot - 2)}
        y={base - rise(zeros)}
        height={rise(zeros)}
        fill="none"
        stroke="var(--text3)"
      />
    </g>
  );
}
