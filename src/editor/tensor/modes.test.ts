/* Tests of the modes of a colour scale: alone, linked by name, over a run, and fixed. */
import { beforeEach, expect, test } from 'vitest';
import type { Statistics } from '../../worker/view.ts';
import { beginRun, forgetScales, groups, modeOf, onScales, type Scaling, scaleBy, scaleOf, setMode } from './modes.ts';

beforeEach(forgetScales);

const of = (peak: number): Statistics => ({
  ...{ count: 4, zeros: 0, nan: 0, infinite: 0, masked: 0, min: -peak, max: peak, mean: 0, std: 1, norm: 1 },
  ...{ peak, rms: peak, dead: 0, saturated: 0 },
});
const choose = (place: 'a.W' | 'b.W' | 'c.W', scaling: Scaling) => setMode(place, { ...modeOf(place), scaling });

test('alone each follows its own numbers, wherever it is shown', () => {
  expect([scaleBy('a.W', of(0.4)), scaleBy('b.W', of(30))]).toEqual([0.5, 50]);
  expect(scaleOf('a.W')).toBe(0.5);
  // Within a fifth it stays, so that two pictures of one tensor agree.
  expect(scaleBy('a.W', of(0.2))).toBe(0.5);
});

test('those linked under one name share the largest, those under another do not', () => {
  choose('a.W', { kind: 'linked', group: 'weights' });
  choose('b.W', { kind: 'linked', group: 'weights' });
  choose('c.W', { kind: 'linked', group: 'rest' });
  scaleBy('a.W', of(0.4));
  expect(scaleBy('c.W', of(3))).toBe(5);
  expect(scaleBy('b.W', of(30))).toBe(50);
  expect(scaleBy('a.W', of(0.4))).toBe(50);
  expect(groups()).toEqual(['rest', 'weights']);
  choose('b.W', { kind: 'own' });
  expect(scaleBy('a.W', of(0.4))).toBe(0.5);
});

test('over a run it holds its peak, until the run begins anew', () => {
  choose('a.W', { kind: 'run' });
  expect([8, 0.1, 0.1].map((peak) => scaleBy('a.W', of(peak)))).toEqual([10, 10, 10]);
  beginRun('a.W');
  expect(scaleBy('a.W', of(0.1))).toBe(0.1);
});

test('a number is taken as it was typed', () => {
  choose('a.W', { kind: 'fixed', value: 0.3 });
  expect(scaleBy('a.W', of(8))).toBe(0.3);
});

test('whoever listens is told of a change and of nothing else', () => {
  let told = 0;
  const leave = onScales(() => told++);
  scaleBy('a.W', of(1));
  scaleBy('a.W', of(0.9));
  expect(told).toBe(1);
  leave();
  scaleBy('a.W', of(100));
  expect(told).toBe(1);
});

test('another document starts with none of it', () => {
  choose('a.W', { kind: 'fixed', value: 7 });
  forgetScales();
  expect(modeOf('a.W').scaling).toEqual({ kind: 'own' });
});
