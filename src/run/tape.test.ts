/* Time travel: every iteration of a run is found again with its bits, also after thinning, edits and forks. */
import { expect, test } from 'vitest';
import { bits } from '../check/bits.ts';
import { engines } from '../check/engines.ts';
import type { GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { read } from '../tensor/tensor.ts';
import { Tape } from './tape.ts';
import { Trainer } from './trainer.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;
async function load(document: GraphDocument, tape = 2 ** 20): Promise<Trainer> {
  const made = await Trainer.load(document, new Map(), engines.get('f32')!(), tape);
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  return made;
}
/** Everything on the screen at an iteration. */
const seen = (trainer: Trainer) =>
  [...trainer.evaluate().pass].map(([place, tensor]) => `${place} ${bits(read(tensor))}`).join('\n');

test.each([
  ['with room', 2 ** 20],
  ['without', 0],
])('iterations past are those of a fresh run stopped there, %s', async (_, tape) => {
  const document = example('moons');
  const run = await load(document, tape);
  for (let step = 0; step < 700; step++) run.advance();
  const head = seen(run);
  for (const step of [37, 650, 0, 231, 699]) {
    const fresh = await load(document, 0);
    for (let i = 0; i < step; i++) fresh.advance();
    run.visit(step);
    expect([run.step, run.latest]).toEqual([step, 700]);
    expect(seen(run), `iteration ${step}`).toBe(seen(fresh));
  }
  run.visit(700);
  expect(seen(run)).toBe(head);
});

test('what was edited on the way stays where it was: a rate, a frozen layer, a number by hand', async () => {
  const document = example('digits');
  const run = await load(document);
  const past: string[] = [];
  for (let step = 0; step < 260; step++) {
    if (step === 100)
      run.retune({ ...document, training: { ...document.training, learningRate: 0.02 }, frozen: ['linear1.W'] });
    if (step === 205) run.setValue('linear2.b', 3, 1.5);
    if (step === 207) run.retune(document);
    past.push(seen(run));
    run.advance();
  }
  for (const step of [206, 99, 205, 100, 259, 101, 204]) {
    run.visit(step);
    expect(seen(run) === past[step], `iteration ${step}`).toBe(true);
  }
});

test('a number cannot be set by hand in the past', async () => {
  const run = await load(example('moons'));
  for (let step = 0; step < 9; step++) run.advance();
  run.visit(3);
  expect(run.setValue('linear1.b', 0, 1)).toBe(false);
  run.visit(9);
  expect(run.setValue('linear1.b', 0, 1)).toBe(true);
});

test('a fork goes on from the iteration that is visited, with the present rate, and forgets what came after', async () => {
  const document = example('moons');
  const other = { ...document, training: { ...document.training, learningRate: 0.01 } };
  const [run, twin] = [await load(document), await load(document)];
  for (let step = 0; step < 300; step++) run.advance();
  run.visit(120);
  run.retune(other);
  run.fork();
  expect(run.latest).toBe(120);
  for (let step = 0; step < 120; step++) twin.advance();
  twin.retune(other);
  for (let step = 0; step < 50; step++) expect(run.advance().loss).toBe(twin.advance().loss);
  run.visit(60);
  run.visit(170);
  expect(seen(run)).toBe(seen(twin));
});

test('the tape stays within its bytes, says how thinly it is kept, and never loses the first iteration', () => {
  const size = 100;
  const tape = new Tape(size, 'f32', 40 * size * 4);
  const memory = new Float32Array(size);
  for (let step = 0; step < 5000; step++) if (tape.due(step)) tape.keep(step, memory.fill(step));
  const { first, every, bytes, limit } = tape.state(5000);
  expect(bytes).toBeLessThanOrEqual(limit);
  expect([first, every]).toEqual([0, 128]);
  for (const step of [0, 127, 128, 4500, 4999]) {
    const copy = tape.before(step)!;
    expect(step - copy.step).toBeLessThan(every);
    expect([...new Set(copy.memory)]).toEqual([copy.step]);
  }
});

test('of copies that were all made by hand the oldest gives way, and the tape says from where it is kept', () => {
  const tape = new Tape(4, 'f32', 0);
  for (let step = 0; step < 5; step++) tape.keep(step, Float32Array.of(step, 0, 0, 0), true);
  expect(tape.state(5).first).toBe(3);
  expect(tape.before(2)).toBeUndefined();
});
