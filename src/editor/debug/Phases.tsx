/* FORWARD, LOSS, BACKWARD, UPDATE as one strip: which is on, how far it is, and that parameters are locked until the last. */
import { Check, Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Phase } from '../../worker/debugging.ts';
import { useSession } from '../context.ts';
import { fmtLoss } from '../tensor/format.ts';
import styles from './debug.module.css';
import { type Count, PHASES } from './lane.ts';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

/** Told apart without colour. */
export const GLYPHS: Readonly<Record<Phase, string>> = { forward: '▶', loss: '●', backward: '◀', update: 'Δ' };

export function Phases() {
  const say = useDebugSay();
  return (
    <ol className={styles.phases} aria-label={say('phases')}>
      {PHASES.map((phase) => (
        <Segment key={phase} phase={phase} />
      ))}
    </ol>
  );
}

function Segment({ phase }: { readonly phase: Phase }) {
  const say = useDebugSay();
  const now = useLane((lane) => lane.phase === phase && lane.current !== null) ?? false;
  const done = useLane((lane) => lane.phases.get(phase)?.done ?? 0) ?? 0;
  const of = useLane((lane) => lane.phases.get(phase)?.of ?? 0) ?? 0;
  return (
    <li data-phase={phase} data-now={now} aria-current={now ? 'step' : undefined} data-testid={`phase.${phase}`}>
      <span className={styles.glyph} aria-hidden="true">
        {GLYPHS[phase]}
      </span>
      <span className={styles.phaseName}>{say(`phase.${phase}`)}</span>
      <Figure phase={phase} now={now} count={{ done, of }} />
    </li>
  );
}

interface FigureProps {
  readonly phase: Phase;
  readonly now: boolean;
  readonly count: Count;
}

function Figure({ phase, now, count: { done, of } }: FigureProps): ReactNode {
  const say = useDebugSay();
  const complete = of > 0 && done === of;
  if (phase === 'loss' && complete) return <Loss />;
  if (phase === 'update' && !now) return <Lock size={12} role="img" aria-label={say('locked')} />;
  return (
    <>
      {(now || (done > 0 && !complete)) && (
        <span className={styles.figure}>
          {done}/{of}
        </span>
      )}
      {!now && complete && <Check size={12} role="img" aria-label={say('row-done')} />}
      {phase === 'update' && now && <LockOpen size={12} role="img" aria-label={say('lock-open')} />}
    </>
  );
}

function Loss() {
  const loss = useSession((session) => session.measures?.loss ?? Number.NaN);
  return (
    <span className={styles.figure} data-testid="measure.loss">
      {fmtLoss(loss)}
    </span>
  );
}
