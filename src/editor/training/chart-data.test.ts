import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { emptyDocument } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { plan } from '../../plan/plan.ts';
import { createCurve } from '../../store/live.ts';
import type { Session } from '../../store/session.ts';
import { createChartStore } from './chart-data.ts';

const digits = await openExample('digits');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The part of a session that the charts read, of the digits in batches; so that no worker is needed. */
function rig() {
  const session = createStore<Pick<Session, 'engine' | 'measures' | 'plan'>>(() => ({
    engine: 'idle',
    measures: null,
    plan: plan(digits),
  }));
  const curve = createCurve();
  const report = (firstStep: number, losses: number[], loss: number, engine: Session['engine'], accuracy = 0.5) => {
    curve.received({ firstStep, losses: Float64Array.from(losses), tests: [] });
    session.setState({ engine, measures: { step: firstStep + losses.length, epoch: 0, loss, accuracy } });
  };
  const charts = createChartStore({ session, curve });
  const draws = vi.fn();
  return { session, curve, report, charts, draws };
}

test('at rest every report is drawn at once, the present loss at the end', () => {
  const { report, charts, draws } = rig();
  charts.subscribe(draws);
  report(0, [3, 2], 1, 'idle');
  expect(draws).toHaveBeenCalled();
  expect(charts.read().batch).toEqual([
    { step: 0, value: 3 },
    { step: 1, value: 2 },
    { step: 2, value: 1 },
  ]);
  expect(charts.read().smooth).toHaveLength(3);
  expect(charts.read().accuracy).toEqual([{ step: 2, value: 0.5 }]);
});

test('while training it is drawn at most five times a second, whatever is reported', () => {
  const { session, report, charts, draws } = rig();
  session.setState({ engine: 'running' });
  charts.subscribe(draws);
  for (let i = 0; i < 100; i++) {
    report(i, [1 / (i + 1)], 1, 'running');
    vi.advanceTimersByTime(10);
  }
  expect(draws.mock.calls.length).toBeGreaterThanOrEqual(4);
  expect(draws.mock.calls.length).toBeLessThanOrEqual(5);
  report(100, [], 0.5, 'idle');
  expect(charts.read().batch.at(-1)).toEqual({ step: 100, value: 0.5 });
});

test('another network begins another curve', () => {
  const { curve, report, charts, draws } = rig();
  charts.subscribe(draws);
  report(0, [9, 9, 9], 9, 'idle');
  curve.clear();
  report(0, [1], 2, 'idle', 0.25);
  expect(charts.read().batch.map(({ value }) => value)).toEqual([1, 2]);
  expect(charts.read().accuracy).toEqual([{ step: 1, value: 0.25 }]);
});

test('a drawing without a loss has no curve', () => {
  const { session, report, charts, draws } = rig();
  session.setState({ plan: plan(emptyDocument('')) });
  charts.subscribe(draws);
  report(0, [], 0, 'idle');
  expect(charts.read().batch).toEqual([]);
});

test('nobody listening, nothing is drawn; a new listener finds the whole curve', () => {
  const { report, charts, draws } = rig();
  charts.subscribe(draws)();
  report(0, [3, 2, 1], 0.5, 'idle');
  expect(draws).not.toHaveBeenCalled();
  charts.subscribe(draws);
  expect(charts.read().batch).toHaveLength(4);
});
