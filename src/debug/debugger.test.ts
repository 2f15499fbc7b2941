/* What the debugger shows is what training computes: each example, walked micro-step by micro-step, forwards and back,
   against the same step trained at once, bit for bit. */
import { describe, expect, test } from 'vitest';
import { bits } from '../check/bits.ts';
import { engines } from '../check/engines.ts';
import { randomGraph } from '../check/random-graph.ts';
import { type Address, DEFAULT_TRAINING, type GraphDocument, gradientOf } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import type { Pass } from '../run/pass.ts';
import type { Given } from '../run/starting.ts';
import { Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';
import { Debugger } from './debugger.ts';
import { carriedOf, freshOf, type Walk } from './debugging.ts';
import { Explainer } from './explain.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

async function load(
  document: GraphDocument,
  given: Given = new Map(),
  engine = 'f32',
  tape = 2 ** 20,
): Promise<Trainer> {
  const made = await Trainer.load(document, given, engines.get(engine)!(), tape);
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  return made;
}

function opened(trainer: Trainer, document: GraphDocument) {
  const losses: number[] = [];
  return {
    losses,
    debug: new Debugger(
      trainer,
      () => document,
      (loss) => losses.push(loss),
    ),
  };
}

const values = (pass: Pass) => new Map([...pass].map(([place, tensor]) => [place, bits(read(tensor))]));
const part: Walk = { by: 'part' };
/** Holds the tensors that are shown, or those that were not before, to a whole pass. */
function agree(shown: Pass, whole: ReadonlyMap<Address, string>, before?: Pass): void {
  const fresh = new Map([...shown].filter(([place]) => !before?.has(place)));
  for (const [place, now] of values(fresh)) expect(now, place).toBe(whole.get(place));
}

describe.each([...gallery.keys()])('%s', (name) => {
  test('walked micro-step by micro-step shows every tensor of the trained step, each once, and moves parameters alike', async () => {
    const document = example(name);
    const [walked, trained] = [await load(document), await load(document)];
    const { debug, losses } = opened(walked, document);
    const whole = values(trained.evaluate().pass);
    const before = debug.shown;
    for (const { writes, kind } of debug.events) if (kind === 'value') expect(before.has(writes), writes).toBe(false);
    const count = debug.events.length;
    let seen = before;
    for (let i = 0; i < count; i++) {
      debug.walk(part);
      expect(debug.standing.position).toBe(i + 1);
      const { shown } = debug;
      for (const place of seen.keys()) expect(shown.has(place), `${place} after ${i + 1}`).toBe(true);
      if (debug.events[i]?.kind !== 'move') agree(shown, whole, seen);
      seen = shown;
      if (debug.events[i + 1]?.kind === 'move' || i === 0) agree(shown, whole);
      if (debug.events[i + 1]?.kind === 'move') break;
    }
    debug.walk({ position: count });
    expect([...debug.shown.keys()].sort()).toEqual([...whole.keys()].sort());
    debug.close();
    const { loss } = trained.advance();
    expect(losses).toEqual([loss]);
    expect(walked.step).toBe(1);
    expect(bits(walked.network.memory)).toBe(bits(trained.network.memory));
  }, 60_000);
});

test('closing before the end leaves the iteration as if it had never been begun', async () => {
  const document = example('digits');
  const trainer = await load(document);
  const start = bits(trainer.network.memory);
  const { debug, losses } = opened(trainer, document);
  debug.walk({ until: 'linear1', phase: 'update' });
  debug.walk(part);
  expect(bits(trainer.network.memory)).not.toBe(start);
  debug.close();
  expect(bits(trainer.network.memory)).toBe(start);
  expect([trainer.step, losses]).toEqual([0, []]);
});

test('going back and on again, at random, ends with the bits of training', async () => {
  const document = example('moons');
  const [walked, trained] = [await load(document), await load(document)];
  const { debug } = opened(walked, document);
  let dice = 1;
  const next = (n: number) => {
    dice = (dice * 48271) % 2147483647;
    return dice % n;
  };
  const bys = ['part', 'node', 'phase', 'iteration'] as const;
  for (let i = 0; i < 200; i++) debug.walk({ by: bys[next(4)]!, back: next(5) < 2 });
  debug.walk({ by: 'iteration' });
  debug.walk({ by: 'iteration' });
  debug.close();
  expect(walked.step).toBeGreaterThan(1);
  for (let step = 0; step < walked.step; step++) trained.advance();
  expect(bits(walked.network.memory)).toBe(bits(trained.network.memory));
});

test('random networks, with forks and ties, are walked to the bits of training', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const { document, given } = randomGraph(seed);
    const drawn = { ...document, training: { ...DEFAULT_TRAINING, ...document.training } };
    const [walked, trained] = [await load(drawn, given), await load(drawn, given)];
    if (!walked.plan.ready || trained.evaluate().broken) continue;
    const whole = values(trained.evaluate().pass);
    const { debug } = opened(walked, drawn);
    while (debug.events[debug.standing.position] && debug.events[debug.standing.position]?.kind !== 'move') {
      debug.walk(part);
      agree(debug.shown, whole);
    }
    debug.walk({ position: debug.events.length });
    expect([...debug.shown.keys()].sort(), `graph ${seed}`).toEqual([...whole.keys()].sort());
    debug.close();
    trained.advance();
    expect(bits(walked.network.memory), `graph ${seed}`).toBe(bits(trained.network.memory));
  }
}, 60_000);

