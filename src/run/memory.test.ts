/* How much memory a network takes is known before any is taken; what does not fit is refused by the number of bytes. */
import { expect, test } from 'vitest';
import { engines } from '../check/engines.ts';
import { randomGraph } from '../check/random-graph.ts';
import { DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { Dry } from '../kernels/dry.ts';
import { Reference } from '../kernels/reference.ts';
import { loadLanguage, sentence } from '../words/words.ts';
import { Network } from './network.ts';
import type { Given } from './starting.ts';
import { Trainer } from './trainer.ts';

await loadLanguage('ja');
const gallery = await openExamples();

async function lengths(document: GraphDocument, given: Given): Promise<[dry: number, real: number]> {
  const engine = engines.get('plain')!();
  const trainer = await Trainer.load(document, given, engine);
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  const dry = new Dry(engine);
  new Network(document, trainer.plan, trainer.network.columns, new Map(), dry);
  return [dry.length, trainer.network.device.keep(0)];
}

test('a dry run tells to the number what the network will take: every example, and random graphs', async () => {
  const drawings = [
    ...[...gallery.values()].map((document) => [document, new Map()] as const),
    ...Array.from({ length: 40 }, (_, seed) => randomGraph(seed)).map(
      ({ document, given }) => [document, given] as const,
    ),
  ];
  for (const [document, given] of drawings) {
    const [dry, real] = await lengths(document, given);
    expect(dry, document.title).toBe(real);
    expect(dry).toBeGreaterThan(0);
  }
});

/** One layer of so many weights, which Adam keeps five times: W, dW, and three numbers that it remembers. */
function wide(features: number): GraphDocument {
  const nodes = {
    input1: ['input', { shape: [4, 7900] }],
    linear1: ['linear', { features }],
    sum1: ['sum', {}],
  } as const;
  return {
    format: 'chainrule',
    version: 1,
    title: '',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [type, settings]]) => [id, { type, position: { x: 0, y: 0 }, settings }]),
    ) as unknown as GraphDocument['nodes'],
    wires: { 'linear1.A': 'input1.X', 'sum1.A': 'linear1.Z' },
    training: { ...DEFAULT_TRAINING, optimizer: { type: 'adam', settings: {} } },
  };
}

test('a network that takes more than a memory may hold is refused by its bytes, and nothing is allocated', async () => {
  const document = wide(14_000);
  for (const [name, bytes, limit] of [
    ['plain', 2_216_000_000, 2_147_418_112],
    ['f64', 4_432_000_000, 4_294_836_224],
  ] as const) {
    const engine = engines.get(name)!();
    const before = engine.data.length;
    const refused = await Trainer.load(document, new Map(), engine);
    if (refused instanceof Trainer) throw new Error('it was loaded');
    expect(refused).toMatchObject({ code: 'too-much-memory', values: { limit } });
    expect(Math.abs(Number(refused.values.bytes) / bytes - 1)).toBeLessThan(0.01);
    expect(engine.data.length).toBe(before);
    for (const language of ['en', 'ja'] as const) expect(sentence(language, refused)).toMatch(/\d{10}.*\d{10}/);
  }
});

test('memory that the machine does not give is said, with the bytes', async () => {
  class Poor extends Reference {
    override grow(): void {
      throw new RangeError('Array buffer allocation failed');
    }
  }
  const refused = await Trainer.load(gallery.get('digits') as GraphDocument, new Map(), new Poor('f32'));
  if (refused instanceof Trainer) throw new Error('it was loaded');
  expect(refused.code).toBe('no-memory');
  for (const language of ['en', 'ja'] as const) expect(sentence(language, refused)).toMatch(/\d{7}/);
});
