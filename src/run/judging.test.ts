/* Judging and tracing rows: the figures are those of the test, and looking changes no number. */
import { expect, test } from 'vitest';
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
