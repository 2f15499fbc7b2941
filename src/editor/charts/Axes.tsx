/* Grid, ticks and words about a plot of our own, as the loss chart has them. */
import { fmt, fmtCount } from '../tensor/format.ts';
import type { Axis } from '../training/axis.ts';
import { across, down, type Plot } from '../training/chart.ts';

export const MONO = { fontFamily: 'var(--font-mono)', fontSize: 11 } as const;
const UI = { fontFamily: 'var(--font-ui)', fontSize: 12 } as const;

interface HeightsProps {
  readonly heights: Axis;
  readonly plot: Plot;
  /** Heights are exponents of ten. */
  readonly powers: boolean;
}

export function Heights({ heights, plot, powers }: HeightsProps) {
  return (
    <g fill="var(--text3)" {...MONO}>
      {heights.ticks.map((tick) => {
        const y = down(tick, { heights }, plot);
        return (
          <g key={tick}>
            <line x1={plot.left} x2={plot.left + plot.width} y1={y} y2={y} stroke="var(--hair)" />
            <text x={plot.left - 8} y={y + 4} textAnchor="end">
              {powers ? `1e${tick}` : fmt(tick, true)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The last tick carries the word, where there is room for one. */
export function Steps({ steps, plot, word }: { readonly steps: Axis; readonly plot: Plot; readonly word: string }) {
  const room = 7 * (word.length + fmtCount(steps.high).length) + 20;
  const ticks = steps.ticks.filter((tick) => tick === steps.high || (1 - tick / steps.high) * plot.width > room);
  return (
    <g fill="var(--text3)" {...MONO}>
      {ticks.map((tick) => (
        <text
          key={tick}
          x={across(tick, { steps }, plot)}
          y={plot.top + plot.height + 15}
          textAnchor={tick === steps.high ? 'end' : 'middle'}
        >
          {tick === steps.high && <tspan {...UI}>{`${word} `}</tspan>}
          {fmtCount(tick)}
        </text>
      ))}
    </g>
  );
}

/** As little ink as a word can have. */
export function Word({ x, y, text, fill = 'var(--text2)' }: { x: number; y: number; text: string; fill?: string }) {
  return (
    <text x={x} y={y} fill={fill} {...MONO}>
      {text}
    </text>
  );
}
