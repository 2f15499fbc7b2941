/* A micro-step as one spoken line: "Backward 7 of 12, linear1, gradient of W, 3 by 2, norm 0.41". */
import { parts } from '../../document/document.ts';
import type { TraceEvent } from '../../worker/debugging.ts';
import type { Lane } from './lane.ts';
import type { Say } from './say.ts';

/** Whether a micro-step gives a tensor of which a norm can be told. */
export function gives({ kind }: TraceEvent): boolean {
  return kind !== 'mask' && kind !== 'send';
}

/** `norm` as printed; empty where there is none. */
export function spoken({ current, phase, phases }: Lane, norm: string, say: Say): string {
  if (!current) return '';
  const { done, of } = phases.get(phase) ?? { done: 0, of: 0 };
  return say('says-step', {
    phase: say(`phase.${phase}`),
    done,
    of,
    node: current.node,
    what: what(current, norm, say),
  });
}

function what({ kind, phase, writes, shape, arrival }: TraceEvent, norm: string, say: Say): string {
  const { name } = parts(writes);
  const values = {
    name: phase === 'backward' ? name.slice(1) : name,
    shape: shape.length === 0 ? say('scalar') : shape.join(say('by')),
    norm,
  };
  if (kind === 'mask') return say('what-mask', values);
  if (kind === 'move') return say('what-move', values);
  if (kind === 'send')
    return say((arrival?.of ?? 1) > 1 ? 'what-send-of' : 'what-send', { ...values, ...arrival, carried: '' });
  if (phase === 'backward') return say(norm ? 'what-gradient-norm' : 'what-gradient', values);
  return say(norm ? 'what-norm' : 'what-value', values);
}
