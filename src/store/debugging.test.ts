import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { emptyDocument } from '../document/document.ts';
import type { Client, ClientReport } from '../worker/client.ts';
import type { Breakpoint, TraceEvent } from '../worker/debugging.ts';
import { debugReceived, debugVerbs } from './debugging.ts';
import { createCurve } from './live.ts';
import { received, type Session, started } from './session.ts';

const begun = started(emptyDocument(''), { language: 'en', theme: 'light', exact: false, keys: {}, aids: [] });
const event: TraceEvent = {
  ...{ phase: 'forward', node: 'a', kind: 'value', writes: 'a.Z', reads: [], formula: '', shape: [] },
};
const trace: ClientReport = { kind: 'trace', revision: begun.revision, events: [event] };
const progress = (running: boolean, position?: number): ClientReport => ({
  ...{ kind: 'progress', revision: begun.revision, running, stepsPerSecond: 0, stepTime: 1, tensors: new Map() },
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

test('walking along a past iteration says which one, also the next; at the latest nothing is past', () => {
  const at = (step: number, last: number): ClientReport => {
    const report = progress(false, 3) as Extract<ClientReport, { kind: 'progress' }>;
    return { ...report, measures: { ...report.measures, step }, tape: { ...report.tape, last } };
  };
  const visiting = { ...begun, visiting: 37 };
  expect(walked(visiting, trace, at(37, 60)).visiting).toBe(37);
  expect(walked(visiting, trace, at(38, 60)).visiting).toBe(38);
  expect(walked(visiting, trace, at(60, 60)).visiting).toBeNull();
  // Stepping back from the latest leads into the past too, once it shows itself.
  expect(walked(begun, trace, at(59, 60)).visiting).toBe(59);
  expect(walked(begun, trace, at(3, 4)).visiting).toBeNull();
});

test('breakpoints are armed while the debugger is open, that of the check always, and only those that are switched on', () => {
  const session = createStore<Session>(() => begun);
  const told: (readonly Breakpoint[])[] = [];
  // Only what these verbs send.
  const client = { send: () => {}, breakpoints: (list: readonly Breakpoint[]) => told.push(list) } as unknown as Client;
  const verbs = debugVerbs(session, client, createCurve());
  expect(told).toMatchObject([[{ kind: 'check' }]]);
  verbs.setBreakpoints([
    { id: '1', kind: 'epoch', enabled: true },
    { id: '2', kind: 'phase', phase: 'update', enabled: false },
  ]);
  expect(told.at(-1)).toEqual([]);
  session.setState(walked(session.getState(), trace, progress(false, 0)), true);
  expect(told.at(-1)).toMatchObject([{ id: '1' }]);
  session.setState(walked(session.getState(), progress(false)), true);
  expect(told.at(-1)).toEqual([]);
});
