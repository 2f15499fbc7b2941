/* What a node's header says of the iteration: the phase and how far its turn is, done, or what it waits for. */
import { Check, CircleDashed } from 'lucide-react';
import { memo } from 'react';
import type { NodeId } from '../../document/document.ts';
import styles from './debug.module.css';
import type { NodeStanding } from './lane.ts';
import { GLYPHS } from './Phases.tsx';
import { reasonIn } from './reason.ts';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

export const NodeBadge = memo(function NodeBadge({ node }: { readonly node: NodeId }) {
  const standing = useLane((lane) => lane.nodes.get(node) ?? null);
  if (!standing) return null;
  const phase = standing.state === 'current' ? standing.phase : undefined;
  return (
    <>
      {phase && <i className={styles.tint} data-phase={phase} />}
      <span className={styles.badge} data-state={standing.state} data-phase={phase}>
        <Sign standing={standing} />
      </span>
    </>
  );
});

function Sign({ standing }: { readonly standing: NodeStanding }) {
  const say = useDebugSay();
  switch (standing.state) {
    case 'current': {
      const { phase, done, of } = standing;
      return (
        <span role="img" aria-label={say('node-current', { phase: say(`phase.${phase}`), done, of })}>
          {GLYPHS[phase]} {done}/{of}
        </span>
      );
    }
    case 'done':
      return <Check size={13} role="img" aria-label={say('node-done')} />;
    case 'next':
      return say('node-next');
    case 'waits': {
      const { reason } = standing;
      if (!reason) return null;
      return (
        <span className={styles.waits} title={reasonIn(reason, say)}>
          <CircleDashed size={12} aria-hidden="true" />
          {reason.kind === 'waits' ? `${reason.come}/${reason.of}` : say('node-waits')}
        </span>
      );
    }
  }
}
