/* The four lessons that are worked by hand, digit for digit: their examples give the numbers of the paper. */
import { expect, test } from 'vitest';
import { type Address, DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { read } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

async function trainer(document: GraphDocument): Promise<Trainer> {
  const made = await Trainer.load(document, new Map(), new Reference('f64'));
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  expect(made.plan.problems.filter(({ blocks }) => blocks)).toEqual([]);
  return made;
}

function at(run: Trainer, place: string): number[] {
  const tensor = run.evaluate().pass.get(place as Address);
  if (!tensor) throw new Error(`${place} is not in the pass`);
  return [...read(tensor)];
}

/** Every number within 1e-12 of what is expected. */
function close(run: Trainer, expected: Readonly<Record<string, readonly number[]>>): void {
  for (const [place, numbers] of Object.entries(expected)) {
    const found = at(run, place);
    expect(found, place).toHaveLength(numbers.length);
    for (const [i, x] of found.entries())
      expect(Math.abs(x - numbers[i]!), `${place}[${i}] is ${x}, not ${numbers[i]}`).toBeLessThanOrEqual(1e-12);
  }
}

/** The losses before each of so many steps. */
function losses(run: Trainer, steps: number): readonly number[] {
  return Array.from({ length: steps }, () => run.advance().loss);
}

const lesson1 = await openExample('one-linear');

test('lesson 1: z = 1, L = 2, δ = −2, dw = −4, db = −2; then w = 0.9, b = 0.2, z = 2, L = 0.5, 0.125', async () => {
  const run = await trainer(lesson1);
  close(run, { 'linear1.Z': [1], 'mse-loss1.L': [2], 'linear1.dZ': [-2], 'linear1.dW': [-4], 'linear1.db': [-2] });
  expect(losses(run, 1)).toEqual([2]);
  close(run, { 'linear1.W': [0.9], 'linear1.b': [0.2], 'linear1.Z': [2], 'mse-loss1.L': [0.5] });
  expect(losses(run, 2)).toEqual([0.5, 0.125].map((x) => expect.closeTo(x, 12)));
});

test.each([
  [0.2, [2, 0]],
  [0.4, [2, 2, 2, 2]],
  [0.5, [2, 4.5, 10.125, 22.78125]],
] as const)('lesson 1 with α = %d: the losses are %j', async (learningRate, wanted) => {
  const run = await trainer({ ...lesson1, training: { ...lesson1.training, learningRate } });
  expect(losses(run, wanted.length)).toEqual(wanted.map((x) => expect.closeTo(x, 12)));
});

test('lesson 2: a batch of three, whose dW and db are sums over the samples', async () => {
  const run = await trainer(await openExample('batch-of-three'));
  close(run, {
    'linear1.Z': [-0.5, 1.6, 2, 2.85, -0.5, 0.35],
    'linear1.dZ': [-1 / 6, 0.2, 1 / 3, -0.05, 1 / 6, -0.65 / 3],
    'linear1.dW': [2.5 / 3, -0.5, 0.05, 0.7 / 3],
    'linear1.db': [1 / 3, -0.2 / 3],
    'linear1.dA': [0.35 / 3, 0.4 / 3, 0.35 / 3, -0.5375 / 3, -0.4 / 3, -0.4125 / 3],
  });
  // As the paper prints them.
  const printed = (place: string, digits: number) => at(run, place).map((x) => Number(x.toFixed(digits)));
  expect(printed('mse-loss1.L', 4)).toEqual([0.3842]);
  expect(printed('linear1.dZ', 3)).toEqual([-0.167, 0.2, 0.333, -0.05, 0.167, -0.217]);
  expect(printed('linear1.dW', 4)).toEqual([0.8333, -0.5, 0.05, 0.2333]);
  expect(printed('linear1.db', 4)).toEqual([0.3333, -0.0667]);
  expect(printed('linear1.dA', 4)).toEqual([0.1167, 0.1333, 0.1167, -0.1792, -0.1333, -0.1375]);
});

test('lesson 3: the notebook’s equation in whole numbers, the exact 0 of Z1[0,2] switched off', async () => {
  close(await trainer(await openExample('two-layers')), {
    'linear1.Z': [-1, 2, 0, 3, -0.5, -2.5],
    'relu1.A': [0, 2, 0, 3, 0, 0],
    'linear2.Z': [-4, 3],
    'mse-loss1.L': [4.25],
    'linear2.dZ': [-2, 0.5],
    'relu1.dA': [-2, 4, -1, 0.5, -1, 0.25],
    'linear1.dZ': [0, 4, 0, 0.5, 0, 0],
    'linear2.dW': [1.5, -4, 0],
    'linear2.db': [-1.5],
    'linear1.dW': [1, -0.5, 4, 8, 0, 0],
    'linear1.db': [0.5, 4, 0],
  });
});

// a = −2, b = 3, d = a·b, e = a + b, f = d·e = −6, so ∂f/∂a = b·e + d = −3 and ∂f/∂b = a·e + d = −8.
const lesson4 = await openExample('fork');

test('lesson 4: at a fork 3 and −6 are added, −3', async () => {
  close(await trainer(lesson4), { 'f.C': [-6], 'd.dA': [3], 'e.dA': [-6], 'a.dX': [-3], 'b.dX': [-8] });
});

test('lesson 4, gradients not zeroed: −3, −6, −9', async () => {
  const seen = async (zeroGradients: boolean) => {
    const run = await trainer({ ...lesson4, training: { ...DEFAULT_TRAINING, zeroGradients } });
    const slots = [at(run, 'a.dX')];
    for (let step = 0; step < 2; step++) {
      run.advance();
      slots.push(at(run, 'a.dX'));
    }
    return slots.flat();
  };
  expect(await seen(false)).toEqual([-3, -6, -9]);
  expect(await seen(true)).toEqual([-3, -3, -3]);
});
