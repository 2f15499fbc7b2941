/* Tests of pointing at painted wires. */
import { expect, test } from 'vitest';
import type { FlowEdge } from '../flow.ts';
import { wireNear } from './hit.ts';

const wire = (id: string, y: number): FlowEdge =>
  ({ id, data: { from: { x: 0, y }, to: { x: 400, y: y + 300 }, route: { via: 200 } } }) as FlowEdge;
const wires = [wire('a.A', 0), wire('b.A', 40)];

test('the nearest wire within reach is meant, on each of its pieces', () => {
  expect(wireNear(wires, { x: 100, y: 12 }, 25)).toBe('a.A');
  expect(wireNear(wires, { x: 100, y: 30 }, 25)).toBe('b.A');
  expect(wireNear(wires, { x: 215, y: 20 }, 25)).toBe('a.A');
  expect(wireNear(wires, { x: 390, y: 345 }, 25)).toBe('b.A');
});

test('beyond reach, and past an end, is no wire', () => {
  expect(wireNear(wires, { x: 100, y: -26 }, 25)).toBe(null);
  expect(wireNear(wires, { x: -30, y: 0 }, 25)).toBe(null);
});
