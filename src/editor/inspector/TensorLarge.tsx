/* One tensor large: its picture with numbers where they fit, its statistics, and a window of its numbers as a table. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Address, parts } from '../../document/document.ts';
import { updatedIn } from '../../document/update.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan } from '../../plan/plan.ts';
import { parametersOf } from '../../plan/resolve.ts';
import type { TensorSource } from '../../store/live.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { axesOf, edgesOf, withAxes } from '../tensor/axes.ts';
import { fmtStatistics } from '../tensor/format.ts';
import { type Arrangement, arrange, type Box, type Pool, watchFor } from '../tensor/layout.ts';
import { ScalarPast } from '../tensor/ScalarPast.tsx';
import { TakeAway } from '../tensor/TakeAway.tsx';
import { TensorPicture } from '../tensor/TensorPicture.tsx';
import { Edge } from './Edge.tsx';
import { Filmstrip } from './Filmstrip.tsx';
import styles from './inspector.module.css';
import { layerName, layerRule } from './layer-names.ts';
import { NumberTable } from './NumberTable.tsx';
import { SampleSlider } from './SampleSlider.tsx';
import { gradientValue, originOf, shapeOf, stepOf } from './tensors.ts';

/** Eight columns with numbers are 272 px; a rule of 8 px and the row numbers stand to their left. */
const BOX: Box = { width: 272, height: 240, cell: 20, numbers: 16 };

export function TensorLarge({ place, plan }: { place: Address; plan: Plan }) {
  const { live } = useChainrule();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const key = JSON.stringify(shapeOf(plan, place) ?? []);
  const origin = originOf(plan, place);
  const { node, name } = parts(place);
  const type = stepOf(plan, node)?.type;
  const value = parts(updatedIn(place) ?? place).name;
  const samples = type !== undefined && !parametersOf(type).includes(gradientValue(type, value) ?? value);
  // Plans are made anew with the same shapes, and a new arrangement would be painted anew.
  const [all, showAll] = useState(false);
  const { shape, arrangement, few } = useMemo(() => {
    const same: number[] = JSON.parse(key);
    const few = arrange(same, BOX, samples);
    return { shape: same, few, arrangement: all ? arrange(same, { ...BOX, all }, samples) : few };
  }, [key, samples, all]);
  const tiles = few.request.tiles ? size(shape.slice(samples ? 1 : 0, -2)) : 0;
  const [pool, poolBy] = useState<Pool>('peak');
  const tiled = arrangement.request.tiles?.samples === true;
  const sample = useSession((session) => (tiled ? session.sample : 0));
  const source = useMemo(() => live.source(watchFor(arrangement, sample, pool)), [live, arrangement, sample, pool]);
  const document = useSession((session) => session.history.present);
  const axes = axesOf(document, plan, place);
  const { down, across } = edgesOf(arrangement, axes);
  const rule = updatedIn(place) ? layerRule(place) : type && gradientValue(type, name) ? 'gradient' : 'value';
  return (
    <section className={styles.tensor} data-testid="inspector.tensor" aria-label={place}>
      <p className={styles.shape}>
        <b>{place}</b> {withAxes(shape, axes)}
        {origin !== place && ` ${say('inspector.wired-from', { source: origin })}`}
      </p>
      <Edge arrangement={arrangement} shape={shape} down={down}>
        <TensorPicture
          source={source}
          address={origin}
          name={layerName(place, document.training, say)}
          badge={across && <span className={styles.axis}>{across}</span>}
          shape={shape}
          arrangement={arrangement}
          rule={rule}
          pending={say('canvas.pending')}
          tabbed
          {...(type && areShares(type, name) && { ramp: 'sequential', scale: 1 })}
        />
      </Edge>
      {shape.length === 0 && <ScalarPast address={origin} width={120} height={20} />}
      {tiled && shape.length === 3 && <Filmstrip origin={origin} shape={shape} rule={rule} />}
      {tiled && <SampleSlider count={shape[0] ?? 1} />}
      <Pooled shape={shape} arrangement={arrangement} by={pool} choose={poolBy} />
      {few.request.rows * few.request.columns < tiles && (
        <label className={styles.sample}>
          <input type="checkbox" checked={all} onChange={({ target }) => showAll(target.checked)} />
          {say('tensor.all', { count: tiles })}
        </label>
      )}
      <Statistics source={source} place={origin} />
      <TakeAway place={place} origin={origin} shape={shape} />
      <details className={styles.numbers} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{say('inspector.numbers')}</summary>
        {open && <NumberTable key={`${place} ${key}`} place={place} origin={origin} shape={shape} />}
      </details>
    </section>
  );
}

interface PooledProps {
  readonly shape: Shape;
  readonly arrangement: Arrangement;
  readonly by: Pool;
  readonly choose: (by: Pool) => void;
}

/** Where several numbers are one cell: how many, and by which rule. */
function Pooled({ shape, arrangement, by, choose }: PooledProps) {
  const say = useSay();
  const { rows, columns, tiles } = arrangement.request;
  const down = Math.ceil(size(shape.slice(0, -1)) / rows);
  const across = Math.ceil((shape.at(-1) ?? 1) / columns);
  if (tiles || arrangement.form === 'scalar' || down * across <= 1) return null;
  return (
    <label className={styles.sample}>
      {say('tensor.pool', { down, across })}
      <select value={by} onChange={({ target }) => choose(target.value as Pool)}>
        {(['peak', 'mean', 'rms'] as const).map((each) => (
          <option key={each} value={each}>
            {say(`tensor.pool-${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Probabilities and one-hot labels of a loss over classes: 0 to 1. */
function areShares(type: AnyNodeType, name: string): boolean {
  return type.predicts !== undefined && (type.keeps?.includes(name) ?? false);
}

/** Written beside React, as often as there is a report. */
function Statistics({ source, place }: { source: TensorSource; place: Address }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const write = () => {
      const view = source.read(place);
      if (line.current) line.current.textContent = view ? fmtStatistics(view.statistics) : '';
    };
    write();
    return source.subscribe(place, write);
  }, [source, place]);
  return <p ref={line} className={styles.statistics} data-testid="inspector.statistics" />;
}
