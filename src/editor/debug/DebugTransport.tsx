/* The transport while the debugger is open: where the iteration stands, how to walk along it, and the way out. */
import { ArrowDownToLine, ArrowRightToLine, ArrowUpFromLine, Pause, Play, RedoDot } from 'lucide-react';
import { useEffect } from 'react';
import type { Walk } from '../../worker/debugging.ts';
import { useChainrule, useSession } from '../context.ts';
import { fmtCount } from '../tensor/format.ts';
import transport from '../training/transport.module.css';
import { bench, pause, runOrPause, SPEEDS, setSpeed, useBench } from './bench.ts';
import styles from './debug.module.css';
import { Phases } from './Phases.tsx';
import { useDebugSay } from './say.ts';

export function DebugTransport() {
  const store = useChainrule();
  const say = useDebugSay();
  const training = useSession((session) => session.engine === 'running');
  const walking = useBench((state) => state.walking) || training;
  useEffect(
    () => () => {
      pause();
      bench.setState({ sum: null });
    },
    [],
  );
  const go = (walk: Walk) => {
    pause();
    store.walk(walk);
  };
  return (
    <>
      <Phases />
      <div className={styles.steps}>
        <button
          type="button"
          className={styles.step}
          aria-label={say('back')}
          title={say('back-help')}
          aria-keyshortcuts="Comma"
          disabled={training}
          onClick={() => go({ by: 'part', back: true })}
        >
          <ArrowUpFromLine size={15} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={transport.button}
          title={say('in-help')}
          aria-keyshortcuts="Period"
          disabled={training}
          onClick={() => go({ by: 'part' })}
        >
          <ArrowDownToLine size={15} aria-hidden="true" />
          {say('in')}
          <span className={transport.key} aria-hidden="true">
            .
          </span>
        </button>
        <button
          type="button"
          className={styles.step}
          aria-label={say('over')}
          title={`${say('over-help')} · Shift+.`}
          aria-keyshortcuts="Shift+Period"
          disabled={training}
          onClick={() => go({ by: 'node' })}
        >
          <RedoDot size={15} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.step}
          aria-label={say('finish')}
          title={`${say('finish-help')} · Alt+.`}
          aria-keyshortcuts="Alt+Period"
          disabled={training}
          onClick={() => go({ by: 'phase' })}
        >
          <ArrowRightToLine size={15} aria-hidden="true" />
        </button>
      </div>
      <button
        type="button"
        className={`${transport.train} ${styles.run}`}
        title={say('run-help')}
        aria-keyshortcuts="Space"
        onClick={() => runOrPause(store)}
      >
        {walking ? (
          <Pause size={13} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        ) : (
          <Play size={13} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        )}
        {say(walking ? 'pause' : 'run')}
        <span className={transport.key} aria-hidden="true">
          Space
        </span>
      </button>
      <Speed />
      <Iteration />
      <button type="button" className={styles.leave} title={say('leave-help')} onClick={() => store.debug(false)}>
        {say('leave')}
      </button>
    </>
  );
}

function Speed() {
  const store = useChainrule();
  const say = useDebugSay();
  const speed = useBench((state) => state.speed);
  return (
    <select
      className={styles.speed}
      aria-label={say('speed')}
      title={say('speed-help')}
      value={speed}
      onChange={({ target }) => setSpeed(store, SPEEDS.find((each) => String(each) === target.value) ?? 1)}
    >
      {SPEEDS.map((each) => (
        <option key={each} value={each}>
          {each === 'max' ? say('speed-max') : `${each}×`}
        </option>
      ))}
    </select>
  );
}

function Iteration() {
  const say = useDebugSay();
  const step = useSession((session) => session.measures?.step ?? 0);
  const speed = useSession((session) => (session.engine === 'running' ? Math.round(session.stepsPerSecond) : 0));
  return (
    <span className={styles.iteration}>
      {speed > 0 && <span data-testid="measure.speed">{fmtCount(speed)} it/s</span>}
      <span>
        <span className={styles.iterationWord}>{say('iteration')} </span>
        <b data-testid="measure.iteration">{fmtCount(step)}</b>
      </span>
    </span>
  );
}
