/* Numbers changed by hand: where they are remembered, and what undo takes back. */
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { rename } from '../document/edits.ts';
import { openExample } from '../document/examples.ts';
import type { Client } from '../worker/client.ts';
import type { Measures } from '../worker/protocol.ts';
import type { Answer } from '../worker/requests.ts';
import { byHandLast, byHandNext } from './by-hand.ts';
import { checkReceived, checkVerbs } from './checking.ts';
import { edited, type Session, started } from './session.ts';

const document = await openExample('two-layers');
const tape = (last: number) => ({ first: 0, last, every: 16, bytes: 0, limit: 1 });

/** A session of an example after so many steps, with a worker that takes every number. */
function rig(step: number) {
  const session = createStore<Session>(() => ({
    ...started(document, { language: 'en', theme: 'light', exact: false, keys: {}, aids: [] }),
    tape: tape(step),
    measures: { step, epoch: step, loss: 1 } as Measures,
  }));
  const set: number[] = [];
  const W = Float32Array.from([1, -1, 0.5, 1, -1, 0.5]);
  const client = {
    async ask(request): Promise<Answer> {
      if (request.kind !== 'setValue') return { kind: 'tensor', shape: [3, 2], data: W };
      set.push(request.value);
      W[request.index] = request.value;
      return { kind: 'setValue' };
    },
  } as Pick<Client, 'ask'> as Client;
  const verbs = checkVerbs({
    get: session.getState,
    patch: session.setState,
    client,
    edit: (label, edit, key) => session.setState(edited(session.getState(), label, edit, key)),
  });
  return { session, verbs, set };
}
const nudge = (to: number, flat = 1) => ({
  ...{ address: 'linear1.W' as const, index: [0, flat], flat, from: -1, to },
});

test('a number of an untrained network is a starting value of the document, and undone with it', async () => {
  const { session, verbs } = rig(0);
  await verbs.keepNumber(nudge(-0.9));
  await verbs.keepNumber(nudge(-0.8));
  const { history, byHand } = session.getState();
  expect(history.present.values?.['linear1.W']).toEqual({ shape: [3, 2], data: [1, -0.8, 0.5, 1, -1, 0.5] });
  expect(history.past).toHaveLength(1);
  expect(byHand).toEqual([]);
  expect(byHandLast(session.getState())).toBe(false);
});

test('one of a trained network is changed in the run; dragging is one change, and it can be put back', async () => {
  const { session, verbs, set } = rig(300);
  await verbs.keepNumber(nudge(-0.9));
  await verbs.keepNumber({ ...nudge(-0.8), from: -0.9 });
  await verbs.keepNumber({ ...nudge(2, 2), from: 0.5 });
  expect(session.getState().history.present).toBe(document);
  expect(session.getState().byHand).toMatchObject([
    { flat: 1, from: -1, to: -0.8, step: 300 },
    { flat: 2, from: 0.5, to: 2, step: 300 },
  ]);
  expect(byHandLast(session.getState())).toBe(true);
  await verbs.putBack();
  await verbs.putBack();
  await verbs.putBack();
  expect(set).toEqual([0.5, -1]);
  expect(byHandLast(session.getState())).toBe(false);
  const { byHand } = session.getState();
  expect(byHand).toEqual([]);
  // And again, in the order in which it was done.
  expect(byHandNext(session.getState())).toBe(true);
  await verbs.putAgain();
  await verbs.putAgain();
  await verbs.putAgain();
  expect(set).toEqual([0.5, -1, -0.8, 2]);
  expect(session.getState()).toMatchObject({ byHand: [{ to: -0.8 }, { to: 2 }], undoneByHand: [] });
});

test('what was put back is not done again when another change or the next iteration has come', async () => {
  const { session, verbs } = rig(300);
  await verbs.keepNumber(nudge(-0.9));
  await verbs.putBack();
  session.setState({ measures: { ...session.getState().measures!, step: 301 } });
  expect(byHandNext(session.getState())).toBe(false);
  session.setState({ measures: { ...session.getState().measures!, step: 300 } });
  expect(byHandNext(session.getState())).toBe(true);
  session.setState(edited(session.getState(), { code: 'rename', values: {} }, rename('Another title')));
  expect(session.getState().undoneByHand).toEqual([]);
});

test('undo takes back the drawing first when that was changed later', async () => {
  const { session, verbs } = rig(300);
  await verbs.keepNumber(nudge(-0.9));
  session.setState(edited(session.getState(), { code: 'rename', values: {} }, rename('Another title')));
  expect(byHandLast(session.getState())).toBe(false);
});

test('another network forgets what was found and changed; a fork forgets what came after it', async () => {
  const { session, verbs } = rig(300);
  await verbs.keepNumber(nudge(-0.9));
  const now = session.getState();
  const loaded = { kind: 'loaded', revision: now.revision, fresh: true, parameters: 0, remarks: [] } as const;
  expect(checkReceived(now, loaded)).toMatchObject({ byHand: [], undoneByHand: [], checking: null });
  expect(checkReceived(now, { ...loaded, fresh: false })).toEqual({});
  const progress = { kind: 'progress', tape: tape(37) } as Parameters<typeof checkReceived>[1];
  expect(checkReceived(now, progress)).toEqual({ byHand: [] });
});
