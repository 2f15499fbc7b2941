/* The debugger's commands that need more than a verb of the store. */
import type { NodeId } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { bench, pause, runOrPause } from './bench.ts';
import { mainPhase, toggled } from './breakpoints.ts';

export const debugVerbs = {
  run: runOrPause,
  /** Walks to before the selected node. */
  until(store: Store): void {
    const node = selected(store);
    if (!node) return;
    pause();
    const events = store.session.getState().debug?.events ?? [];
    store.walk({ until: node, phase: mainPhase(events, node) });
  },
  /** Sets a breakpoint on the selected node, or takes it away; opens the debugger, where it is seen. */
  breakpoint(store: Store): void {
    const node = selected(store);
    if (!node) return;
    const { breakpoints, debug } = store.session.getState();
    if (!debug) store.debug(true);
    store.setBreakpoints(toggled(breakpoints, node, debug?.events ?? []));
  },
  /** Opens the console, where expressions are typed; and the debugger, if it is closed. */
  console(store: Store): void {
    if (!store.session.getState().debug) store.debug(true);
    bench.setState({ tab: 'console' });
  },
};

function selected(store: Store): NodeId | undefined {
  const [node] = store.session.getState().selection;
  return node;
}
