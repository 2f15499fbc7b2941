/* What is under the pointer: the exact numbers of that very step, read from the whole series although few are drawn. */
import type { PointerEvent } from 'react';
import { pointAt, useCursor } from '../charts/cursor.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmtAccuracy, fmtCount, fmtLoss } from '../tensor/format.ts';
import styles from './chart.module.css';
import { across, type Chart, type Plot, stepAt } from './chart.ts';
import type { ChartData } from './chart-data.ts';

interface ChartHoverProps {
  readonly chart: Chart;
  readonly data: ChartData;
  readonly plot: Plot;
  /** Is told the iteration to which the pointer is dragged. */
  readonly drag?: ((step: number) => void) | undefined;
}

export function ChartHover({ chart, data, plot, drag }: ChartHoverProps) {
  const store = useChainrule();
  const say = useSay();
  const pointed = useCursor((cursor) => cursor.step);
  const { losses, length, tests, beside } = store.curve.read();
  const last = Math.max(data.step, beside?.steps[beside.steps.length - 1] ?? 0);
  const step = pointed !== null && pointed <= last ? pointed : null;
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    pointAt(stepAt(x + plot.left, plot, chart, last));
    if (!drag || event.button > 0) return;
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) drag((x / plot.width) * chart.steps.high);
  };
  const present = step === data.step ? store.session.getState().measures?.loss : undefined;
  const loss = step === null ? undefined : step < length ? losses.at(step) : present;
  const other = step === null || !beside ? undefined : beside.losses[placeOf(beside.steps, step)];
  const test = step === null ? undefined : tests.findLast((entry) => entry.step <= step);
  const accuracy = step === null ? undefined : data.accuracy.findLast((entry) => entry.step <= step);
  const x = step === null ? 0 : across(step, chart, plot) - plot.left;
  return (
    <div
      className={styles.hover}
      data-drag={drag !== undefined}
      style={plot}
      onPointerDown={move}
      onPointerMove={move}
      onPointerLeave={() => pointAt(null)}
    >
      {step !== null && (
        <>
          <div className={styles.cursor} style={{ left: x }} />
          <div
            className={styles.tooltip}
            style={x > plot.width / 2 ? { right: plot.width - x + 10 } : { left: x + 10 }}
            data-testid="chart.tooltip"
          >
            <div className={styles.at}>{say('training.at-step', { step })}</div>
            {chart.kind === 'loss' && loss !== undefined && (
              <div>
                {say('training.loss')} <b data-testid="chart.hover">{loss.toPrecision(7)}</b>
              </div>
            )}
            {chart.kind === 'loss' && beside && other !== undefined && (
              <div>
                {beside.name} <b data-testid="chart.hover-beside">{other.toPrecision(7)}</b>
              </div>
            )}
            {chart.kind === 'accuracy' && accuracy && (
              <div>
                {say('training.batch-at', { step: fmtCount(accuracy.step) })} <b>{fmtAccuracy(accuracy.value)}</b>
              </div>
            )}
            {test && (chart.kind === 'loss' || !Number.isNaN(test.testAccuracy)) && (
              <div>
                {say('training.test-at', { step: fmtCount(test.step) })}{' '}
                <b>{chart.kind === 'loss' ? fmtLoss(test.testLoss) : fmtAccuracy(test.testAccuracy)}</b>
              </div>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** The place of a step in a rising list; −1: it is not there. */
function placeOf(steps: ArrayLike<number>, step: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = steps[middle] ?? 0;
    if (found === step) return middle;
    if (found < step) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
