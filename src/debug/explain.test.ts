/* Every number says truly where it came from and whom it feeds: the table of the design by name, and over examples, random
   graphs and every node of the catalogue by itself the sum, the transpose, and that nothing is left unsaid. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alone, explained, NODE, unexplained, unsaid, wrongCells } from '../check/explain-trial.ts';
import { Dice, randomGraph } from '../check/random-graph.ts';
import { casesOf } from '../check/trial-cases.ts';
import { randomCases } from '../check/trial-random.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument, type Settings } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { catalogue } from '../nodes/index.ts';
import type { Explanation, Term } from './explain.ts';

const gallery = await openExamples();

const example = async (name: string) => explained(gallery.get(name) as GraphDocument);

type Sketch = Record<string, [type: string, settings?: Settings]>;
function drawn(sketch: Sketch, wires: Record<string, string>, values: Record<string, readonly number[]> = {}) {
  const entries = Object.entries(sketch).map(([id, [type, settings = {}]]) => [
    id,
    { type, position: { x: 0, y: 0 }, settings },
  ]);
  const shapeOf = (place: string) => (sketch[place.split('.')[0]!]?.[1]?.shape ?? []) as number[];
  return {
    ...{ format: 'chainrule', version: 1, title: '', nodes: Object.fromEntries(entries), wires },
    values: Object.fromEntries(Object.entries(values).map(([place, data]) => [place, { shape: shapeOf(place), data }])),
    training: { ...DEFAULT_TRAINING, batchSize: 'full' },
  } as unknown as GraphDocument;
}

/** A term as one would write it: `linear1.dZ[0,1]·relu1.A[0,0]`. */
function written({ coefficient, factors }: Term): string {
  const parts = factors.map((factor) => {
    const of = factor.kind === 'cell' ? [factor] : factor.of;
    const cells = of.map(({ address, index }) => `${address}[${index}]`);
    if (factor.kind === 'cell') return cells[0];
    return `${factor.divides ? '1/' : ''}${factor.name}(${cells})`;
  });
  const sign = coefficient === 1 ? '' : coefficient === -1 ? '−' : `${Number(coefficient.toPrecision(6))}·`;
  return `${sign}${parts.join('·') || '1'}`;
}
const lines = (explanation: Explanation | undefined) => explanation?.terms.map(written);

describe('the numbers of two-layers', () => {
  test.each([
    ['linear1.Z', [1, 2], ['input1.X[1,0]·linear1.W[2,0]', 'input1.X[1,1]·linear1.W[2,1]', 'linear1.b[2]']],
    ['relu1.A', [0, 1], ['relu(linear1.Z[0,1])']],
    ['linear2.dW', [0, 1], ['linear2.dZ[0,0]·relu1.A[0,1]', 'linear2.dZ[1,0]·relu1.A[1,1]']],
    ['linear2.db', [0], ['linear2.dZ[0,0]', 'linear2.dZ[1,0]']],
    ['relu1.dA', [1, 2], ['linear2.dZ[1,0]·linear2.W[0,2]']],
    ['linear2.dA', [1, 2], ['linear2.dZ[1,0]·linear2.W[0,2]']],
    ['linear1.dZ', [0, 1], ['relu1.dA[0,1]·positive(linear1.Z[0,1])']],
    ['relu1.dZ', [0, 1], ['relu1.dA[0,1]·positive(linear1.Z[0,1])']],
    ['mse-loss1.dL', [], ['1']],
  ] as const)('%s%j', async (place, index, wanted) => {
    const { explainer } = await example('two-layers');
    expect(lines(explainer.explain(place, index))).toEqual(wanted);
  });

  test('what is given has no explanation, nor has what does not exist', async () => {
    const { explainer } = await example('two-layers');
    expect(explainer.explain('input1.X', [0, 0])).toBeUndefined();
    expect(explainer.explain('linear1.W', [0, 0])).toBeUndefined();
    expect(explainer.explain('linear1.Z', [9, 0])).toBeUndefined();
    expect(explainer.explain('nobody.Z' as Address, [0])).toBeUndefined();
  });

  test('one δ cell paints a whole row of dW, one db, and a row of dA, each with its own contribution', async () => {
    const { explainer, trainer } = await example('two-layers');
    const found = explainer.influence('linear1.dZ', [0, 1]);
    expect(found.map(({ address, cells }) => [address, cells])).toEqual(
      expect.arrayContaining([
        ['linear1.dW', [2, 3]],
        ['linear1.db', [1]],
      ]),
    );
    const X = trainer.network.columns.constants.get('input1.X')?.data ?? [];
    const dW = found.find(({ address }) => address === 'linear1.dW');
    // δ[0,1] is 4.
    expect(dW?.contribution).toEqual([4 * X[0]!, 4 * X[1]!]);
  });
});

