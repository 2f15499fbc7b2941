/* The transport: train, one step, begin again, learning rate; and where the run is. It stands between graph and charts and
   drives both. */
import { Download, Pause, Play, RotateCcw } from 'lucide-react';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmtAccuracy, fmtCount, fmtLoss } from '../tensor/format.ts';
import { LearningRate } from './LearningRate.tsx';
import styles from './training.module.css';

export function Transport() {
  const store = useChainrule();
  const say = useSay();
  const running = useSession((session) => session.engine === 'running');
  const ready = useSession((session) => session.plan.ready);
  const blocking = useSession((session) => session.plan.problems.find(({ blocks }) => blocks));
  const language = useSession((session) => session.language);
  const why = blocking ? sentence(language, blocking) : undefined;
  return (
    <section className={styles.transport} aria-label={say('training.transport')}>
      <button
        type="button"
        className={styles.train}
        onClick={running ? store.pause : store.train}
        disabled={!ready}
        title={why}
      >
        {running ? <Pause size={14} aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
        {say(running ? 'training.pause' : 'training.train')}
        <kbd>Space</kbd>
      </button>
      <button type="button" className={styles.button} onClick={store.step} disabled={!ready || running}>
        <Download size={14} aria-hidden="true" />
        {say('training.step')}
        <kbd>.</kbd>
      </button>
      <button type="button" className={styles.plain} onClick={store.reset} title={say('training.reset-help')}>
        <RotateCcw size={14} aria-hidden="true" />
        {say('training.reset')}
      </button>
      <span className={styles.divider} />
      <LearningRate />
      <Measures />
    </section>
  );
}

function Measures() {
  const say = useSay();
  const measures = useSession((session) => session.measures);
  const rate = useSession((session) => Math.round(session.stepsPerSecond));
  const batches = useSession((session) => session.plan.rows?.batches ?? 1);
  const running = useSession((session) => session.engine === 'running');
  if (!measures) return <div className={styles.measures} />;
  const accuracy = measures.testAccuracy ?? measures.accuracy;
  const figure = (name: string, label: string, value: string) => (
    <span className={styles.measure} key={name}>
      {label} <b data-testid={`measure.${name}`}>{value}</b>
    </span>
  );
  return (
    <div className={styles.measures}>
      {running && figure('rate', say('training.rate'), fmtCount(rate))}
      {figure('iteration', say('training.iteration'), fmtCount(measures.step))}
      {batches > 1 && figure('epoch', say('training.epoch'), fmtCount(measures.epoch))}
      {figure('loss', say('training.loss'), fmtLoss(measures.loss))}
      {accuracy !== undefined &&
        figure(
          'accuracy',
          say(measures.testAccuracy === undefined ? 'training.accuracy' : 'training.test-accuracy'),
          fmtAccuracy(accuracy),
        )}
      <span className={styles.spoken} aria-live="polite">
        {say(running ? 'training.started' : 'training.at-rest', { step: measures.step, loss: fmtLoss(measures.loss) })}
      </span>
    </div>
  );
}
