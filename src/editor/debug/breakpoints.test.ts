import { expect, test } from 'vitest';
import type { SetBreakpoint } from '../../store/debugging.ts';
import { debugWord } from '../../words/debugging.ts';
import type { Phase, TraceEvent } from '../../worker/debugging.ts';
import { cosine } from './addends.ts';
import { described, enabled, onNode, toggled, withBreakpoint, without } from './breakpoints.ts';
import type { Say } from './say.ts';

const say: Say = (key, values) => debugWord('en', key, values);
const event = (node: string, phase: Phase): TraceEvent => ({
  ...{ node, phase, kind: 'value', writes: `${node}.Z`, reads: [], formula: '', shape: [] },
});
const events = [event('points1', 'forward'), event('linear1', 'forward'), event('linear1', 'backward')];

test('a node’s breakpoint stops where its gradients are made; a node without any, in its own phase', () => {
  expect(toggled([], 'linear1', events)).toMatchObject([{ kind: 'node', node: 'linear1', phase: 'backward' }]);
  expect(toggled([], 'points1', events)).toMatchObject([{ kind: 'node', node: 'points1', phase: 'forward' }]);
  expect(toggled([], 'linear1', [])).toMatchObject([{ phase: 'backward' }]);
});

test('setting one twice leaves one, switched on; toggling takes away all of the node', () => {
  const one = withBreakpoint([], { kind: 'phase', phase: 'update' });
  const [{ id = '' } = {}] = one;
  const off = enabled(one, id, false);
  expect(off).toMatchObject([{ enabled: false }]);
  expect(withBreakpoint(off, { kind: 'phase', phase: 'update' })).toEqual(one);
  expect(without(one, id)).toEqual([]);
  const both = withBreakpoint(withBreakpoint(one, { kind: 'node', node: 'a', phase: 'forward' }), {
    kind: 'node',
    node: 'a',
    phase: 'backward',
  });
  expect(toggled(both, 'a', events)).toEqual(one);
});

test('of a node’s breakpoints an enabled one counts before a disabled one', () => {
  const list = withBreakpoint(withBreakpoint([], { kind: 'node', node: 'a', phase: 'forward' }), {
    kind: 'node',
    node: 'a',
    phase: 'backward',
  });
  expect(onNode(enabled(list, list[0]?.id ?? '', false), 'a')).toMatchObject({ phase: 'backward' });
  expect(onNode(list, 'b')).toBeUndefined();
});

test.each<[Partial<SetBreakpoint>, string]>([
  [{ kind: 'node', node: 'linear1', phase: 'backward' }, 'linear1, before Backward'],
  [{ kind: 'phase', phase: 'update' }, 'before Update'],
  [{ kind: 'iteration', step: 300 }, 'iteration 300'],
  [{ kind: 'epoch' }, 'end of an epoch'],
  [{ kind: 'loss', relation: '<', value: 0.1 }, 'loss < 0.1'],
  [{ kind: 'tensor', address: 'linear1.dW', measure: 'rms', relation: '<', value: 1e-7 }, 'rms(linear1.dW) < 1e-7'],
])('%o reads “%s”', (breakpoint, text) => {
  expect(described({ id: '', ...breakpoint } as SetBreakpoint, say)).toBe(text);
});

test('the cosine between gradients', () => {
  expect(cosine(Float32Array.of(1, 2), Float32Array.of(2, 4))).toBeCloseTo(1, 12);
  expect(cosine(Float32Array.of(1, 0), Float32Array.of(0, 3))).toBe(0);
  expect(cosine(Float32Array.of(1, -1), Float32Array.of(-2, 2))).toBeCloseTo(-1, 12);
  expect(cosine(Float32Array.of(0, 0), Float32Array.of(1, 1))).toBeNaN();
});