test('softmax and cross-entropy: δ is the probability less the target, over the rows', async () => {
  const { explainer, trainer } = await example('moons');
  const rows = trainer.batch().length;
  const place = 'cross-entropy-loss1.dZ' as Address;
  const [first, second] = explainer.explain(place, [3, 1])?.terms ?? [];
  const of = (term: Term | undefined) =>
    term?.factors.map((factor) => (factor.kind === 'cell' ? `${factor.address}[${factor.index}]` : ''));
  expect(of(first)).toEqual(['cross-entropy-loss1.P[3,1]', 'cross-entropy-loss1.dL[]']);
  expect(of(second)).toEqual(['cross-entropy-loss1.Y[3,1]', 'cross-entropy-loss1.dL[]']);
  expect([first?.coefficient, second?.coefficient]).toEqual([1 / rows, -1 / rows]);
});

test('lesson 2: the rows’ products make as many addends, the largest of them apart', async () => {
  const { explainer, pass } = await example('batch-of-three');
  const whole = explainer.addends('linear1.dW', 9);
  expect(whole).toMatchObject({ count: 3, rest: null });
  expect(whole?.largest.map(({ place, numbers }) => [place, Number(numbers[2]!.toFixed(3))])).toEqual([
    [0, 0.2],
    [1, -0.15],
    [2, 0],
  ]);
  const some = explainer.addends('linear1.dW', 1);
  const { size } = pass.get('linear1.dW')!;
  for (let i = 0; i < size; i++) {
    const sum = whole!.largest.reduce((total, { numbers }) => total + numbers[i]!, 0);
    expect(some!.largest[0]!.numbers[i]! + some!.rest![i]!).toBeCloseTo(sum, 12);
  }
  expect(explainer.addends('linear1.dW', 1, 11)).toBeUndefined();
  expect(explainer.addends('input1.X', 1)).toBeUndefined();
});

test('a number that a function takes beside others has no share of its own', async () => {
  const { explainer } = await example('moons');
  const adds = (place: Address, index: readonly number[], target: Address) =>
    explainer.influence(place, index).find(({ address }) => address === target)?.adds;
  expect(adds('linear1.A', [0, 0], 'linear1.Z') ?? adds('points1.X', [0, 0], 'linear1.Z')).toBe(true);
  expect(adds('linear3.Z', [0, 0], 'cross-entropy-loss1.P')).toBe(false);
});

test('a tensor that forks receives one term from each reader', async () => {
  const { explainer } = await example('residual-fork');
  expect(lines(explainer.explain('relu1.dA', [2, 3]))).toEqual(['add1.dB[2,3]', 'linear2.dA[2,3]']);
});

test('lesson 2: a weight’s gradient is a sum over the samples, 0.200 − 0.150 − 0', async () => {
  const { explainer } = await explained(
    drawn(
      {
        x: ['input', { shape: [3, 1] }],
        y: ['input', { shape: [3, 1] }],
        linear1: ['linear', { features: 1, bias: false }],
        loss: ['mse-loss', { reduction: 'sum' }],
      },
      { 'linear1.A': 'x.X', 'loss.Z': 'linear1.Z', 'loss.y': 'y.X' },
      { 'x.X': [1, 3, 0], 'y.X': [0.4, 1.525, 0.1085] },
    ),
    new Map([['linear1.W', { shape: [1, 1], data: [0.5] }]]),
  );
  const explanation = explainer.explain('linear1.dW', [0, 0]);
  expect(explanation?.terms.map(({ product }) => Number(product.toFixed(3)))).toEqual([0.2, -0.15, 0]);
  expect(lines(explanation)).toEqual([0, 1, 2].map((n) => `linear1.dZ[${n},0]·x.X[${n},0]`));
});

test('a convolution is seen through its windows: an output reads its field of the picture, a weight all places', async () => {
  const { explainer } = await explained(
    drawn(
      { x: ['input', { shape: [1, 1, 4, 4] }], c: ['conv2d', { channels: 1, kernel: 3 }], s: ['sum'] },
      { 'c.A': 'x.X', 's.A': 'c.Z' },
      { 'x.X': Array.from({ length: 16 }, (_, i) => i) },
    ),
  );
  const field = [0, 1, 2].flatMap((u) => [0, 1, 2].map((v) => `x.X[0,0,${u + 1},${v}]·c.W[0,0,${u},${v}]`));
  expect(lines(explainer.explain('c.Z', [0, 0, 1, 0]))).toEqual([...field, 'c.b[0]']);
  const places = [0, 1].flatMap((i) => [0, 1].map((j) => `c.dZ[0,0,${i},${j}]·x.X[0,0,${i + 2},${j + 1}]`));
  expect(lines(explainer.explain('c.dW', [0, 0, 2, 1]))).toEqual(places);
  expect(lines(explainer.explain('c.dA', [0, 0, 0, 0]))).toEqual(['c.dZ[0,0,0,0]·c.W[0,0,0,0]']);
});

