/* What a micro-step does and why something waits, in few words: "dW = dZᵀ·A", "receive dZ", "needs fc2.dA". */
import { parts } from '../../document/document.ts';
import type { TraceEvent } from '../../worker/debugging.ts';
import type { Reason } from './lane.ts';
import type { Say } from './say.ts';

/** The formula; where the node's file has none, what is done with which tensor. */
export function whatIn({ kind, formula, writes, reads }: TraceEvent, say: Say): string {
  const tensor = parts(writes).name;
  switch (kind) {
    case 'receive':
      return formula || say('receive', { tensor });
    case 'mask':
      return say('mask', { tensor: reads[0] ?? '' });
    case 'send':
      return say('send', { tensor });
    default:
      return formula || tensor;
  }
}

export function reasonIn(reason: Reason | null, say: Say): string {
  if (!reason) return '';
  return reason.kind === 'needs'
    ? say('needs', { tensor: reason.tensor })
    : say('waits-for', { nodes: reason.nodes.join(', ') });
}
