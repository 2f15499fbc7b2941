/* The sum as rows of bars, by product or by sample, and what is said of it. */
import { expect, test } from 'vitest';
import { Explainer } from '../../debug/explain.ts';
import type { Address } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { Reference } from '../../kernels/reference.ts';
import { Trainer } from '../../run/trainer.ts';
import { read } from '../../tensor/tensor.ts';
import { meaningOf } from './meaning.ts';
import { rowsOf } from './rows.ts';
import { partsOf, samplesOf } from './samples.ts';

async function asking(example: string) {
  const document = await openExample(example);
  const trainer = await Trainer.load(document, new Map(), new Reference('f64'));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  const { pass } = trainer.evaluate();
  const { network, plan } = trainer;
  const explainer = new Explainer(network.device, plan, network.step(trainer.batch().length));
  const samples = samplesOf(document, plan);
  return {
    samples,
    numbers: (place: Address) => [...read(pass.get(place) as never)],
    ask(place: Address, index: readonly number[], labels: readonly number[] | null = null) {
      const explanation = explainer.explain(place, index, 2048);
      if (!explanation) throw new Error(`${place} is given`);
      const parts = partsOf(explanation, samples);
      const probed = { place, index, explanation, influence: [], value: explanation.result };
      return {
        explanation,
        parts,
        rows: rowsOf(parts, explanation),
        said: meaningOf(document, plan, probed, parts, labels),
      };
    },
  };
}

test('lesson 2: each row begins where the one before ends, the largest first', async () => {
  const { parts, rows } = (await asking('batch-of-three')).ask('linear1.dW', [1, 0]);
  expect(parts.map(({ sample }) => sample)).toEqual([0, 1, 2]);
  expect(rows.rows.map(({ factors, product }) => [factors, product])).toEqual([
    ['0.200 × 1', '0.200'],
    ['−0.050 × 3', '−0.150'],
    ['−0.217 × 0', '0'],
  ]);
  const ends = rows.rows.flatMap(({ from, to }) => [from, to]);
  expect(ends.map((x) => Number(x.toFixed(3)))).toEqual([0, 0.2, 0.2, 0.05, 0.05, 0.05]);
  expect(rows).toMatchObject({ rest: null, result: '0.050', least: 0 });
});

test('digits: a weight’s gradient is a sum over the samples, a pre-activation one over the inputs', async () => {
  const { ask, samples } = await asking('digits');
  expect(samples.pictures).toEqual({ X: 'digits1.X', y: 'digits1.y' });
  const { parts, rows, explanation } = ask('linear2.dW', [3, 9]);
  expect(parts.map(({ sample }) => sample)).toEqual(Array.from({ length: 32 }, (_, n) => n));
  expect([rows.rows.length, rows.rest?.count]).toEqual([6, 26]);
  expect(rows.rest?.to).toBeCloseTo(explanation.result, 12);
  // 10 classes and 32 rows: a sum over columns is not taken for one over samples.
  expect(ask('relu1.dA', [5, 9]).parts.every(({ sample }) => sample === undefined)).toBe(true);
  expect(ask('linear1.Z', [5, 9]).parts).toHaveLength(65);
});

test('conv-digits: all places of one sample are one part', async () => {
  const { ask } = await asking('conv-digits');
  const { parts, explanation } = ask('conv2d1.dW', [0, 0, 1, 1]);
  expect(parts).toHaveLength(32);
  expect(parts.every(({ terms }) => terms.length === explanation.terms.length / 32)).toBe(true);
  expect(parts.reduce((sum, { product }) => sum + product, 0)).toBeCloseTo(explanation.result, 9);
});

test('the sign of a gradient is said in words, and the class that pushes most with its true sum', async () => {
  const { ask, numbers } = await asking('digits');
  const labels = numbers('digits1.y');
  const { said, parts, explanation } = ask('linear2.dW', [3, 9], labels);
  expect(said[0]).toEqual([explanation.result < 0 ? 'negative' : 'positive', { tensor: 'W[3,9]' }]);
  const [key, values] = said[1]!;
  const own = parts.filter(({ sample }) => labels[sample!] === Number(values.class));
  expect([key, values.count]).toEqual(['contribute', own.length]);
  const sum = own.reduce((total, { product }) => total + product, 0);
  expect(Number(String(values.sum).replace('−', '-'))).toBeCloseTo(sum, 3);
  for (const label of new Set(labels)) {
    const of = parts.filter(({ sample }) => labels[sample!] === label);
    expect(Math.abs(of.reduce((total, { product }) => total + product, 0))).toBeLessThanOrEqual(Math.abs(sum));
  }
});

test('nothing is said of values, nor of gradients that are carried over', async () => {
  expect((await asking('batch-of-three')).ask('linear1.Z', [0, 0]).said).toEqual([]);
  const document = await openExample('batch-of-three');
  const carried = { ...document, training: { ...document.training, zeroGradients: false } };
  const { ask } = await asking('batch-of-three');
  const { explanation, parts } = ask('linear1.dW', [1, 0]);
  const trainer = await Trainer.load(carried, new Map(), new Reference('f64'));
  if (!(trainer instanceof Trainer)) throw new Error('does not load');
  const probed = { place: 'linear1.dW' as Address, index: [1, 0], explanation, influence: [], value: 0.05 };
  expect(meaningOf(carried, trainer.plan, probed, parts, null)).toEqual([]);
  expect(meaningOf(document, trainer.plan, probed, parts, null)).toEqual([['positive', { tensor: 'W[1,0]' }]]);
});
