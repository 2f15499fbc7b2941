/* A sample from outside: its gradient is what the output does when the sample changes, and training knows nothing of it. */
import { expect, test } from 'vitest';
import { openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { Trainer } from './trainer.ts';

async function loaded(name: string) {
  const trainer = await Trainer.load(await openExample(name), new Map(), new Reference('f64'));
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  for (let step = 0; step < 3; step++) trainer.advance();
  return trainer;
}

test.each([
  ['digits', 'digits1.X', [1, 64]],
  ['conv-digits', 'digits1.X', [1, 1, 8, 8]],
] as const)('the gradient of a class of %s is the change of its logit', async (name, input, shape) => {
  const { network, plan } = await loaded(name);
  const judge = plan.steps.find(({ type }) => type.predicts);
  const output = judge?.sources.get('Z') as 'linear2.Z';
  const data = Array.from({ length: 64 }, (_, i) => ((i * 37) % 16) / 16);
  const response = network.respond(input, { shape, data }, output, 0, 7);
  if (!response) throw new Error('there is no response');
  expect(Array.from(response.said)).toEqual(
    Array.from(Float32Array.from(network.look(input, { shape, data }, output).data)),
  );
  const step = 1e-5;
  for (const place of [0, 9, 27, 36, 63]) {
    const [up = 0, down = 0] = [step, -step].map((by) => {
      const moved = data.map((each, i) => (i === place ? each + by : each));
      return network.look(input, { shape, data: moved }, output).data[7];
    });
    expect(response.gradient[place]).toBeCloseTo((up - down) / (2 * step), 5);
  }
  const likeliest = network.respond(input, { shape, data }, output, 0, null);
  expect(likeliest?.column).toBe(response.said.indexOf(Math.max(...response.said)));
});

test('of a text, what is written after the place that is asked changes nothing, and has no gradient', async () => {
  const { network } = await loaded('character-gpt');
  const text = Array.from({ length: 32 }, (_, i) => (i * 7) % 20);
  const ask = (data: readonly number[]) =>
    network.respond(
      'text1.X',
      { shape: [1, 32], data },
      network.plan.steps.find(({ type }) => type.predicts)?.sources.get('Z') as 'linear1.Z',
      9,
      3,
    );
  const response = ask(text);
  expect(response?.gradient.length).toBe(32);
  expect(response?.gradient.slice(0, 10).every((each) => each > 0)).toBe(true);
  expect(response?.gradient.slice(10).every((each) => each === 0)).toBe(true);
  expect(ask(text.map((each, i) => (i > 9 ? 0 : each)))?.said).toEqual(response?.said);
});

test('training goes on as if nothing had been asked, and what is not there has no answer', async () => {
  const [one, other] = await Promise.all([loaded('moons'), loaded('moons')]);
  const sample = { shape: [1, 2], data: [0.5, -0.25] };
  expect(one.network.respond('points1.X', sample, 'linear3.Z', 0, null)?.said.length).toBe(2);
  expect(one.network.respond('points1.X', sample, 'linear3.Z', 1, null)).toBeUndefined();
  expect(one.network.respond('points1.X', sample, 'linear3.Z', 0, 2)).toBeUndefined();
  expect(one.advance().loss).toBe(other.advance().loss);
  expect(one.network.memory).toEqual(other.network.memory);
});
