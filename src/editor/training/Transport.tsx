/* The transport: train, one step, begin again, learning rate; and where the run is. It stands between graph and charts and
   drives both. */
import { Download, Pause, Play, RotateCcw } from 'lucide-react';
import { Suspense } from 'react';
import type { Problem } from '../../plan/problems.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { part } from '../part.ts';
import { LearningRate } from './LearningRate.tsx';
import { Readings } from './Readings.tsx';
import styles from './transport.module.css';

const DebugTransport = part(async () => (await import('../debug/DebugTransport.tsx')).DebugTransport);

export function Transport() {
  const say = useSay();
  const debugging = useSession((session) => session.debug !== null);
  return (
    <section className={styles.transport} aria-label={say('training.transport')}>
      {debugging ? (
        <Suspense fallback={<AtRest />}>
          <DebugTransport />
        </Suspense>
      ) : (
        <AtRest />
      )}
    </section>
  );
}

function AtRest() {
  const store = useChainrule();
  const say = useSay();
  const running = useSession((session) => session.engine === 'running');
  const ready = useSession((session) => session.plan.ready);
  const blocking = useSession((session) => session.plan.problems.find(({ blocks }) => blocks));
  const language = useSession((session) => session.language);
  const hidden = useSession((session) => session.hidden);
  const why = blocking && sentence(language, blocking);
  return (
    <>
      <button
        type="button"
        className={styles.train}
        onClick={running ? store.pause : store.train}
        disabled={!ready}
        title={why}
        aria-keyshortcuts="Space"
      >
        {running ? (
          <Pause size={13} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        ) : (
          <Play size={13} fill="currentColor" strokeWidth={0} aria-hidden="true" />
        )}
        {say(running ? 'training.pause' : 'training.train')}
        <span className={styles.key} aria-hidden="true">
          Space
        </span>
      </button>
      {!hidden.has('step') && (
        <button
          type="button"
          className={styles.button}
          onClick={() => store.walk({ by: 'part' })}
          disabled={!ready || running}
          title={why}
          aria-keyshortcuts="."
        >
          <Download size={14} aria-hidden="true" />
          {say('training.step')}
          <span className={styles.key} aria-hidden="true">
            .
          </span>
        </button>
      )}
      {!hidden.has('reset') && (
        <button type="button" className={styles.plain} onClick={store.reset} title={say('training.reset-help')}>
          <RotateCcw size={14} aria-hidden="true" />
          {say('training.reset')}
        </button>
      )}
      {blocking && <Reason problem={blocking} text={why ?? ''} />}
      <span className={styles.divider} />
      {!hidden.has('rate') && <LearningRate />}
      <Readings />
    </>
  );
}

/** Why training cannot start, in few words; a click goes to the node and says it in full. */
function Reason({ problem, text }: { readonly problem: Problem; readonly text: string }) {
  const store = useChainrule();
  const say = useSay();
  const { code, values, node } = problem;
  const show = () => {
    if (node) store.select([node]);
    store.say({ code, values, tone: 'plain' });
  };
  return (
    <button type="button" className={styles.reason} title={text} onClick={show}>
      {code === 'no-loss' ? say('training.needs-loss') : say('training.needs-fix', { node: node ?? '' })}
    </button>
  );
}
