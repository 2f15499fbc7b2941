/* Breakpoints as a list that the user changes: each is called by what it says, so none stands there twice. */
import type { NodeId } from '../../document/document.ts';
import type { SetBreakpoint } from '../../store/debugging.ts';
import type { Breakpoint, Phase, TraceEvent } from '../../worker/debugging.ts';
import { fmt } from '../tensor/format.ts';
import type { Say } from './say.ts';

type Wanted = Breakpoint extends infer B ? (B extends Breakpoint ? Omit<B, 'id'> : never) : never;

/** With this breakpoint switched on, whether it was there or not. */
export function withBreakpoint(list: readonly SetBreakpoint[], wanted: Wanted): readonly SetBreakpoint[] {
  const id = JSON.stringify(wanted);
  return [...list.filter((each) => each.id !== id), { ...wanted, id, enabled: true } as SetBreakpoint];
}

export function without(list: readonly SetBreakpoint[], id: string): readonly SetBreakpoint[] {
  return list.filter((each) => each.id !== id);
}

export function enabled(list: readonly SetBreakpoint[], id: string, on: boolean): readonly SetBreakpoint[] {
  return list.map((each) => (each.id === id ? { ...each, enabled: on } : each));
}

/** Of a node's breakpoints the one that counts: an enabled one before a disabled one. */
export function onNode(list: readonly SetBreakpoint[], node: NodeId): SetBreakpoint | undefined {
  const own = list.filter((each) => each.kind === 'node' && each.node === node);
  return own.find((each) => each.enabled) ?? own[0];
}

/** Sets one where there is none, in the backward pass if the node has a turn there; else removes all of the node's. */
export function toggled(
  list: readonly SetBreakpoint[],
  node: NodeId,
  events: readonly TraceEvent[],
): readonly SetBreakpoint[] {
  if (onNode(list, node)) return list.filter((each) => each.kind !== 'node' || each.node !== node);
  return withBreakpoint(list, { kind: 'node', node, phase: mainPhase(events, node) });
}

/** The phase in which a learner stops at this node: where its gradients are made. */
export function mainPhase(events: readonly TraceEvent[], node: NodeId): Phase {
  const own = events.filter((event) => event.node === node).map(({ phase }) => phase);
  return own.length === 0 || own.includes('backward') ? 'backward' : (own[0] ?? 'forward');
}

export function described(breakpoint: Breakpoint, say: Say): string {
  switch (breakpoint.kind) {
    case 'node':
    case 'phase':
      return say(`is-${breakpoint.kind}`, { ...breakpoint, phase: say(`phase.${breakpoint.phase}`) });
    case 'epoch':
    case 'check':
      return say(`is-${breakpoint.kind}`);
    case 'expression':
      return breakpoint.text;
    case 'iteration':
      return say('is-iteration', breakpoint);
    case 'loss':
    case 'tensor':
      return say(`is-${breakpoint.kind}`, { ...breakpoint, value: fmt(breakpoint.value, true) });
  }
}
