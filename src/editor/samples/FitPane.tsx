/* What a network that is to meet numbers makes of its rows: predictions beside targets, what is left between them, and the
   rows that are furthest off, each to be followed through the network. */
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { parts } from '../../document/document.ts';
import { type SampleKey, sampleWord } from '../../words/samples.ts';
import type { Values } from '../../words/words.ts';
import { useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import panes from '../training/training.module.css';
import { fitIn, missedIn } from './fit.ts';
import { Scatter } from './Scatter.tsx';
import styles from './samples.module.css';
import { useLooked } from './use-looked.ts';
import { useTracing } from './use-tracing.ts';

/** Rows that are looked at; those that are listed. */
const MOST = { rows: 10_000, listed: 12 };

export function FitPane({ close }: { readonly close: () => void }) {
  const language = useSession((session) => session.language);
  const say = (key: SampleKey, values?: Values) => sampleWord(language, key, values);
  const found = useLooked('fit', MOST.rows);
  const { traced, follow, leave } = useTracing();
  const fit = useMemo(() => found && fitIn(found.fitted), [found]);
  const missed = useMemo(() => (found ? missedIn(found.fitted, MOST.listed) : []), [found]);
  const residuals = useMemo(() => {
    const { actual, predicted } = found?.fitted ?? {};
    return actual && predicted ? actual.map((y, i) => y - predicted[i]!) : new Float32Array();
  }, [found]);
  if (!found || !fit) return <section className={panes.pane} data-pane="chart" aria-label={say('fit')} />;
  const { fitted, test } = found;
  const { low, high, apart } = fit;
  const said = {
    rms: fmt(fit.rms),
    share: Number.isNaN(fit.share) ? '–' : fit.share.toFixed(3),
    rows: fitted.rows.length,
  };
  const figures = say(test ? 'test-fit' : 'training-fit', said);
  return (
    <section className={panes.pane} data-pane="chart" data-wide="true" aria-label={say('fit')}>
      <div className={panes.head}>
        <h2>{say('fit')}</h2>
        <span className={styles.count} data-testid="fit.figures">
          {figures}
        </span>
        <button type="button" className={styles.close} aria-label={say('close')} title={say('close')} onClick={close}>
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.panel}>
        <Scatter
          x={fitted.actual}
          y={fitted.predicted}
          across={[low, high]}
          up={[low, high]}
          line="diagonal"
          names={{ x: say('target'), y: say('prediction'), label: say('fit-picture', { figures }) }}
        />
        <Scatter
          x={fitted.predicted}
          y={residuals}
          across={[low, high]}
          up={[-apart, apart]}
          line="zero"
          names={{ x: say('prediction'), y: say('residual'), label: say('residual-picture', { apart: fmt(apart) }) }}
        />
        <div className={styles.samples}>
          <h3>{say('furthest')}</h3>
          {traced !== null && (
            <p role="status">
              {say('tracing', { row: traced })}{' '}
              <button type="button" className={styles.button} onClick={() => void leave()}>
                {say('leave')}
              </button>
            </p>
          )}
          <ul>
            {missed.map(({ row, column, actual, predicted }) => (
              <li key={`${row} ${column}`} data-on={traced === row}>
                <span>
                  <b>{say('row', { row })}</b>{' '}
                  {say('missed', { actual: fmt(actual), predicted: fmt(predicted), residual: fmt(actual - predicted) })}
                </span>
                <button
                  type="button"
                  className={styles.button}
                  aria-label={say('trace-row', { row })}
                  onClick={() => void follow(parts(fitted.target).node, row)}
                >
                  {say('trace')}
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
