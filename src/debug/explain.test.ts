/* Every number says truly where it came from and whom it feeds: the table of the design by name, and over examples and
   random graphs of the whole catalogue the sum, the transpose, and that nothing is left unsaid. */
import { describe, expect, test } from 'vitest';
import { Dice, randomGraph } from '../check/random-graph.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument, type Settings } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { Reference as Loops } from '../kernels/reference.ts';
import type { Given } from '../run/starting.ts';
import { Trainer } from '../run/trainer.ts';
import { Explainer, type Explanation, type Term } from './explain.ts';

const gallery = await openExamples();

async function explained(document: GraphDocument, given: Given = new Map()) {
  const trainer = await Trainer.load(document, given, new Loops('f64'));
  if (!(trainer instanceof Trainer)) throw new Error(JSON.stringify(trainer));
  expect(trainer.plan.ready).toBe(true);
  const { pass } = trainer.evaluate();
  const step = trainer.network.step(trainer.batch().length);
  return { trainer, pass, explainer: new Explainer(trainer.network.device, trainer.plan, step) };
}
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

type Explained = Awaited<ReturnType<typeof explained>>;
const cellsOf = (shape: readonly number[], dice: Dice, count: number) =>
  Array.from({ length: count }, () => shape.map((length) => dice.integer(0, length - 1)));

/** Cells whose sum, references or transpose are wrong. */
function wrongCells({ explainer, pass }: Explained, dice: Dice): string[] {
  const wrong: string[] = [];
  for (const [place, { shape }] of pass)
    for (const index of shape.includes(0) ? [] : cellsOf(shape, dice, 2)) {
      const explanation = explainer.explain(place, index, 1e6);
      if (!explanation || !Number.isFinite(explanation.result)) continue;
      const { terms, result } = explanation;
      const [total, size] = terms.reduce(
        ([sum, size], { product }) => [sum + product, size + Math.abs(product)],
        [0, 0],
      );
      if (!(Math.abs(total - result) <= 1e-6 * (1 + size)))
        wrong.push(`${place}[${index}] is ${result}, its terms ${total}`);
      const cells = terms.flatMap(({ factors }) =>
        factors.flatMap((each) => (each.kind === 'cell' ? [each] : each.of)),
      );
      // In a deep network a few of them.
      const turned = pass.size > 100 ? dice.chance(0.05) : true;
      for (const source of turned ? dice.shuffled(cells).slice(0, 2) : []) {
        const own = terms.filter(({ factors }) =>
          factors
            .flatMap((each) => (each.kind === 'cell' ? [each] : each.of))
            .some((each) => each.address === source.address && each.index.join() === source.index.join()),
        );
        const flat = index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0);
        const back = explainer.influence(source.address, source.index).find(({ address }) => address === place);
        const at = back?.cells.indexOf(flat) ?? -1;
        const contribution = own.reduce((sum, { product }) => sum + product, 0);
        if (at < 0 || back?.contribution[at] !== contribution)
          wrong.push(
            `${source.address}[${source.index}] feeds ${place}[${index}], but says ${back?.contribution[at]} for ${contribution}`,
          );
      }
    }
  return wrong;
}

test.each([...gallery.keys()].filter((name) => !['character-gpt', 'conv-digits'].includes(name)))(
  '%s: terms add up, and influence is the transpose',
  async (name) => {
    expect(wrongCells(await example(name), new Dice(1)).slice(0, 3)).toEqual([]);
  },
);

test('100 random graphs: terms add up, and influence is the transpose', async () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const { document, given } = randomGraph(seed);
    wrong.push(...wrongCells(await explained(document, given), new Dice(seed)).map((line) => `graph ${seed}: ${line}`));
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}, 120_000);

/** All given numbers that a number is made of, by however many steps. */
function origins({ explainer, pass }: Explained) {
  const known = new Map<string, ReadonlySet<string>>();
  const of = (place: Address, index: readonly number[]): ReadonlySet<string> => {
    const key = `${place} ${index}`;
    const found = known.get(key);
    if (found) return found;
    const explanation = explainer.explain(place, index, 1e6);
    const references = explanation?.terms.flatMap(({ factors }) =>
      factors.flatMap((each) => (each.kind === 'cell' ? [each] : each.of)),
    );
    const all = references
      ? new Set(references.flatMap((each) => [...of(each.address, each.index)]))
      : new Set([`${pass.get(place)?.pointer} ${index}`]);
    known.set(key, all);
    return all;
  };
  return of;
}

test('nothing is left unsaid: a number that no explanation mentions can be changed without effect', async () => {
  let [changed, compared] = [0, 0];
  for (let seed = 0; seed < 30; seed++) {
    const { document, given } = randomGraph(seed);
    const asked = await explained(document, given);
    const { trainer, pass } = asked;
    const of = origins(asked);
    const dice = new Dice(seed);
    // A buffer's next value has the address; the one before has none in a pass.
    const kept = [...pass].filter(
      ([place, { size, pointer }]) =>
        size > 0 && trainer.network.keptTensor(place)?.pointer === pointer && !trainer.plan.indices.has(place),
    );
    const all = [...pass].flatMap(([place, { shape, size }]) =>
      Array.from(
        { length: Math.min(size, 20) },
        (_, flat) =>
          [
            place,
            shape.map((_, axis) => Math.floor(flat / shape.slice(axis + 1).reduce((x, y) => x * y, 1)) % shape[axis]!),
            flat,
          ] as const,
      ),
    );
    for (const [place, index] of all) of(place, index);
    const values = () => all.map(([place, , flat]) => trainer.network.device.data[pass.get(place)!.pointer + flat]!);
    const before = values();
    for (const [place, { shape, pointer, size }] of dice.shuffled(kept).slice(0, 3)) {
      const flat = dice.integer(0, size - 1);
      const index = shape.map(
        (length, axis) => Math.floor(flat / shape.slice(axis + 1).reduce((x, y) => x * y, 1)) % length,
      );
      const old = trainer.network.device.data[pointer + flat]!;
      trainer.setValue(place, flat, old + 0.25);
      trainer.evaluate();
      for (const [i, x] of values().entries()) {
        compared++;
        if (Object.is(x, before[i])) continue;
        changed++;
        const [target, at] = all[i]!;
        expect(of(target, at).has(`${pointer} ${index}`), `graph ${seed}: ${place}[${index}] → ${target}[${at}]`).toBe(
          true,
        );
      }
      trainer.setValue(place, flat, old);
      trainer.evaluate();
    }
  }
  expect(changed).toBeGreaterThan(100);
  expect(compared - changed).toBeGreaterThan(100);
}, 60_000);