test('the micro-steps of two layers are those of the notebook', async () => {
  const document = example('two-layers');
  const { debug } = opened(await load(document), document);
  const told = debug.events.map(({ phase, node, kind, writes, formula }) =>
    [phase, node, kind, writes, formula].filter(Boolean).join(' '),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "forward linear1 value linear1.Z Z = A·Wᵀ + b",
      "forward relu1 value relu1.A A = max(0, Z)",
      "forward linear2 value linear2.Z Z = A·Wᵀ + b",
      "loss mse-loss1 value mse-loss1.L L = Σ (Z − y)² / n",
      "backward mse-loss1 receive mse-loss1.dL dL = 1",
      "backward mse-loss1 value mse-loss1.dZ dZ = 2(Z − y)/n",
      "backward mse-loss1 value mse-loss1.dy dy = −dZ",
      "backward mse-loss1 send mse-loss1.dZ",
      "backward mse-loss1 send mse-loss1.dy",
      "backward linear2 receive linear2.dZ",
      "backward linear2 value linear2.dW dW = dZᵀ·A",
      "backward linear2 value linear2.db db = Σ dZ",
      "backward linear2 value linear2.dA dA = dZ·W",
      "backward linear2 send linear2.dA",
      "backward relu1 receive relu1.dA",
      "backward relu1 mask relu1.dZ",
      "backward relu1 value relu1.dZ dZ = dA ⊙ (Z > 0)",
      "backward relu1 send relu1.dZ",
      "backward linear1 receive linear1.dZ",
      "backward linear1 value linear1.dW dW = dZᵀ·A",
      "backward linear1 value linear1.db db = Σ dZ",
      "backward linear1 value linear1.dA dA = dZ·W",
      "backward linear1 send linear1.dA",
      "backward input2 receive input2.dX",
      "backward input1 receive input1.dX",
      "update linear1 move linear1.W W ← W − α dW",
      "update linear1 move linear1.b b ← b − α db",
      "update linear2 move linear2.W W ← W − α dW",
      "update linear2 move linear2.b b ← b − α db",
    ]
  `);
});

test('a tensor with several readers shows its gradient when the last addend has come', async () => {
  const document = example('residual-fork');
  const { debug } = opened(await load(document), document);
  const arrivals = debug.events.flatMap(({ arrival }) => (arrival && arrival.of > 1 ? [arrival] : []));
  expect(arrivals.map(({ count, of }) => [count, of])).toEqual([
    [1, 2],
    [2, 2],
  ]);
  const at = arrivals[0]!.at;
  const first = debug.events.findIndex(({ arrival }) => arrival === arrivals[0]);
  debug.walk({ position: first + 1 });
  expect(debug.shown.has(gradientOf(at))).toBe(false);
  debug.walk({
    position: debug.events.findIndex(({ kind, writes }) => kind === 'receive' && writes === gradientOf(at)) + 1,
  });
  expect(debug.shown.has(gradientOf(at))).toBe(true);
});

test('a parameter’s gradient says how many products each of its numbers adds up, in every example', async () => {
  let found = 0;
  for (const document of gallery.values()) {
    const trainer = await load(document);
    const { pass } = trainer.evaluate();
    const { network, plan } = trainer;
    const explainer = new Explainer(network.device, plan, network.step(trainer.batch().length));
    for (const { writes, summed } of opened(trainer, document).debug.events) {
      if (summed === undefined) continue;
      found++;
      const last = pass.get(writes)!.shape.map((length) => length - 1);
      const explanation = explainer.explain(writes, last, 1);
      expect(1 + (explanation?.omitted ?? 0), writes).toBe(summed);
    }
  }
  expect(found).toBeGreaterThan(60);
});

test('what was carried over and what this pass adds stand apart until the sum is carried over itself', async () => {
  const { training, ...rest } = example('fork');
  const document = { ...rest, training: { ...training, zeroGradients: false } };
  const { debug } = opened(await load(document), document);
  const carried = carriedOf('a.dX');
  const numbers = (pass: Pass, place: Address) => (pass.has(place) ? [...read(pass.get(place)!)] : null);
  debug.walk({ by: 'iteration' });
  expect(numbers(debug.shown, 'a.dX')).toEqual([-3]);
  debug.walk({ by: 'part' });
  expect(numbers(debug.addends, carried)).toEqual([-3]);
  debug.walk({ by: 'iteration' });
  expect(numbers(debug.addends, carried)).toBeNull();
  expect(numbers(debug.shown, 'a.dX')).toEqual([-6]);
});

test('of a parameter that is carried over, this pass and the passes before make the sum', async () => {
  const { training, ...rest } = example('two-layers');
  const document = { ...rest, training: { ...training, zeroGradients: false } };
  const { debug } = opened(await load(document), document);
  debug.walk({ by: 'iteration' });
  debug.walk({ until: 'linear1', phase: 'update' });
  const [before, fresh, sum] = [
    debug.addends.get(carriedOf('linear1.dW')),
    debug.addends.get(freshOf('linear1.dW')),
    debug.shown.get('linear1.dW'),
  ].map((tensor) => [...read(tensor!)]);
  expect(before!.some((x) => x !== 0)).toBe(true);
  expect(sum).toEqual(before!.map((x, i) => Math.fround(x + fresh![i]!)));
});

test('parameters keep their numbers until UPDATE, then all move against the gradients of one pass', async () => {
  const document = example('two-layers');
  const trainer = await load(document);
  const { debug } = opened(trainer, document);
  const weight = () => bits(read(debug.shown.get('linear1.W')!));
  const before = weight();
  debug.walk({ until: 'linear1', phase: 'update' });
  expect(weight()).toBe(before);
  debug.walk(part);
  expect(weight()).not.toBe(before);
  debug.walk({ by: 'part', back: true });
  expect(weight()).toBe(before);
});

test('a node is stood before, in this iteration or the next', async () => {
  const document = example('digits');
  const trainer = await load(document);
  const { debug } = opened(trainer, document);
  const until: Walk = { until: 'relu1', phase: 'backward' };
  debug.walk(until);
  const { position } = debug.standing;
  expect(debug.events[position]).toMatchObject({ node: 'relu1', phase: 'backward' });
  debug.walk(until);
  expect([trainer.step, debug.standing.position]).toEqual([1, position]);
});

test('a breakpoint at a node and at a phase is stood at, and the run goes on from it', async () => {
  const document = example('digits');
  const { debug } = opened(await load(document), document);
  debug.breakpoints = [
    { id: 'a', kind: 'node', node: 'relu1', phase: 'backward' },
    { id: 'b', kind: 'phase', phase: 'update' },
  ];
  expect(debug.run()).toBe(true);
  expect(debug.standing.halt).toEqual({ by: 'breakpoint', id: 'a' });
  expect(debug.run()).toBe(true);
  expect(debug.standing.halt).toEqual({ by: 'breakpoint', id: 'b' });
  expect(debug.run()).toBe(false);
});

test('the first number that is not finite halts, and no iteration follows it', async () => {
  const wild = { ...example('one-linear'), training: { ...example('one-linear').training, learningRate: 1e30 } };
  const trainer = await load(wild);
  const { debug } = opened(trainer, wild);
  for (let i = 0; i < 50 && !debug.standing.halt; i++) debug.walk({ by: 'iteration' });
  const { halt, position } = debug.standing;
  expect(halt?.by).toBe('not-finite');
  const broken = (halt as { address: Address }).address;
  expect(debug.events[position - 1]?.writes).toBe(broken);
  const twin = await load(wild);
  let advance = twin.advance();
  while (!advance.broken) advance = twin.advance();
  expect([broken, trainer.step]).toEqual([advance.broken, twin.step]);
  debug.walk({ position: debug.events.length });
  debug.walk(part);
  expect(trainer.step).toBe(twin.step);
  debug.close();
  expect(bits(trainer.network.memory)).toBe(bits(twin.network.memory));
});
