/* Judging and tracing rows: the figures are those of the test, and looking changes no number. */
import { expect, test } from 'vitest';
import { emptyDocument } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import { read } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

async function loaded() {
  const trainer = await Trainer.load(await openExample('digits'));
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  for (let step = 0; step < 20; step++) trainer.advance();
  return trainer;
}

test('judged test rows have the accuracy of the test, and their own classes', async () => {
  const { network } = await loaded();
  const judged = network.judge(10_000);
  if (!judged) throw new Error('nothing was judged');
  expect(judged.rows).toEqual(Int32Array.from(network.columns.split.test));
  const right = judged.actual.filter((label, i) => label === judged.predicted[i]).length;
  expect(right / judged.rows.length).toBe(network.test()?.accuracy);
  const labels = network.columns.rows.get('digits1.y')?.data ?? [];
  expect(Array.from(judged.actual)).toEqual(Array.from(judged.rows, (row) => labels[row]));
  for (const share of judged.share) expect(share > 0.1 && share <= 1).toBe(true);
  expect(network.judge(7)?.rows.length).toBe(7);
});

test('a traced row stands first in the batch that is looked at, and training goes on as if it had not', async () => {
  const [one, other] = [await loaded(), await loaded()];
  const row = one.network.columns.split.test[3] ?? 0;
  one.evaluate();
  one.trace(row);
  const { pass } = one.evaluate();
  const X = pass.get('digits1.X');
  const whole = one.network.columns.rows.get('digits1.X')?.data.slice(row * 64, row * 64 + 64) ?? [];
  expect(X && Array.from(read(X).slice(0, 64))).toEqual(Array.from(whole));
  one.network.judge(300);
  const losses = [0, 1, 2].map(() => [one.advance().loss, other.advance().loss]);
  for (const [a, b] of losses) expect(a).toBe(b);
  expect(one.traced).toBe(false);
  expect(one.network.memory).toEqual(other.network.memory);
});

test('numbers that are to be met stand beside those that the network comes to, with the loss of the test', async () => {
  const at = { x: 0, y: 0 };
  const nodes = {
    points1: { type: 'points', position: at, settings: { kind: 'sine', samples: 300 } },
    linear1: { type: 'linear', position: at, settings: { features: 1 } },
    loss1: { type: 'mse-loss', position: at, settings: {} },
  };
  const wires = { 'linear1.A': 'points1.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'points1.y' } as const;
  const trainer = await Trainer.load({ ...emptyDocument('sine'), nodes, wires });
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  const { network } = trainer;
  const fitted = network.fit(10_000);
  if (!fitted) throw new Error('nothing was fitted');
  expect(fitted.rows).toEqual(Int32Array.from(network.columns.split.test));
  const squares = fitted.actual.map((y, i) => (fitted.predicted[i]! - y) ** 2);
  expect(squares.reduce((sum, x) => sum + x, 0) / squares.length).toBeCloseTo(network.test()?.loss ?? Number.NaN, 5);
  const targets = network.columns.rows.get('points1.y')?.data ?? [];
  expect(Array.from(fitted.actual)).toEqual(Array.from(fitted.rows, (row) => Math.fround(targets[row] ?? Number.NaN)));
  expect(network.judge(10)).toBeUndefined();
  expect((await loaded()).network.fit(10)).toBeUndefined();
});
