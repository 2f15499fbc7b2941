/* Tests of the last values of a number: which are kept, how they are drawn, what has changed. */
import { expect, test } from 'vitest';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import { changeIn, followPast, lineOf, type Point } from './past.ts';

/** A store of which only what a past reads is there. */
function stage(losses: readonly number[]) {
  const listeners = new Set<(now: Session, before: Session) => void>();
  let now = { documentId: 'a', plan: { losses: ['mse1.L'] }, debug: null, measures: null } as unknown as Session;
  let mean: number | undefined;
  const store = {
    session: {
      getState: () => now,
      subscribe: (listener: (now: Session, before: Session) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    live: {
      source: () => ({
        subscribe: () => () => {},
        read: () => mean !== undefined && { statistics: { mean, nan: Number(Number.isNaN(mean)), infinite: 0 } },
      }),
    },
    curve: { read: () => ({ losses: { at: (step: number) => losses[step], begin: 0 }, length: losses.length }) },
  } as unknown as Store;
  const report = (step: number, value: number, more: Partial<Session> = {}) => {
    const before = now;
    mean = value;
    now = { ...now, ...more, measures: { step, epoch: 0, loss: value } };
    for (const listener of listeners) listener(now, before);
  };
  return { store, report };
}

test('a loss has its whole curve behind it, whenever one begins to look', () => {
  const { store, report } = stage([3, 2, 1.5]);
  let points: readonly Point[] = [];
  report(3, 1.25);
  followPast(store, 'mse1.L', (found) => {
    points = found;
  });
  expect(points.map(({ value }) => value)).toEqual([3, 2, 1.5, 1.25]);
  expect(changeIn(points)).toEqual({ by: -0.25, since: 2 });
});

test('behind an update the loss is still that of the iteration before it', () => {
  const { store, report } = stage([3, 2]);
  let points: readonly Point[] = [];
  report(3, 1.5, { debug: { position: 2, events: [{}, {}] } as unknown as Session['debug'] });
  followPast(store, 'mse1.L', (found) => {
    points = found;
  });
  expect(points).toEqual([
    { step: 0, value: 3 },
    { step: 1, value: 2 },
    { step: 2, value: 1.5 },
  ]);
});

test('of another number the values are kept that were looked at, less those that lie ahead', () => {
  const { store, report } = stage([]);
  let points: readonly Point[] = [];
  const leave = followPast(store, 'mean1.Z', (found) => {
    points = found;
  });
  report(0, 4);
  report(5, 1);
  expect(changeIn(points)).toEqual({ by: -3, since: 0 });
  leave();
  followPast(store, 'mean1.Z', (found) => {
    points = found;
  });
  expect(points).toHaveLength(2);
  report(2, 3);
  expect(points.map(({ step }) => step)).toEqual([0, 2]);
});

test('the line goes from edge to edge and leaves out what is not finite', () => {
  const point = (step: number, value: number) => ({ step, value });
  const room = { width: 120, height: 20 };
  expect(lineOf([point(0, 1), point(1, Number.NaN), point(4, 3)], room)).toBe('0.0,19.0 120.0,1.0');
  expect(lineOf([point(7, 2)], room)).toBe('120.0,10.0');
  expect(lineOf([], room)).toBe('');
});
