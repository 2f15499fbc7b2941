/* A node's last line while the debugger is open: the formula of the present micro-step, or what the node waits for. */
import type { ReactNode } from 'react';
import type { NodeId } from '../../document/document.ts';
import styles from './debug.module.css';
import { reasonIn, whatIn } from './reason.ts';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

interface Props {
  readonly node: NodeId;
  readonly children: ReactNode;
}

export function NodeFooter({ node, children }: Props) {
  const say = useDebugSay();
  const standing = useLane((lane) => lane.nodes.get(node) ?? null);
  const current = useLane((lane) => (lane.current?.node === node ? lane.current : null));
  if (current)
    return (
      <span className={styles.formula} data-phase={current.phase}>
        {whatIn(current, say)}
      </span>
    );
  if (standing?.state === 'waits' && standing.reason)
    return <span className={styles.reason}>{reasonIn(standing.reason, say)}</span>;
  return children;
}
