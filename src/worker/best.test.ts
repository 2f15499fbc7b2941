/* Where a run was best, and that it ends by itself when it gets no better. */
import { expect, test } from 'vitest';
import { openExample } from '../document/examples.ts';
import { opened } from './conversation.ts';
import type { Answer } from './requests.ts';

const moons = await openExample('moons');
const tested = { ...moons, training: { ...moons.training, learningRate: 3, split: { test: 0.3, seed: 1 } } };
const best = (answer: Answer) => {
  if (answer.kind !== 'best') throw new Error(answer.kind);
  return answer;
};

test('the best of a run is its lowest test loss, and its parameters give that loss again', async () => {
  const talk = await opened(tested);
  await talk.train(40);
  const found = best(await talk.ask({ kind: 'best', id: 1 }));
  const tests = talk.reports.flatMap((report) => (report.kind === 'progress' ? report.curve.tests : []));
  const lowest = tests.reduce((a, b) => (b.testLoss < a.testLoss ? b : a));
  expect([found.by, found.step, found.value]).toEqual(['test', lowest.step, lowest.testLoss]);
  expect(found.step).toBeLessThan(talk.last('progress').measures.step);
  await talk.ask({ kind: 'setTensors', id: 2, tensors: found.tensors });
  expect(talk.last('progress').measures.testLoss).toBeCloseTo(found.value, 12);
});

test('without test rows the best is the lowest loss that was reported', async () => {
  const talk = await opened(moons);
  const { measures } = await talk.train(30);
  const found = best(await talk.ask({ kind: 'best', id: 1 }));
  expect([found.by, found.step, found.value]).toEqual(['loss', measures.step, measures.loss]);
});

test('a run whose tests get no better ends after as many as were asked for, and goes on when asked again', async () => {
  const talk = await opened(tested);
  await talk.ask({ kind: 'patience', id: 1, tests: 5 });
  await talk.session.hear({ kind: 'train' });
  for (let i = 0; i < 400; i++) talk.slice();
  const { running, measures } = talk.last('progress');
  expect(running).toBe(false);
  const found = best(await talk.ask({ kind: 'best', id: 2 }));
  expect([measures.step - found.step, found.stopped]).toEqual([5, true]);
  await talk.ask({ kind: 'patience', id: 3, tests: null });
  const on = await talk.train(20);
  expect(on.measures.step).toBeGreaterThan(measures.step + 20);
});
