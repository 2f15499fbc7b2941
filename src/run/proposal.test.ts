/* What an update is about to do is what it then does, whichever the optimiser; and asking changes nothing. */
import { expect, test } from 'vitest';
import { engines } from '../check/engines.ts';
import { type Address, DEFAULT_TRAINING, type Training } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { read } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

const layers = await openExample('two-layers');
const W: Address = 'linear1.W';

async function trained(training: Partial<Training>, frozen: readonly Address[] = []): Promise<Trainer> {
  const document = { ...layers, frozen, training: { ...layers.training, ...training } };
  const made = await Trainer.load(document, new Map(), engines.get('f32')!(), 2 ** 20);
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  made.advance();
  return made;
}

test.each([
  ['plain SGD', {}],
  ['momentum', { optimizer: { type: 'sgd', settings: { momentum: 0.9 } } }],
  ['Adam', { optimizer: { type: 'adam', settings: {} } }],
  ['gradients clipped', { clipNorm: 0.01 }],
  ['carried gradients', { zeroGradients: false }],
] as const)('of %s', async (_, training) => {
  const trainer = await trained(training);
  trainer.evaluate();
  const memory = trainer.network.memory;
  const before = read(trainer.network.keptTensor(W)!);
  const found = trainer.proposed([W]);
  expect(trainer.network.memory).toEqual(memory);
  const [change, next] = [read(found.get('linear1.ΔW')!), read(found.get('linear1.W⁺')!)];
  trainer.advance();
  expect(next).toEqual(read(trainer.network.keptTensor(W)!));
  for (const [i, w] of before.entries()) expect(w + change[i]!).toBeCloseTo(next[i]!, 6);
  expect(change.some((x) => x !== 0)).toBe(true);
});

test('of plain SGD the change is −α dW to the last bit, of a frozen parameter nothing', async () => {
  const trainer = await trained({ learningRate: 0.1 });
  const { pass } = trainer.evaluate();
  const dW = read(pass.get('linear1.dW')!);
  const minus = dW.map((g) => -Math.fround(0.1) * g);
  expect(read(trainer.proposed([W]).get('linear1.ΔW')!)).toEqual(minus);
  const frozen = await trained(DEFAULT_TRAINING, [W]);
  frozen.evaluate();
  expect(read(frozen.proposed([W]).get('linear1.ΔW')!).every((x) => x === 0)).toBe(true);
});

test('of what has no gradient there is no update', async () => {
  const trainer = await trained({});
  trainer.evaluate();
  expect([...trainer.proposed(['mse-loss1.L', 'nobody.W']).keys()]).toEqual([]);
});
