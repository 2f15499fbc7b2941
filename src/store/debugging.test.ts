import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { emptyDocument } from '../document/document.ts';
import type { Client, ClientReport } from '../worker/client.ts';
import type { Breakpoint, TraceEvent } from '../worker/debugging.ts';
import { debugReceived, debugVerbs } from './debugging.ts';
import { createCurve } from './live.ts';
import { received, type Session, started } from './session.ts';

const begun = started(emptyDocument(''), { language: 'en', theme: 'light', exact: false, keys: {} });
const event: TraceEvent = {
  ...{ phase: 'forward', node: 'a', kind: 'value', writes: 'a.Z', reads: [], formula: '', shape: [] },
};
const trace: ClientReport = { kind: 'trace', revision: begun.revision, events: [event] };
const progress = (running: boolean, position?: number): ClientReport => ({
  ...{ kind: 'progress', revision: begun.revision, running, stepsPerSecond: 0, tensors: new Map() },
  measures: { step: 0, epoch: 0, loss: 1 },
  curve: { firstStep: 0, losses: new Float64Array(), tests: [] },
  tape: { first: 0, last: 0, every: 1, bytes: 0, limit: 0 },
  ...(position !== undefined && { standing: { position } }),
});
const walked = (session: Session, ...reports: ClientReport[]) => reports.reduce(received, session);

test('the debugger opens with a standing, stays while its run goes by, and closes where none is reported at rest', () => {
  const open = walked(begun, trace, progress(false, 1));
  expect(open.debug).toEqual({ events: [event], position: 1 });
  const running = walked(open, progress(true));
  expect(running.debug).toBe(open.debug);
  expect(walked(running, progress(false)).debug).toBeNull();
  expect(walked(begun, progress(true)).debug).toBeNull();
});

test('a report that says the same leaves the same object', () => {
  const open = walked(begun, trace, progress(false, 1));
  expect(debugReceived(open, progress(false, 1)).debug).toBe(open.debug);
  expect(debugReceived(open, progress(false, 0)).debug).not.toBe(open.debug);
});

test('breakpoints are armed while the debugger is open, and only those that are switched on', () => {
  const session = createStore<Session>(() => begun);
  const told: (readonly Breakpoint[])[] = [];
  // Only what these verbs send.
  const client = { send: () => {}, breakpoints: (list: readonly Breakpoint[]) => told.push(list) } as unknown as Client;
  const verbs = debugVerbs(session, client, createCurve());
  verbs.setBreakpoints([
    { id: '1', kind: 'epoch', enabled: true },
    { id: '2', kind: 'phase', phase: 'update', enabled: false },
  ]);
  expect(told).toEqual([[]]);
  session.setState(walked(session.getState(), trace, progress(false, 0)), true);
  expect(told.at(-1)).toMatchObject([{ id: '1' }]);
  session.setState(walked(session.getState(), progress(false)), true);
  expect(told.at(-1)).toEqual([]);
});
