import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import type { Answer } from '../../worker/requests.ts';
import type { Field } from './field.ts';
import { followField } from './follow-field.ts';

const field: Field = { kind: 'plane', input: 'p.X', output: 'l.Z', classes: 2, target: 'p.y', side: 90 };
const columns = new Map([
  ['X', { shape: [2, 2], data: [0, 0, 1, 1] }],
  ['y', { shape: [2], data: [0, 1] }],
]);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function rig() {
  const session = createStore<Pick<Session, 'engine' | 'measures' | 'revision'>>(() => ({
    engine: 'idle',
    revision: 'a',
    measures: { step: 0, epoch: 0, loss: 1 },
  }));
  const waiting: ((answer: Answer) => void)[] = [];
  const sizes: number[] = [];
  const ask = vi.fn((request: Parameters<Store['ask']>[0]) => {
    if (request.kind === 'rows')
      return Promise.resolve<Answer>({
        kind: 'rows',
        columns,
        total: 2,
        test: Int32Array.of(1),
        batch: Int32Array.of(0),
      });
    if (request.kind === 'evaluate') sizes.push(Math.sqrt(request.shape[0] ?? 0));
    return new Promise<Answer>((answer) => waiting.push(answer));
  });
  const show = vi.fn();
  const stop = followField({ session, ask }, field, show);
  const step = (number: number, engine: Session['engine']) =>
    session.setState({ engine, measures: { step: number, epoch: 0, loss: 1 } });
  const answer = async () => {
    waiting.shift()?.({ kind: 'evaluate', shape: [0], data: new Float32Array(0) });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { session, sizes, show, stop, step, answer, settle: () => vi.advanceTimersByTimeAsync(0) };
}

test('at rest it asks once, as fine as may be', async () => {
  const { sizes, show, answer, settle } = rig();
  await settle();
  expect(sizes).toEqual([90]);
  await answer();
  expect(show).toHaveBeenCalledOnce();
  expect(show.mock.calls[0]?.[0]).toMatchObject({ n: 90, X: [0, 0, 1, 1], y: [0, 1], test: new Set([1]) });
  await vi.advanceTimersByTimeAsync(1000);
  expect(sizes).toEqual([90]);
});

test('while training it is coarse, one question at a time and at most eight a second; then fine again', async () => {
  const { sizes, step, answer, settle } = rig();
  await settle();
  await answer();
  for (let i = 1; i <= 100; i++) {
    step(i, 'running');
    await vi.advanceTimersByTimeAsync(10);
    if (i % 3 === 0) await answer();
  }
  const coarse = sizes.slice(1);
  expect(new Set(coarse)).toEqual(new Set([60]));
  expect(coarse.length).toBeGreaterThan(4);
  expect(coarse.length).toBeLessThanOrEqual(8);
  await answer();
  step(100, 'idle');
  await settle();
  expect(sizes.at(-1)).toBe(90);
});

test('no second question while one is under way', async () => {
  const { sizes, step, settle } = rig();
  await settle();
  for (let i = 1; i < 20; i++) step(i, 'idle');
  await vi.advanceTimersByTimeAsync(500);
  expect(sizes).toHaveLength(1);
});

test('an answer about another drawing is dropped and asked for again', async () => {
  const { session, sizes, show, answer, settle } = rig();
  await settle();
  session.setState({ revision: 'b' });
  await answer();
  expect(show).not.toHaveBeenCalled();
  expect(sizes).toHaveLength(2);
  await answer();
  expect(show).toHaveBeenCalledOnce();
});

test('once stopped it shows nothing more', async () => {
  const { show, stop, answer, settle } = rig();
  await settle();
  stop();
  await answer();
  expect(show).not.toHaveBeenCalled();
});