test('more terms than the limit: the largest, and how many more with their sum', async () => {
  const { explainer } = await example('digits');
  const all = explainer.explain('linear1.dW', [3, 20], 1e6);
  const few = explainer.explain('linear1.dW', [3, 20], 5);
  expect(all?.terms.length).toBe(32);
  expect([few?.terms.length, few?.omitted]).toEqual([5, 27]);
  const sizes = all?.terms.map(({ product }) => Math.abs(product)).toSorted((a, b) => b - a) ?? [];
  expect(few?.terms.map(({ product }) => Math.abs(product))).toEqual(sizes.slice(0, 5));
  expect((few?.omittedSum ?? 0) + few!.terms.reduce((sum, { product }) => sum + product, 0)).toBeCloseTo(
    all?.result ?? 0,
    12,
  );
});

test.each([...gallery.keys()].filter((name) => !['character-gpt', 'conv-digits'].includes(name)))(
  '%s: terms add up, and influence is the transpose',
  async (name) => {
    const asked = await example(name);
    // In a deep network a few of them.
    expect(wrongCells(asked, new Dice(1), { share: asked.pass.size > 100 ? 0.05 : 1 }).slice(0, 3)).toEqual([]);
  },
);

test('100 random graphs: terms add up, and influence is the transpose', async () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const { document, given } = randomGraph(seed);
    const asked = await explained(document, given);
    wrong.push(...wrongCells(asked, new Dice(seed)).map((line) => `graph ${seed}: ${line}`));
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}, 120_000);

test('whom a number feeds is the same when only the first sixteen of a tensor are explained', async () => {
  const documents = [...gallery].filter(([name]) => !['character-gpt', 'conv-digits'].includes(name));
  const asked = [
    ...(await Promise.all(documents.map(async ([, document]) => explained(document)))),
    ...(await Promise.all(
      Array.from({ length: 30 }, (_, seed) => randomGraph(seed)).map(({ document, given }) =>
        explained(document, given),
      ),
    )),
  ];
  const dice = new Dice(1);
  let many = 0;
  for (const { pass, explainer } of asked)
    for (const [place, { shape }] of pass) {
      if (shape.includes(0)) continue;
      const index = shape.map((length) => dice.integer(0, length - 1));
      const [all, some] = [explainer.influence(place, index), explainer.influence(place, index, 16)];
      expect(some.map(({ address, cells }) => [address, cells])).toEqual(
        all.map(({ address, cells }) => [address, cells]),
      );
      if (all.some(({ cells }) => cells.length > 16)) many++;
    }
  expect(many).toBeGreaterThan(20);
}, 60_000);

test('nothing is left unsaid: a number that no explanation mentions can be changed without effect', async () => {
  let [changed, compared] = [0, 0];
  for (let seed = 0; seed < 30; seed++) {
    const { document, given } = randomGraph(seed);
    const found = unsaid(await explained(document, given), new Dice(seed), 0.25);
    expect(found.unsaid.slice(0, 3), `graph ${seed}`).toEqual([]);
    changed += found.changed;
    compared += found.compared;
  }
  expect(changed).toBeGreaterThan(100);
  expect(compared - changed).toBeGreaterThan(100);
}, 60_000);

/** Every case of every node, and random ones, in turn as in training and as in use. */
const computing = [...catalogue.values()].filter(({ source }) => !source);
test.each(computing.map((node) => [node.type, node] as const))(
  '%s by itself: every number is explained, terms add up, influence is the transpose, nothing is left unsaid',
  async (type, node) => {
    const cases = [
      ...casesOf(node).map(({ trial }) => trial),
      ...fc.sample(randomCases.get(type)!, { numRuns: 4, seed: 11 }),
    ];
    let changed = 0;
    for (const [seed, trial] of cases.entries()) {
      const asked = await explained(...alone(node, trial, seed % 2 ? 'eval' : 'train', seed));
      const title = JSON.stringify(trial);
      expect(unexplained(asked, NODE).slice(0, 3), title).toEqual([]);
      expect(wrongCells(asked, new Dice(seed)).slice(0, 3), title).toEqual([]);
      const found = unsaid(asked, new Dice(seed), 1e-6);
      expect(found.unsaid.slice(0, 3), title).toEqual([]);
      changed += found.changed;
    }
    expect(changed).toBeGreaterThan(10);
  },
  60_000,
);
