/* The conversation about one iteration and its past, as the page hears it. */
import { expect, test } from 'vitest';
import type { Address, GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { opened } from './conversation.ts';
import type { Explanation, TraceEvent } from './debugging.ts';
import type { Answer } from './requests.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

const step = (position: number, events: readonly TraceEvent[]) => events[position - 1];

test('the first micro-step opens the debugger; only what is computed is reported; leaving leaves no trace', async () => {
  const { session, last, tell } = await opened(example('two-layers'));
  const watch = (address: `${string}.${string}`) => ({ address, form: 'statistics' as const });
  await session.hear({ kind: 'watch', watches: [watch('linear1.Z'), watch('linear1.dW'), watch('linear1.W')] });
  expect([...last('progress').tensors.keys()]).toEqual(['linear1.Z', 'linear1.dW', 'linear1.W']);
  expect(last('progress').standing).toBeUndefined();
  const { standing, tensors } = await tell({ kind: 'walk', walk: { by: 'part' } });
  expect(standing).toEqual({ position: 1 });
  expect(step(1, last('trace').events)?.writes).toBe('linear1.Z');
  expect([...tensors.keys()]).toEqual(['linear1.Z', 'linear1.W']);
  const left = await tell({ kind: 'debug', on: false });
  expect(left.standing).toBeUndefined();
  expect([...left.tensors.keys()]).toEqual(['linear1.Z', 'linear1.dW', 'linear1.W']);
  expect(left.measures.step).toBe(0);
});

test('walking through iterations gives the curve of training', async () => {
  const walked = await opened(example('digits'));
  for (let i = 0; i < 5; i++) await walked.tell({ kind: 'walk', walk: { by: 'iteration' } });
  await walked.tell({ kind: 'debug', on: false });
  const stepped = await opened(example('digits'));
  await stepped.iterate(5);
  expect(walked.curve()).toEqual(stepped.curve());
  expect(walked.last('progress').measures).toEqual(stepped.last('progress').measures);
});

test('training stops before a node, and goes on from it to the next iteration', async () => {
  const { last, tell, train } = await opened(example('digits'));
  await tell({ kind: 'breakpoints', breakpoints: [{ id: 'a', kind: 'node', node: 'relu1', phase: 'backward' }] });
  const first = await train(1);
  expect(first.standing?.halt).toEqual({ by: 'breakpoint', id: 'a' });
  expect(last('trace').events[first.standing!.position]).toMatchObject({ node: 'relu1', phase: 'backward' });
  const second = await train(1);
  expect([first.measures.step, second.measures.step]).toEqual([0, 1]);
  expect(second.standing).toEqual(first.standing);
});

test('a bound stops once when it begins to hold; an iteration stops once', async () => {
  const { tell, train } = await opened(example('moons'));
  await tell({ kind: 'breakpoints', breakpoints: [{ id: 'low', kind: 'loss', relation: '<', value: 0.3 }] });
  const stopped = await train(400);
  expect(stopped.standing?.halt).toMatchObject({ by: 'breakpoint', id: 'low', value: stopped.measures.loss });
  expect(stopped.measures.loss).toBeLessThan(0.3);
  const later = await train(3);
  expect(later.standing).toBeUndefined();
  expect(later.measures.step).toBeGreaterThan(stopped.measures.step);
  const at = later.measures.step + 5;
  await tell({ kind: 'breakpoints', breakpoints: [{ id: 'k', kind: 'iteration', step: at }] });
  const asked = await train(100);
  expect(asked).toMatchObject({ measures: { step: at }, standing: { position: 0, halt: { id: 'k' } } });
  expect((await train(1)).measures.step).toBeGreaterThan(at);
});

test('an expression over several tensors stops where it begins to hold, behind the last that it is about', async () => {
  const { last, tell, train } = await opened(example('moons'));
  const text = 'abs(linear1.dW).max() < 0.02 and loss < 0.4';
  await tell({ kind: 'breakpoints', breakpoints: [{ id: 'e', kind: 'expression', text, places: ['linear1.dW'] }] });
  const stopped = await train(400);
  expect(stopped.standing?.halt).toEqual({ by: 'breakpoint', id: 'e', value: 1 });
  expect(stopped.measures.step).toBeGreaterThan(0);
  expect(stopped.measures.loss).toBeLessThan(0.4);
  expect(step(stopped.standing!.position, last('trace').events)?.writes).toBe('linear1.dW');
});

test('a diverging run opens the debugger right behind the first number that is not finite', async () => {
  const document = example('one-linear');
  const { last, train } = await opened({
    ...document,
    training: { ...document.training, learningRate: 1e20 },
  });
  const { standing } = await train(50);
  const { address } = last('not-finite');
  expect(standing?.halt).toEqual({ by: 'not-finite', address });
  expect(step(standing!.position, last('trace').events)?.writes).toBe(address);
});

test('a visit shows an iteration with its numbers and leaves the curve whole; training goes on from the latest', async () => {
  const { tell, train, ask, curve } = await opened(example('digits'));
  const { measures } = await train(40);
  const visited = await tell({ kind: 'visit', step: 37 });
  expect([visited.measures.step, visited.tape.last]).toEqual([37, measures.step]);
  const fresh = await opened(example('digits'));
  await fresh.iterate(37);
  const question = { kind: 'tensor', id: 1, address: 'linear2.dZ' } as const;
  expect(await ask(question)).toEqual(await fresh.ask(question));
  expect(visited.measures.loss).toBe(fresh.last('progress').measures.loss);
  expect(curve()).toHaveLength(measures.step);
  expect(await ask({ kind: 'setValue', id: 2, address: 'linear1.b', index: 0, value: 1 })).toEqual({
    kind: 'refused',
    reason: 'visiting',
  });
  expect((await train(2)).measures.step).toBeGreaterThan(measures.step);
});

test('a fork cuts the curve where it begins', async () => {
  const { tell, train, curve } = await opened(example('digits'));
  await train(40);
  const whole = curve();
  await tell({ kind: 'visit', step: 20 }, { kind: 'fork' });
  expect(curve()).toEqual(whole.slice(0, 20));
  await train(5);
  expect(curve().slice(0, 20)).toEqual(whole.slice(0, 20));
});

test('an edit of the rate, or of a number by hand, keeps the debugger where it stands', async () => {
  const { session, tell, ask, last } = await opened(example('two-layers'));
  const { standing } = await tell({ kind: 'walk', walk: { until: 'linear1', phase: 'update' } });
  const document = { ...example('two-layers'), training: { ...example('two-layers').training, learningRate: 0.7 } };
  await session.hear({ kind: 'document', revision: 'r2', document });
  expect(last('progress').standing).toEqual(standing);
  await ask({ kind: 'setValue', id: 1, address: 'linear2.b', index: 0, value: 4 });
  expect(last('progress').standing).toEqual(standing);
  const answer = await ask({ kind: 'tensor', id: 2, address: 'linear2.b' });
  expect(answer).toMatchObject({ data: Float32Array.of(4) });
});

test('what is shown is explained, what is not yet computed is not', async () => {
  const { tell, ask } = await opened(example('two-layers'));
  const question = { kind: 'explain', id: 1, address: 'linear2.dW', index: [0, 1], limit: 8 } as const;
  const whole = (await ask(question)) as { explanation: Explanation };
  expect(whole.explanation.result).toBe(-4);
  expect(whole.explanation.terms.map(({ product }) => product)).toEqual([-4, 0]);
  await tell({ kind: 'walk', walk: { by: 'phase' } });
  expect(await ask(question)).toEqual({ kind: 'refused', reason: 'unknown-address' });
});

test('what an update adds is shown and explained as soon as its gradient is there, and the same behind the update', async () => {
  const { tell, ask } = await opened(example('two-layers'));
  const tensor = (id: number, address: Address) => ask({ kind: 'tensor', id, address });
  await tell({ kind: 'walk', walk: { until: 'linear2', phase: 'backward' } });
  expect(await tensor(1, 'linear2.ΔW')).toEqual({ kind: 'refused', reason: 'unknown-address' });
  await tell({ kind: 'walk', walk: { by: 'node' } });
  const change = await tensor(2, 'linear2.ΔW');
  const { learningRate } = example('two-layers').training;
  const dW = await tensor(8, 'linear2.dW');
  const numbers = (answer: Answer) => (answer as Extract<Answer, { kind: 'tensor' }>).data;
  expect(numbers(change)).toEqual(numbers(dW).map((g) => -Math.fround(learningRate) * g));
  const next = await tensor(3, 'linear2.W⁺');
  await tell({ kind: 'walk', walk: { by: 'phase' } });
  await tell({ kind: 'walk', walk: { by: 'phase' } });
  expect(await tensor(4, 'linear2.ΔW')).toEqual(change);
  expect(await tensor(5, 'linear2.W⁺')).toEqual(next);
  expect(await tensor(6, 'linear2.W')).toEqual(next);
  const question = { kind: 'explain', id: 7, address: 'linear2.ΔW', index: [0, 1], limit: 8 } as const;
  const { explanation, influence } = (await ask(question)) as Extract<Answer, { kind: 'explain' }>;
  expect(explanation?.terms).toMatchObject([
    { coefficient: -learningRate, factors: [{ address: 'linear2.dW', value: -4 }] },
  ]);
  expect(influence).toMatchObject([{ address: 'linear2.W⁺', cells: [1] }]);
});
