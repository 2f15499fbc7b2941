/* Networks whose every backward is a program of the language, recorded and replayed like all others: they train as the
   true ones do; the full form measures how fast. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { GraphDocument, NodeId } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { apply, begin } from '../document/history.ts';
import { rewriteBackward } from '../document/rewriting.ts';
import { Wasm } from '../kernels/wasm.ts';
import { nodeType } from '../nodes/index.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import { Trainer } from '../run/trainer.ts';
import { isTorture, tally } from '../torture.ts';
import { mark } from './mark.ts';
import { questionOf } from './question.ts';

const module = new WebAssembly.Module(readFileSync(new URL('../../dist/kernels/plain.wasm', import.meta.url)));

async function loaded(document: GraphDocument): Promise<Trainer> {
  const trainer = await Trainer.load(document, new Map(), new Wasm(module));
  if (!(trainer instanceof Trainer) || !trainer.plan.ready) throw new Error(`${document.title} cannot be trained`);
  return trainer;
}

function written(document: GraphDocument): GraphDocument {
  let history = begin(document);
  for (const [id, { type }] of Object.entries(document.nodes)) {
    const program = backwardPrograms[type];
    if (program && type !== 'parameter' && !nodeType(type)?.source)
      history = apply(history, { code: 'rewrite', values: {} }, rewriteBackward(id as NodeId, program));
  }
  return history.present;
}

/** Milliseconds of a step: the least of several turns, taken in turn with the other. */
function times(trainers: readonly Trainer[]): readonly number[] {
  const least = trainers.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 9; round++)
    for (const [i, trainer] of trainers.entries()) {
      const from = performance.now();
      let steps = 0;
      while (performance.now() - from < 60) {
        trainer.advance();
        steps++;
      }
      least[i] = Math.min(least[i]!, (performance.now() - from) / steps);
    }
  return least;
}

const QUICK = ['two-layers', 'moons', 'iris'];
const all = [...(await openExamples())].filter(([name]) => isTorture || QUICK.includes(name));

it.each(all)(
  'trains %s as the true backwards do',
  async (name, document) => {
    const [own, other] = [await loaded(document), await loaded(written(document))];
    for (let step = 0; step < 5; step++) {
      const [a, b] = [own.advance().loss, other.advance().loss];
      expect(Math.abs(a - b), `${name}, step ${step}`).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(a)));
    }
    if (!isTorture) return;
    const [true_, mine] = times([own, other]);
    console.log(
      `${name}: ${(1000 * true_!).toFixed(1)} µs, written ${(1000 * mine!).toFixed(1)} µs: ${((100 * true_!) / mine!).toFixed(0)} %`,
    );
    tally(`${name}, per cent of its speed`, Math.round((100 * true_!) / mine!));
    expect(true_! / mine!, `${name}: share of the speed`).toBeGreaterThanOrEqual(0.5);
  },
  isTorture ? 60_000 : 10_000,
);

it('marks tensors of ten thousand elements within 100 ms', async () => {
  const digits = (await openExamples()).get('digits')!;
  const trainer = await loaded({ ...digits, training: { ...digits.training, batchSize: 150 } });
  const question = questionOf(trainer.plan, trainer.evaluate().pass, 'linear1' as NodeId)!;
  expect(question.values.A!.length).toBe(9600);
  const text = 'dW = dZ.T @ A\ndb = dZ.sum(0)\ndA = dZ @ W';
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const from = performance.now();
    expect(mark(question, text).right).toBe(true);
    least = Math.min(least, performance.now() - from);
  }
  if (isTorture) console.log(`the mark on linear1 of digits, 150 rows: ${least.toFixed(0)} ms`);
  expect(least).toBeLessThan(100);
});
