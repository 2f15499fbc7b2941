/* The gradient flow: what arrives at each layer, from the first to the last; a layer is a button that shows its node. */
import { useChainrule } from '../context.ts';
import { down, type Plot } from '../training/chart.ts';
import { Heights, MONO } from './Axes.tsx';
import styles from './charts.module.css';
import type { FlowScene } from './scene.ts';

interface FlowPlotProps {
  readonly scene: FlowScene;
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly nameOf: (layer: FlowScene['layers'][number]) => string;
}

/** Narrower columns have no room for names side by side. */
const NAMED = 58;

export function FlowPlot({ scene, plot, width, height, label, nameOf }: FlowPlotProps) {
  const store = useChainrule();
  const { layers, heights } = scene;
  const column = plot.width / Math.max(1, layers.length);
  const y = (value: number) => down(value, { heights }, plot);
  const every = Math.ceil(NAMED / column);
  return (
    <>
      <svg width={width} height={height} role="img" aria-label={label}>
        <Heights heights={heights} plot={plot} powers />
        {layers.map(({ place, node, rms, low, high, arrives, trail }, i) => {
          const x = plot.left + (i + 0.5) * column;
          return (
            <g key={place}>
              {trail.map((past, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a past measurement has no other name.
                <circle key={at} cx={x - 9} cy={y(past)} r={2} fill="var(--text3)" fillOpacity={0.18} />
              ))}
              <line x1={x} x2={x} y1={y(low)} y2={y(high)} stroke="var(--bwd)" strokeWidth={3} strokeOpacity={0.35} />
              {arrives !== null && (
                <circle cx={x + 9} cy={y(arrives)} r={3.5} fill="none" stroke="var(--bwd)" strokeWidth={1.5} />
              )}
              <circle cx={x} cy={y(rms)} r={4} fill="var(--bwd)" />
              {i % every === 0 && (
                <text x={x} y={plot.top + plot.height + 15} textAnchor="middle" fill="var(--text3)" {...MONO}>
                  {node}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {layers.map((layer, i) => (
        <button
          key={layer.place}
          type="button"
          className={styles.layer}
          style={{ left: plot.left + i * column, width: column, top: plot.top, height: plot.height + 20 }}
          aria-label={nameOf(layer)}
          title={nameOf(layer)}
          onClick={() => store.select([layer.node])}
        />
      ))}
    </>
  );
}
