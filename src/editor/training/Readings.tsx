/* Where the run is: iteration, epoch, loss, accuracy, speed; and the same for those who listen. */
import type { ReactNode } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmtAccuracy, fmtCount, fmtLoss } from '../tensor/format.ts';
import styles from './transport.module.css';

export function Readings() {
  const say = useSay();
  const store = useChainrule();
  const measures = useSession((session) => session.measures);
  const visiting = useSession((session) => session.visiting);
  const speed = useSession((session) => Math.round(session.stepsPerSecond));
  const batches = useSession((session) => session.plan.rows?.batches ?? 1);
  const running = useSession((session) => session.engine === 'running');
  // The 0 that a drawing without a loss reports is none of the drawing that has just got one.
  const descends = useSession(
    ({ plan, reported, revision, measures }) =>
      plan.losses.length > 0 && (reported === revision || measures?.loss !== 0),
  );
  if (!measures) return <div className={styles.readings} />;
  const { step, epoch, loss, accuracy } = measures;
  // Of an iteration that is past, what had been measured by then.
  const test = visiting === null ? measures : store.curve.read().tests.findLast((each) => each.step <= visiting);
  const testAccuracy = Number.isNaN(test?.testAccuracy) ? undefined : test?.testAccuracy;
  const share = testAccuracy ?? accuracy;
  const judged = testAccuracy === undefined ? 'training.accuracy' : 'training.test-accuracy';
  return (
    <div className={styles.readings}>
      {running && speed > 0 && (
        <Reading name="speed" digits={6}>
          {[<b key="value">{fmtCount(speed)}</b>, ' ', say('training.rate')]}
        </Reading>
      )}
      <Reading name="iteration" label={say('training.iteration')} digits={fmtCount(step).length}>
        {fmtCount(step)}
      </Reading>
      {batches > 1 && (
        <Reading name="epoch" label={say('training.epoch')} digits={fmtCount(epoch).length}>
          {fmtCount(epoch)}
        </Reading>
      )}
      {descends && (
        <Reading name="loss" label={say('training.loss')} digits={7}>
          {fmtLoss(loss)}
        </Reading>
      )}
      {share !== undefined && (
        <Reading name="accuracy" label={say(judged)} digits={5}>
          {fmtAccuracy(share)}
        </Reading>
      )}
      <span className={styles.spoken} aria-live="polite">
        {descends && say(running ? 'training.started' : 'training.at-rest', { step, loss: fmtLoss(loss) })}
      </span>
    </div>
  );
}

interface ReadingProps {
  readonly name: string;
  readonly label?: string;
  /** Room for so many, so that nothing beside it moves while it changes. */
  readonly digits: number;
  readonly children: ReactNode;
}

function Reading({ name, label, digits, children }: ReadingProps) {
  if (label === undefined)
    return (
      <span className={styles.reading} data-reading={name} data-testid={`measure.${name}`}>
        {children}
      </span>
    );
  return (
    <span className={styles.reading} data-reading={name}>
      {label}{' '}
      <b style={{ minWidth: `${Math.max(digits, 1)}ch` }} data-testid={`measure.${name}`}>
        {children}
      </b>
    </span>
  );
}
