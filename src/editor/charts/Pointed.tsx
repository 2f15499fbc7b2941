/* What is under the pointer in a chart over iterations: the numbers of that iteration, or of the last one measured before. */
import type { PointerEvent } from 'react';
import { useSay } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import styles from '../training/chart.module.css';
import { across, type Plot, stepAt } from '../training/chart.ts';
import { pointAt, useCursor } from './cursor.ts';
import type { TimeScene } from './scene.ts';

interface PointedProps {
  readonly scene: TimeScene;
  readonly plot: Plot;
  /** Is told the iteration to which the pointer is dragged. */
  readonly drag: ((step: number) => void) | undefined;
}

export function Pointed({ scene, plot, drag }: PointedProps) {
  const say = useSay();
  const last = scene.lines[0]?.points.at(-1)?.step ?? 0;
  const pointed = useCursor(({ step }) => step);
  const step = pointed !== null && pointed <= last ? pointed : null;
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    pointAt(stepAt(x + plot.left, plot, scene, last));
    if (!drag || event.button > 0) return;
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) drag((x / plot.width) * scene.steps.high);
  };
  const x = step === null ? 0 : across(step, scene, plot) - plot.left;
  const side = x > plot.width / 2 ? { right: plot.width - x + 10 } : { left: x + 10 };
  const value = (points: TimeScene['lines'][number]['points']) => {
    const found = points.findLast((point) => point.step <= (step ?? 0))?.value;
    return found === undefined ? '–' : fmt(found);
  };
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
          <div className={styles.tooltip} style={side} data-testid="chart.tooltip">
            <div className={styles.at}>{say('training.at-step', { step })}</div>
            {scene.lines
              .filter(({ name }) => name !== 'ahead')
              .map(({ name, points }) => (
                <div key={name}>
                  {name === 'was' ? 'α' : name} <b>{value(points)}</b>
                </div>
              ))}
          </div>
        </>
      )}
    </div>
  );
}
