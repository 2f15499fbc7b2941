/* Random drawings over the whole catalogue; ten thousand in the full form. */
import { beforeAll, expect, test } from 'vitest';
import { catalogue } from '../nodes/index.ts';
import { howMany, seed, tally } from '../torture.ts';
import { type GraphTrial, gradientTrial, shapeComplaint } from './graph-trial.ts';
import { Dice, randomGraph, readyPlan } from './random-graph.ts';

const count = howMany(500, 10_000);

const used = new Set<string>();
const trials: GraphTrial[] = [];
const complaints: string[] = [];
let ties = 0;

beforeAll(
  async () => {
    for (let each = seed; each < seed + count; each++) {
      const graph = randomGraph(each);
      const planned = readyPlan(graph);
      for (const { type } of planned.steps) used.add(type.type);
      ties += planned.ties.size;
      const complain = (what: unknown) => complaints.push(`graph ${each}: ${what}`);
      try {
        if (!planned.ready) complain(JSON.stringify(planned.problems));
        const shape = await shapeComplaint(graph);
        if (shape) complain(shape);
        const trial = await gradientTrial(graph, new Dice(each));
        if (trial.complaint) complain(trial.complaint);
        trials.push(trial);
      } catch (error) {
        // Nothing that is shown as valid may fail.
        complain(error instanceof Error ? error.stack : error);
      }
    }
    const total = (of: (trial: GraphTrial) => number) => trials.reduce((sum, trial) => sum + of(trial), 0);
    const figures = {
      ...{ seed, count, ties, discarded: total(({ discarded }) => Number(discarded)) },
      ...{ compared: total(({ compared }) => compared), kinks: total(({ kinks }) => kinks) },
    };
    console.log(`random graphs: ${JSON.stringify(figures)}`);
  },
  60_000 + 200 * count,
);

test(`${count} random graphs run, with the shapes that were inferred and the gradients of their loss`, () => {
  expect(complaints).toEqual([]);
  tally('random networks: shapes and gradients', count);
});

test('between them they use every node that computes, and ties', () => {
  const computing = [...catalogue.values()].filter(({ source, type }) => !source || type === 'input');
  expect(computing.filter(({ type }) => !used.has(type)).map(({ type }) => type)).toEqual([]);
  expect(ties).toBeGreaterThan(0);
});

test('at most a fifth of them is discarded for numbers that are too large, and few entries lie at kinks', () => {
  expect(trials.filter(({ discarded }) => discarded).length).toBeLessThanOrEqual(count / 5);
  const compared = trials.reduce((sum, trial) => sum + trial.compared, 0);
  const kinks = trials.reduce((sum, trial) => sum + trial.kinks, 0);
  expect(compared).toBeGreaterThan(5 * count);
  expect(kinks).toBeLessThan(compared / 20);
});
