/* One truth: the recorded step, optimised, gives the bits of the pass carried out directly, watched or not, over the
   examples and random graphs of the whole catalogue; and it stops where the direct one would. */
import { describe, expect, test } from 'vitest';
import { bits } from '../check/bits.ts';
import { engines } from '../check/engines.ts';
import { randomGraph } from '../check/random-graph.ts';
import { DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import type { Given } from './starting.ts';
import { Trainer } from './trainer.ts';

const gallery = await openExamples();
const graphs = Number(process.env.CHAINRULE_GRAPHS ?? 100);

async function load(document: GraphDocument, given: Given, engine: string): Promise<Trainer> {
  const made = await Trainer.load(document, given, engines.get(engine)!());
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  return made;
}

/** What of a trainer's next pass the direct pass computes otherwise. */
function differing(trainer: Trainer): string[] {
  const { device } = trainer.network;
  const rows = trainer.batch().length;
  const { pass } = trainer.evaluate();
  const replayed = new Map(
    [...pass].map(([place, { pointer, size }]) => [place, bits(device.data.slice(pointer, pointer + size))]),
  );
  const direct = trainer.network.direct(rows);
  if ([...direct.keys()].join() !== [...pass.keys()].join()) return ['other addresses'];
  return [...direct]
    .filter(([place, { pointer, size }]) => bits(device.data.slice(pointer, pointer + size)) !== replayed.get(place))
    .map(([place]) => place);
}

/** Trains watched and unwatched side by side; the first thing that differs. */
async function disagreement(
  document: GraphDocument,
  given: Given,
  engine: string,
  steps: number,
): Promise<string | undefined> {
  const [watched, alone] = [await load(document, given, engine), await load(document, given, engine)];
  if (!watched.plan.ready) return 'not ready';
  for (let step = 0; step < steps; step++) {
    const wrong = differing(watched);
    if (wrong.length > 0) return `step ${step}: ${wrong} by the recording`;
    const { loss } = watched.evaluate();
    const [a, b] = [watched.advance(), alone.advance()];
    if (!Object.is(a.loss, b.loss) || !Object.is(a.loss, loss))
      return `step ${step}: losses ${loss}, ${a.loss}, ${b.loss}`;
    if (a.broken !== b.broken) return `step ${step}: stopped by ${a.broken}, ${b.broken}`;
    if (bits(watched.network.memory) !== bits(alone.network.memory)) return `step ${step}: other parameters`;
    if (a.broken) return undefined;
  }
  return undefined;
}

describe.each([...engines.keys()])('in %s, watched and unwatched, recorded and direct are the same bits', (engine) => {
  test.each([...gallery.keys()])(
    '%s',
    async (name) => {
      const document = gallery.get(name) as GraphDocument;
      const steps = name === 'character-gpt' || name === 'conv-digits' ? 2 : 6;
      expect(await disagreement(document, new Map(), engine, steps)).toBeUndefined();
    },
    60_000,
  );

  test(`${graphs} random graphs`, async () => {
    const complaints: string[] = [];
    for (let seed = 0; seed < graphs; seed++) {
      const { document, given } = randomGraph(seed);
      const complaint = await disagreement(document, given, engine, 3);
      if (complaint) complaints.push(`graph ${seed}: ${complaint}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});

test('a rate that drives numbers beyond all bounds stops watched and unwatched at the same step and tensor', async () => {
  let stopped = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { document, given } = randomGraph(seed);
    const training = { ...DEFAULT_TRAINING, ...document.training, learningRate: 1e9 };
    const complaint = await disagreement({ ...document, training }, given, 'f32', 40);
    expect(complaint, `graph ${seed}`).toBeUndefined();
    const alone = await load({ ...document, training }, given, 'f32');
    for (let step = 0; step < 40 && !stopped; step++) if (alone.advance().broken) stopped++;
  }
  expect(stopped).toBeGreaterThan(0);
}, 120_000);

test('a step that fails long after the network was secured leaves the parameters of just before', async () => {
  const document = gallery.get('one-linear') as GraphDocument;
  const diverging = { ...document, training: { ...document.training, learningRate: 0.53 } };
  const [run, twin] = [await load(diverging, new Map(), 'f32'), await load(diverging, new Map(), 'f32')];
  let { broken } = run.advance();
  while (!broken) ({ broken } = run.advance());
  for (let step = 0; step < run.step; step++) twin.advance();
  expect(run.step).toBeGreaterThan(70);
  expect(run.step % 64).not.toBe(0);
  expect(bits(run.network.memory)).toBe(bits(twin.network.memory));
  expect(run.advance().broken).toBe(broken);
});
