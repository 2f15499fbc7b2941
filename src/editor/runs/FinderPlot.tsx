/* The loss over the learning rate, which grew with each iteration: both axes are powers of ten. */
import { Heights, MONO } from '../charts/Axes.tsx';
import { powersAxis } from '../charts/scene.ts';
import chart from '../training/chart.module.css';
import { down, plotOf } from '../training/chart.ts';
import { useSize } from '../training/use-size.ts';

interface FinderPlotProps {
  readonly losses: readonly number[];
  readonly rateOf: (step: number) => number;
  readonly mark: number | undefined;
  readonly label: string;
}

export function FinderPlot({ losses, rateOf, mark, label }: FinderPlotProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const plot = plotOf(width, height, 'loss');
  const heights = powersAxis(losses.map(Math.log10));
  const [low, high] = [Math.log10(rateOf(0)), Math.log10(rateOf(Math.max(1, losses.length - 1)))];
  const x = (rate: number) => plot.left + ((Math.log10(rate) - low) / (high - low || 1)) * plot.width;
  const path = losses
    .map((loss, step) => `${x(rateOf(step)).toFixed(1)} ${down(Math.log10(loss), { heights }, plot).toFixed(1)}`)
    .join('L');
  const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
  return (
    <div ref={box} className={chart.chart} data-chart>
      {width > 0 && losses.length > 1 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <Heights heights={heights} plot={plot} powers />
          <g fill="var(--text3)" textAnchor="middle" {...MONO}>
            {ticks.map((tick) => (
              <text key={tick} x={x(10 ** tick)} y={plot.top + plot.height + 15}>{`1e${tick}`}</text>
            ))}
          </g>
          {mark !== undefined && (
            <line x1={x(mark)} x2={x(mark)} y1={plot.top} y2={plot.top + plot.height} stroke="var(--accent)" />
          )}
          <path d={`M${path}`} fill="none" stroke="var(--text)" strokeWidth={1.75} />
        </svg>
      )}
    </div>
  );
}
