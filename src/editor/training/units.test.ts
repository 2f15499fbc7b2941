/* Which layers are shown unit by unit, and which numbers are a unit's. */
import { expect, test } from 'vitest';
import { openExample } from '../../document/examples.ts';
import { plan } from '../../plan/plan.ts';
import { fieldOf } from './field.ts';
import { arranged, unitOf, unitsOf } from './units.ts';

test('layers between the data and the loss are shown, the data and the loss are not', async () => {
  const planned = plan(await openExample('moons'));
  const field = fieldOf(planned);
  if (!field) throw new Error('moons has no field');
  expect(unitsOf(planned, field, 'relu1')).toMatchObject({ output: 'relu1.A', classes: 8, kind: 'plane', side: 41 });
  expect(unitsOf(planned, field, 'linear3')).toMatchObject({ output: 'linear3.Z', classes: 2 });
  for (const node of ['points1', 'cross-entropy-loss1', 'nobody']) expect(unitsOf(planned, field, node)).toBeNull();
});

test('a unit is a column, and so many have room', () => {
  expect(unitOf(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 1)).toEqual(Float32Array.of(2, 5));
  expect(arranged(8)).toEqual({ count: 8, across: 3 });
  expect(arranged(100)).toEqual({ count: 36, across: 6 });
});
