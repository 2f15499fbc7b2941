/* About a node: the edge of the current one, the ring of the one in which a number broke, and the octagon of a breakpoint
   in the gutter at its upper left. */
import { Octagon } from 'lucide-react';
import { memo } from 'react';
import { type NodeId, parts } from '../../document/document.ts';
import { useChainrule, useSession } from '../context.ts';
import { onNode, toggled } from './breakpoints.ts';
import styles from './debug.module.css';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

export const NodeFrame = memo(function NodeFrame({ node }: { readonly node: NodeId }) {
  const phase = useLane((lane) => (lane.current?.node === node ? lane.phase : null));
  const broken = useSession(({ debug }) => debug?.halt?.by === 'not-finite' && parts(debug.halt.address).node === node);
  return (
    <>
      {phase && <i className={styles.edge} data-phase={phase} />}
      {broken && <i className={styles.broken} />}
      <Gutter node={node} />
    </>
  );
});

function Gutter({ node }: { readonly node: NodeId }) {
  const store = useChainrule();
  const say = useDebugSay();
  const mine = useSession(({ breakpoints }) => onNode(breakpoints, node));
  const hit = useSession(({ debug }) => debug?.halt?.by === 'breakpoint' && debug.halt.id === mine?.id);
  const set = mine ? (mine.enabled ? 'on' : 'off') : undefined;
  const label = say(set === 'off' ? 'breakpoint-off' : 'breakpoint-on', { node });
  return (
    <button
      type="button"
      className={`nodrag ${styles.gutter}`}
      data-set={set}
      data-hit={hit}
      aria-pressed={set !== undefined}
      aria-label={label}
      title={`${label} · F9`}
      onClick={(event) => {
        event.stopPropagation();
        const { breakpoints, debug } = store.session.getState();
        store.setBreakpoints(toggled(breakpoints, node, debug?.events ?? []));
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Octagon size={14} aria-hidden="true" />
    </button>
  );
}
