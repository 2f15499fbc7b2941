/* A curve of ten hours takes no more room than one of a minute, and what was there stays where it was. */
import { expect, test } from 'vitest';
import { Envelope, Smooth } from '../editor/training/decimate.ts';
import { createCurve } from './live.ts';
import { Series } from './series.ts';

/** What an entry is, by its place. */
const value = (place: number) => Math.sin(place);
const entries = (from: number, count: number) => Float64Array.from({ length: count }, (_, i) => value(from + i));

test('every entry is there until there are two million; then of the first every second, or fourth, is', () => {
  const series = new Series();
  const portion = 50_000;
  for (let from = 0; from < 2_000_000; from += portion) series.set(from, entries(from, portion));
  for (const place of [0, 777_777, 1_999_999]) expect(series.at(place)).toBe(value(place));
  for (let from = 2_000_000; from < 5_000_000; from += portion) series.set(from, entries(from, portion));
  for (const place of [0, 4, 40_000, 4_999_996]) expect(series.at(place)).toBe(value(place));
  expect(series.at(40_003)).toBe(value(40_000));
  expect([series.at(series.length), series.at(-1)]).toEqual([undefined, undefined]);
});

test('going back and on along another way, nothing of the first way is left', () => {
  const series = new Series();
  series.set(0, entries(0, 200_000));
  series.set(100_000, [7, 8]);
  expect([99_999, 100_000, 100_001, 100_002].map((place) => series.at(place))).toEqual([
    value(99_999),
    7,
    8,
    undefined,
  ]);
});

test('a run that is gone on with begins where it was, and no loss is made up for what was before', () => {
  const curve = createCurve();
  curve.received({ firstStep: 5_000_001, losses: new Float64Array(0), tests: [] });
  curve.received({ firstStep: 5_000_001, losses: entries(5_000_001, 7), tests: [] });
  const { losses, length } = curve.read();
  expect([losses.begin, length]).toEqual([5_000_001, 5_000_008]);
  expect([0, 5_000_000, 5_000_008].map((place) => losses.at(place))).toEqual([undefined, undefined, undefined]);
  // Of four, one is kept.
  expect(losses.at(5_000_001)).toBe(value(5_000_004));
  expect([...losses.kept().steps]).toEqual([5_000_004]);
  const [envelope, smooth] = [new Envelope(8), new Smooth(0.9, 8)];
  for (const drawn of [envelope, smooth]) {
    drawn.extend(losses, length);
    for (const { step, value } of drawn.points()) {
      expect(step).toBeGreaterThanOrEqual(5_000_001);
      expect(Math.abs(value)).toBeGreaterThan(0.1);
    }
    expect(drawn.points().length).toBeGreaterThan(0);
  }
  curve.clear();
  curve.received({ firstStep: 0, losses: Float64Array.of(1, 2), tests: [] });
  expect([curve.read().losses.begin, curve.read().losses.at(0)]).toEqual([0, 1]);
});

test('a run of ten hours by a simulated clock, a report every 85 ms and each with a test, is kept in bounded room', () => {
  const curve = createCurve();
  const [reports, steps] = [(10 * 3600 * 1000) / 85, 30];
  for (let report = 0; report < reports; report++) {
    const firstStep = report * steps;
    const tests = [{ step: firstStep, testLoss: value(report), testAccuracy: Number.NaN }];
    curve.received({ firstStep, losses: new Float64Array(steps).fill(firstStep), tests });
  }
  const { losses, length, tests } = curve.read();
  expect(length).toBeGreaterThan(12_000_000);
  expect(losses.kept().losses.length).toBeLessThanOrEqual(2 ** 21);
  expect(tests.length).toBeLessThanOrEqual(4096);
  expect(tests.at(-1)!.step).toBe(length - steps);
  expect(losses.at(length - 1)).toBe(length - steps);
  expect(losses.at(0)).toBe(0);
  expect(losses.at(6_000_000)).toBeGreaterThan(5_999_900);
});
