import { expect, test } from 'vitest';
import type { GraphDocument } from '../../document/document.ts';
import { examples, openExamples } from '../../document/examples.ts';
import { plan } from '../../plan/plan.ts';
import { chanceOf, countsOf, headingOf, nextExample, walkOf } from './card.ts';
import { fieldOf, frameOf, gridOf, lead, probabilities, SIDE } from './field.ts';

const at = (step: number, loss: number) => ({ step, epoch: step, loss });

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

test('before the first step a network that does no better than chance is guessing; another bears its title', () => {
  expect(headingOf(null, null, 0, Math.LN2)).toBe('training.guessing');
  expect(headingOf(at(0, 0.7), at(0, 0.7), 0, Math.LN2)).toBe('training.guessing');
  expect(headingOf(at(0, 0.7), at(0, 0.7), 0, undefined)).toBeNull();
  // What was trained elsewhere no longer guesses.
  expect(headingOf(at(0, 0.03), at(0, 0.03), 0, Math.LN2)).toBeNull();
});

test('a network whose loss has halved has learned; until then the card bears its title', () => {
  expect(headingOf(at(0, 0.7), at(9, 0.36), 0, Math.LN2)).toBeNull();
  expect(headingOf(at(0, 0.7), at(9, 0.34), 0, Math.LN2)).toBe('training.learned');
});

test('a task that holds counts as learning, unless the loss has risen', () => {
  expect(headingOf(at(0, 0.7), at(9, 0.5), 1, Math.LN2)).toBe('training.learned');
  expect(headingOf(at(0, 2), at(9, 40), 1, Math.LN2)).toBeNull();
});

test('chance is ln C of the classes', () => {
  expect(chanceOf(plan(example('moons')))).toEqual({ classes: 2, value: Math.log(2) });
  expect(chanceOf(plan(example('digits')))?.classes).toBe(10);
  expect(chanceOf(plan(example('one-linear')))).toBeNull();
});

test('a loss that is summed over the samples has no such chance', () => {
  const moons = example('moons');
  const loss = { ...moons.nodes['cross-entropy-loss1'], settings: { reduction: 'sum' } };
  expect(
    chanceOf(plan({ ...moons, nodes: { ...moons.nodes, 'cross-entropy-loss1': loss } as GraphDocument['nodes'] })),
  ).toBeNull();
});

test('the walk leads from moons to digits, visits every example and comes round', () => {
  expect(nextExample('moons')).toBe('digits');
  const seen = new Set<string>();
  for (let name = nextExample(undefined); !seen.has(name); name = nextExample(name)) seen.add(name);
  expect([...seen].sort()).toEqual(examples.map(({ name }) => name).sort());
});

test('the card tells which example is open', () => {
  expect(walkOf(example('moons').card).current?.name).toBe('moons');
  expect(walkOf(example('moons').card).next?.name).toBe('digits');
  expect(walkOf(undefined)).toMatchObject({ current: undefined, next: { name: 'one-linear' } });
});

test('a drawing without a card is counted', () => {
  const digits = example('digits');
  expect(countsOf(digits, plan(digits))).toEqual({ nodes: 5, rows: 1437, test: 360 });
});

test('networks of the plane have a field, others have none', () => {
  const field = fieldOf(plan(example('moons')));
  expect(field).toEqual({
    ...{ kind: 'plane', input: 'points1.X', output: 'linear3.Z', classes: 2, target: 'points1.y', side: SIDE },
  });
  expect(fieldOf(plan(example('xor')))?.kind).toBe('plane');
  expect(fieldOf(plan(example('residual-fork')))?.output).toMatch(/\.Z$/);
  for (const name of ['digits', 'linear-apart', 'one-linear', 'two-layers'])
    expect(fieldOf(plan(example(name)))).toBeNull();
});

test('a wide network gets a coarser field', () => {
  const moons = example('moons');
  const wide = { ...moons.nodes.linear1, settings: { features: 2000 } };
  const side =
    fieldOf(plan({ ...moons, nodes: { ...moons.nodes, linear1: wide } as GraphDocument['nodes'] }))?.side ?? 0;
  expect(side).toBeGreaterThanOrEqual(24);
  expect(side).toBeLessThan(60);
});

test('a curve through points is a field over a line', () => {
  const moons = example('moons');
  const { linear1, points1 } = moons.nodes;
  const document: GraphDocument = {
    ...moons,
    nodes: {
      points1: { ...points1, settings: { kind: 'sine' } } as GraphDocument['nodes'][string],
      linear1: { ...linear1, settings: { features: 1 } } as GraphDocument['nodes'][string],
      'mse-loss1': { type: 'mse-loss', position: { x: 0, y: 0 }, settings: {} },
    },
    wires: { 'linear1.A': 'points1.X', 'mse-loss1.Z': 'linear1.Z', 'mse-loss1.y': 'points1.y' },
  };
  expect(fieldOf(plan(document))).toMatchObject({
    kind: 'line',
    input: 'points1.X',
    output: 'linear1.Z',
    target: 'points1.y',
  });
});

test('the grid covers the box round the rows, its first point at the upper left', () => {
  const field = fieldOf(plan(example('moons')));
  if (!field) throw new Error('moons has no field');
  const frame = frameOf(field, [0, 0, 10, 20], []);
  expect(frame).toEqual({ left: -1, width: 12, bottom: -2, height: 24 });
  expect([...gridOf(field, frame, 2)]).toEqual([-1, 22, 11, 22, -1, -2, 11, -2]);
  expect(frameOf(field, [], []).width).toBeGreaterThan(0);
});

test('shares of a row sum to 1 also for large logits, and the lead of class 1 of 2 is p1 − p0', () => {
  const shares = probabilities(Float32Array.of(0, 0, 500, -500, 1, 3), 2);
  expect([...shares.subarray(0, 4)]).toEqual([0.5, 0.5, 1, 0]);
  expect(lead(shares, 2, 1)[2]).toBeCloseTo(Math.tanh(1), 6);
});
