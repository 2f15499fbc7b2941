/* What a sweep finds on the moons, trained for real from the parameters that they ship with; ladders; and the finder's rate. */
import { expect, test } from 'vitest';
import { openExample } from '../../document/examples.ts';
import { apply, begin } from '../../document/history.ts';
import { Reference } from '../../kernels/reference.ts';
import { plan } from '../../plan/plan.ts';
import { rateAt, type SweepSaid, type SweepTask } from '../../worker/sweep.ts';
import { carryOut } from '../../worker/sweeping.ts';
import { knobsOf, readLadder } from './knobs.ts';
import type { Rung } from './sweep.ts';
import { bestOf, cliffOf, endOf, suggested } from './verdict.ts';

const moons = await openExample('moons');
const knobs = knobsOf(moons, plan(moons), 'en');
const knob = (id: string) => knobs.find((each) => each.id === id)!;

async function carriedOut(task: SweepTask, value = 0): Promise<Rung> {
  const said: SweepSaid[] = [];
  let clock = 0;
  await carryOut(task, { say: (each) => said.push(each), engine: new Reference('f32'), now: () => (clock += 5) });
  const losses = said.flatMap((each) => (each.kind === 'went' ? [...each.losses] : []));
  const end = said.at(-1)!;
  return { value, losses, state: end.kind === 'done' ? (end.broken ? 'broken' : 'done') : 'refused' };
}

const sweep = (id: string, values: readonly number[], steps: number) =>
  Promise.all(
    values.map((value) => {
      const document = apply(begin(moons), { code: '', values: {} }, knob(id).edit(value)).present;
      return carriedOut({ document, steps }, value);
    }),
  );

test('on the moons the descent breaks between α = 1 and 3, and beyond 10 the numbers explode', async () => {
  const rungs = await sweep('rate', [0.3, 1, 3, 30], 150);
  expect(rungs.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'broken']);
  expect(cliffOf(rungs)).toMatchObject({ before: 1, after: 3, step: 81 });
  expect(cliffOf(rungs)!.times).toBeGreaterThan(30);
  expect(cliffOf(rungs.slice(0, 2))).toBeUndefined();
  expect(bestOf(rungs.slice(0, 2))!.value).toBe(1);
});

test('every run begins at the same loss, and has the losses of the same seed', async () => {
  const [first, again] = await sweep('rate', [0.3, 0.3], 20);
  expect(first!.losses).toHaveLength(20);
  expect(again!.losses).toEqual(first!.losses);
  const seeds = await sweep('seed', [4, 5], 2);
  expect(seeds[0]!.losses[0]).toBe(first!.losses[0]);
  expect(seeds[1]!.losses[0]).not.toBe(first!.losses[0]);
});

test('a setting of a node is swept, and a number that it does not take is refused', async () => {
  const features = knob('linear1 features');
  expect(features.ladder).toEqual([2, 4, 6, 8, 12, 16, 32, 64]);
  expect((await sweep('linear1 features', [2, 16], 3)).map(({ state }) => state)).toEqual(['done', 'done']);
  expect(readLadder('2, 4;8', features)).toEqual([2, 4, 8]);
  expect(readLadder('2, 4.5', features)).toBeUndefined();
  expect(readLadder('', features)).toBeUndefined();
  expect(readLadder('1 2 3 4 5 6 7 8 9', features)).toBeUndefined();
});

test('the finder ends where the loss leaves the ground, and suggests a rate below the cliff', async () => {
  const ramp = { from: 1e-5, to: 30 };
  const { losses } = await carriedOut({ document: moons, steps: 200, ramp });
  const rate = suggested(losses, (step) => rateAt(ramp, step, 200))!;
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(10);
  expect(suggested([1, 2, 3], () => 1)).toBeUndefined();
});

test('of a saw the end is its mean, not its last tooth', () => {
  const losses = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : 3));
  expect(endOf({ losses })).toBeCloseTo(2.2, 9);
  expect(endOf({ losses, test: 0.5 })).toBe(0.5);
});
