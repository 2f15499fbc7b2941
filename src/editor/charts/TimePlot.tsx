/* Lines and bands over iterations, in an SVG of few elements: a path each. */
import { memo } from 'react';
import { across, down, type Plot } from '../training/chart.ts';
import type { Point } from '../training/decimate.ts';
import { Heights, Steps, Word } from './Axes.tsx';
import type { Line, TimeScene } from './scene.ts';

interface TimePlotProps {
  readonly scene: TimeScene;
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
  readonly iteration: string;
  /** At the end of a line. */
  readonly nameOf: (line: Line) => string;
}

export const TimePlot = memo(function TimePlot({ scene, plot, width, height, iteration, nameOf }: TimePlotProps) {
  const { steps, heights, lines, bands, zones, mark, powers } = scene;
  const y = (value: number) => down(Math.max(heights.low, Math.min(heights.high, value)), { heights }, plot);
  const right = plot.left + plot.width;
  return (
    <svg width={width} height={height} aria-hidden="true">
      {zones.map(({ from, to, says }) => (
        <rect
          key={says}
          x={plot.left}
          width={plot.width}
          y={y(to)}
          height={Math.max(0, y(from) - y(to))}
          fill={says === 'well' ? 'var(--fwd-tint)' : 'var(--error-tint)'}
        />
      ))}
      <Heights heights={heights} plot={plot} powers={powers} />
      <Steps steps={steps} plot={plot} word={iteration} />
      {mark !== null && (
        <line x1={plot.left} x2={right} y1={y(mark)} y2={y(mark)} stroke="var(--text3)" strokeDasharray="2 3" />
      )}
      {bands.map(({ low, high }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bands lie one in another and never change places.
        <path key={i} d={areaOf(low, high, scene, plot)} fill="var(--accent)" fillOpacity={0.16} />
      ))}
      {lines.map((line, i) => (
        <path
          key={line.name}
          d={pathOf(line.points, scene, plot)}
          fill="none"
          strokeWidth={1.75}
          {...inkOf(i, lines)}
        />
      ))}
      {endsOf(lines, scene, plot).map(({ line, i, x, y: at }) => (
        <g key={line.name}>
          <circle cx={x} cy={y(line.points.at(-1)?.value ?? 0)} r={2.5} fill={inkOf(i, lines).stroke} />
          <Word x={x + 6} y={at + 4} text={nameOf(line)} fill={inkOf(i, lines).stroke} />
        </g>
      ))}
    </svg>
  );
});

/** Eight colours; one alone is ink. What is still to come is dashed. */
function inkOf(place: number, lines: readonly Line[]) {
  if (lines[place]?.name === 'ahead') return { stroke: 'var(--text3)', strokeDasharray: '4 4' };
  return {
    stroke: lines.length < 2 || lines[1]?.name === 'ahead' ? 'var(--text)' : `var(--category-${(place % 8) + 1})`,
  };
}

function pathOf(points: readonly Point[], scene: TimeScene, plot: Plot): string {
  let path = '';
  for (const { step, value } of points) {
    const [x, y] = [across(step, scene, plot).toFixed(1), down(value, scene, plot).toFixed(1)];
    path += path === '' ? `M${x} ${y}` : scene.stepped ? `H${x}V${y}` : `L${x} ${y}`;
  }
  return path;
}

function areaOf(low: readonly Point[], high: readonly Point[], scene: TimeScene, plot: Plot): string {
  if (low.length === 0) return '';
  return `${pathOf([...high, ...low.toReversed()], scene, plot)}Z`;
}

/** Labels closer than this would touch. */
const APART = 13;

/** Where names stand: at the ends of lines, moved so that they do not touch, as many as there is room for. */
function endsOf(lines: readonly Line[], scene: TimeScene, plot: Plot) {
  const ends = lines.flatMap((line, i) => {
    const end = line.points.at(-1);
    return end && line.name !== 'ahead'
      ? [{ line, i, x: across(end.step, scene, plot), y: down(end.value, scene, plot) }]
      : [];
  });
  const room = Math.max(1, Math.floor(plot.height / APART));
  const shown = ends.slice(0, room).sort((a, b) => a.y - b.y);
  let least = plot.top;
  const pushed = shown.map((end) => {
    const y = Math.max(end.y, least);
    least = y + APART;
    return { ...end, y };
  });
  const over = Math.max(0, least - APART - (plot.top + plot.height));
  let most = Number.POSITIVE_INFINITY;
  return pushed
    .toReversed()
    .map((end) => {
      const y = over > 0 ? Math.min(end.y, Math.min(most, plot.top + plot.height)) : end.y;
      most = y - APART;
      return { ...end, y };
    })
    .toReversed();
}
