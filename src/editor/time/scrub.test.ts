/* Where one gets to along the iterations of a run. */
import { describe, expect, test } from 'vitest';
import { keyed, momentOf, visitOf } from './scrub.ts';

const tape = (first: number, last: number) => ({ first, last, every: 16, bytes: 0, limit: 1 });
const moment = { step: 37, first: 0, last: 412 };

describe('the time line', () => {
  test('waits for fifty iterations, and stays while a past one is shown', () => {
    expect(momentOf(null, null)).toBeNull();
    expect(momentOf(tape(0, 49), null)).toBeNull();
    expect(momentOf(tape(0, 50), null)).toEqual({ step: 50, first: 0, last: 50 });
    expect(momentOf(tape(0, 30), 12)).toEqual({ step: 12, first: 0, last: 30 });
  });

  test('never leaves the tape; its end is the latest iteration, not a past one', () => {
    expect(visitOf(36.6, moment)).toBe(37);
    expect(visitOf(-5, { ...moment, first: 16 })).toBe(16);
    expect(visitOf(412, moment)).toBeNull();
    expect(visitOf(1000, moment)).toBeNull();
    expect(visitOf(411.7, moment)).toBeNull();
  });

  test('is walked along by keys', () => {
    expect(keyed('ArrowLeft', moment)).toBe(36);
    expect(keyed('ArrowRight', moment)).toBe(38);
    expect(keyed('PageUp', moment)).toBe(58);
    expect(keyed('PageDown', { ...moment, last: 60 })).toBe(27);
    expect(keyed('Home', moment)).toBe(0);
    expect(keyed('End', moment)).toBe(412);
    expect(keyed('Escape', moment)).toBe(412);
    expect(keyed('a', moment)).toBeUndefined();
  });
});
