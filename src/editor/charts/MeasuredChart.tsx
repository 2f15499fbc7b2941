/* One of the charts that are made of measurements: its picture, what it says to those who do not see it, and the iteration
   under the pointer. */
import { useMemo, useState } from 'react';
import { type Address, gradientOf } from '../../document/document.ts';
import { type ChartWord, chartWord } from '../../words/charts.ts';
import type { Values } from '../../words/words.ts';
import { useSay, useSession } from '../context.ts';
import type { Measurement } from '../doctor/measured.ts';
import type { Watching } from '../doctor/watching.ts';
import { fmt, fmtCount } from '../tensor/format.ts';
import { TimeLine } from '../time/TimeLine.tsx';
import { useMoment } from '../time/use-moment.ts';
import chartStyles from '../training/chart.module.css';
import { plotOf } from '../training/chart.ts';
import { useSize } from '../training/use-size.ts';
import { ActivationPlot } from './ActivationPlot.tsx';
import styles from './charts.module.css';
import { FlowPlot } from './FlowPlot.tsx';
import { Pointed } from './Pointed.tsx';
import {
  flowScene,
  type MeasuredKind,
  placesOf,
  rateScene,
  type TimeScene,
  updateScene,
  weightsScene,
} from './scene.ts';
import { TimePlot } from './TimePlot.tsx';
import { useMeasured } from './use-measured.ts';

export function useChartWord() {
  const language = useSession((session) => session.language);
  return (key: ChartWord, values?: Values) => chartWord(language, key, values);
}

/** Which weight is looked at over time, and whether its gradient. */
export interface Choice {
  readonly place: Address | undefined;
  readonly of: 'values' | 'gradients';
}

interface MeasuredChartProps {
  readonly kind: MeasuredKind;
  readonly watching: Watching;
  readonly choice: Choice;
}

export function MeasuredChart({ kind, watching, choice }: MeasuredChartProps) {
  const word = useChartWord();
  const { all, shown } = useMeasured(watching);
  if (!shown || all.length === 0) return <p className={styles.empty}>{word('nothing')}</p>;
  if (kind === 'flow') return <Flow all={all} shown={shown} />;
  if (kind === 'activations') return <Activations shown={shown} />;
  return <OverTime kind={kind} all={all} watching={watching} choice={choice} />;
}

function Flow({ all, shown }: { readonly all: readonly Measurement[]; readonly shown: Measurement }) {
  const word = useChartWord();
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const scene = useMemo(() => flowScene(shown, all), [shown, all]);
  const plot = useMemo(() => plotOf(width, height, 'loss'), [width, height]);
  const [first, last] = [scene.layers[0], scene.layers.at(-1)];
  const size = (rms: number | undefined) => fmt(10 ** (rms ?? Number.NaN));
  const label = word('label.flow', {
    step: fmtCount(shown.step),
    first: first?.node ?? '',
    last: last?.node ?? '',
    from: size(first?.rms),
    to: size(last?.rms),
  });
  return (
    <div ref={box} data-chart className={chartStyles.chart} data-testid="chart.flow">
      {width > 0 && (
        <FlowPlot
          {...{ scene, plot, width, height }}
          label={label}
          nameOf={({ node, rms }) => word('show-layer', { node, rms: size(rms) })}
        />
      )}
    </div>
  );
}

function Activations({ shown }: { readonly shown: Measurement }) {
  const word = useChartWord();
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  const list = [...shown.activations].map(([tensor, { zeros, saturated, dead }]) =>
    word('activation.item', { tensor, zeros: percent(zeros), saturated: percent(saturated), dead: percent(dead) }),
  );
  if (list.length === 0) return <p className={styles.empty}>{word('no-activations')}</p>;
  return (
    <div
      ref={box}
      data-chart
      className={`${chartStyles.chart} ${styles.rows}`}
      role="img"
      aria-label={word('label.activations', { step: fmtCount(shown.step), list: list.join('; ') })}
      data-testid="chart.activations"
    >
      {width > 0 && (
        <ActivationPlot {...{ shown, width, height }} heads={[word('saturated'), word('zeros'), word('dead')]} />
      )}
    </div>
  );
}

interface OverTimeProps {
  readonly kind: 'update' | 'weights' | 'rate';
  readonly all: readonly Measurement[];
  readonly watching: Watching;
  readonly choice: Choice;
}

function OverTime({ kind, all, watching, choice: { place, of } }: OverTimeProps) {
  const say = useSay();
  const word = useChartWord();
  const { moment, go } = useMoment();
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const chosen = place ?? placesOf(all)[0];
  const scene = useMemo((): TimeScene => {
    if (kind === 'update') return updateScene(all);
    if (kind === 'rate') return rateScene(all, watching.subject().rateOf);
    return weightsScene(all, chosen ?? 'none.W', of);
  }, [kind, all, watching, chosen, of]);
  const plot = useMemo(() => plotOf(width, height, 'loss'), [width, height]);
  const [nameOf] = useState(() => ({
    update: ({ name }: { readonly name: string }) => name,
    weights: () => '',
    rate: ({ points }: TimeScene['lines'][number]) => fmt(points.at(-1)?.value ?? Number.NaN, true),
  }));
  return (
    <div ref={box} data-chart className={chartStyles.chart}>
      <div
        className={chartStyles.drawn}
        role="img"
        aria-label={labelOf(kind, scene, word, chosen, of)}
        data-testid={`chart.${kind}`}
      >
        {width > 0 && (
          <TimePlot {...{ scene, plot, width, height }} iteration={say('training.iteration')} nameOf={nameOf[kind]} />
        )}
      </div>
      {width > 0 && (
        <>
          <Pointed scene={scene} plot={plot} drag={moment ? go : undefined} />
          <TimeLine chart={scene} plot={plot} main />
        </>
      )}
    </div>
  );
}

function labelOf(
  kind: OverTimeProps['kind'],
  { lines, bands }: TimeScene,
  word: (key: ChartWord, values?: Values) => string,
  place: Address | undefined,
  of: Choice['of'],
): string {
  const end = lines[0]?.points.at(-1);
  const last = (points: readonly { readonly value: number }[] | undefined) => fmt(points?.at(-1)?.value ?? Number.NaN);
  const step = fmtCount(end?.step ?? 0);
  if (kind === 'rate') return word('label.rate', { rate: last(lines[0]?.points), step });
  if (kind === 'update') {
    const list = lines.map(({ name, points }) => `${name} ${last(points)}`).join('; ');
    return word('label.update', { step, list });
  }
  const tensor = place && of === 'gradients' ? gradientOf(place) : (place ?? '');
  return word('label.weights', {
    ...{ step, tensor, middle: last(lines[0]?.points) },
    low: last(bands[0]?.low),
    high: last(bands[0]?.high),
  });
}
