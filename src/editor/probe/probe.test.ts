/* Which numbers are looked at: pins, the latest pointed cell, and following a network that trains. */
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import type { Answer } from '../../worker/requests.ts';
import { createProbe, type Target } from './probe.ts';

const SHAPE = [2, 3];
const target = (...flats: number[]): Target => ({ place: 'linear1.dW', shape: SHAPE, flats });

/** A probe whose questions wait until `answer` is called for them, oldest first. */
function probing() {
  const session = createStore<Session>(() => ({ documentId: 'a', measures: null }) as unknown as Session);
  const questions: { index: string; reply: (answer: Answer) => void }[] = [];
  let value = 1;
  const ask: Store['ask'] = (request) =>
    new Promise((reply) => {
      if (request.kind === 'tensor')
        reply({ kind: 'tensor', shape: SHAPE, data: Float32Array.from([1, -5, 2, Number.NaN, 0, 3]) });
      else if (request.kind === 'explain') questions.push({ index: request.index.join(), reply });
    });
  const probe = createProbe({ session, ask });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const answer = async (given?: Answer) => {
    await settled();
    const question = questions.shift();
    question?.reply(given ?? { kind: 'explain', explanation: null, influence: [], value: value++ });
    await settled();
    return question?.index;
  };
  const report = () => session.setState({ measures: { step: value, epoch: 0, loss: 1 } });
  return { probe, session, answer, questions, report };
}
const indices = (cells: readonly { readonly index: readonly number[] }[]) => cells.map(({ index }) => index.join());

test('a cell is lit when it is answered, and what is pointed at meanwhile comes next', async () => {
  const { probe, answer, questions } = probing();
  probe.point(target(0));
  expect(probe.read().hover).toBeNull();
  expect(await answer()).toBe('0,0');
  expect(probe.read().hover?.index).toEqual([0, 0]);
  probe.point(target(1));
  await Promise.resolve();
  probe.point(target(4));
  await Promise.resolve();
  // The old one stays lit until then.
  expect(probe.read().hover?.index).toEqual([0, 0]);
  await answer();
  await answer();
  expect(probe.read().hover?.index).toEqual([1, 1]);
  probe.point(null);
  await Promise.resolve();
  expect(probe.read().hover).toBeNull();
  expect(questions).toEqual([]);
});

test('of a pooled cell the largest number is looked at, and NaN before all', async () => {
  const { probe, answer } = probing();
  probe.point(target(0, 1, 2));
  expect(await answer()).toBe('0,1');
  probe.point(target(2, 3, 5));
  expect(await answer()).toBe('1,0');
});

test('two pins, the oldest goes; a pinned cell is let go; clear lets all go', async () => {
  const { probe, answer } = probing();
  for (const flat of [0, 1, 2]) {
    probe.pin(target(flat));
    await answer();
  }
  expect(indices(probe.read().pins)).toEqual(['0,1', '0,2']);
  probe.pin(target(2));
  await answer();
  expect(indices(probe.read().pins)).toEqual(['0,1']);
  probe.clear();
  expect(probe.read().pins).toEqual([]);
});

test('after a report every lit cell is asked for again, one question at a time', async () => {
  const { probe, answer, questions, report } = probing();
  probe.pin(target(0));
  await answer();
  probe.point(target(1));
  await answer();
  const before = probe.read();
  report();
  report();
  await Promise.resolve();
  expect(questions).toHaveLength(1);
  // The first answer was asked for before the second report.
  expect([await answer(), await answer(), await answer()]).toEqual(['0,1', '0,0', '0,1']);
  expect(questions).toEqual([]);
  const after = probe.read();
  expect([after.hover?.value, after.pins[0]?.value]).toEqual([5, 4]);
  expect([before.hover?.value, before.pins[0]?.value]).toEqual([2, 1]);
});

test('what does not exist any more is let go, what is not computed yet stays; another document begins anew', async () => {
  const { probe, session, answer, report } = probing();
  probe.pin(target(0));
  await answer({ kind: 'refused', reason: 'unknown-address' });
  expect(probe.read().pins[0]).toMatchObject({ index: [0, 0], value: undefined });
  report();
  await answer({ kind: 'refused', reason: 'no-network' });
  expect(probe.read().pins).toEqual([]);
  probe.pin(target(1));
  await answer();
  expect(probe.read().pins).toHaveLength(1);
  session.setState({ documentId: 'b' });
  expect(probe.read().pins).toEqual([]);
});
