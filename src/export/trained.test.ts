/* How exported files train, against the engine: every optimizer, schedule and way of making batches. Random networks are in
   parity.test.ts; here one network learns in many ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { randomLearning } from '../check/random-training.ts';
import { type Answer, answers, compare, type Question, question, torch } from '../cli/carried-out.ts';
import type { Address } from '../document/document.ts';
import { parseDocument } from '../document/file.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { howMany, seed, tally } from '../torture.ts';

const count = howMany(100, 2000);

/** What is further from the engine than rounding in double precision. */
function wrong(questions: readonly Question[]) {
  const answered = answers(questions);
  return questions.flatMap((each, i) => compare(each, answered[i] as Answer)).filter(({ share }) => !(share <= 1));
}

it.skipIf(!torch)('every network that PyTorch was asked about, as long as it was', { timeout: 120_000 }, async () => {
  const folder = resolve(import.meta.dirname, '../../golden');
  const questions: Question[] = [];
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const { document, tensors, start, steps } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const read = parseDocument(JSON.stringify(document));
    if ('problem' in read) throw new Error(file);
    const given = new Map(Object.entries({ ...tensors, ...start }) as [Address, TensorData][]);
    questions.push(await question(file, { document: read.document, given }, steps, 'f64'));
  }
  expect(questions.length).toBeGreaterThan(40);
  expect(wrong(questions)).toEqual([]);
});

it.skipIf(!torch)(
  `${count} ways to learn, twelve steps each, exported at the start or later`,
  { timeout: 60_000 + 300 * count },
  async () => {
    const questions: Question[] = [];
    for (let each = seed; each < seed + count; each++) {
      const before = [0, 0, 1, 9][each % 4];
      questions.push(await question(`way ${each}, after ${before}`, randomLearning(each), 12, 'f64', before));
    }
    expect(wrong(questions)).toEqual([]);
    tally('ways to learn, as NumPy and PyTorch', count);
  },
);
