/* The levels of detail: where they begin, and that a trembling zoom does not switch them. */
import { expect, test } from 'vitest';
import { type Lod, lodAt } from './lod.ts';

test.each([
  [0.1, 0],
  [0.4, 1],
  [0.7, 2],
  [1, 3],
  [2, 4],
] as const)('at %d× a node shows level %i, wherever it comes from', (zoom, level) => {
  for (const before of [0, 1, 2, 3, 4] as const) expect(lodAt(zoom, before)).toBe(level);
});

test('a zoom that trembles about a bound stays at its level', () => {
  for (const [bound, below] of [
    [0.3, 0],
    [0.55, 1],
    [0.9, 2],
    [1.6, 3],
  ] as const)
    for (const before of [below, below + 1] as Lod[])
      for (const zoom of [bound - 0.03, bound, bound + 0.03]) expect(lodAt(zoom, before)).toBe(before);
});
