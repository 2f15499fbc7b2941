/* The networks of the benchmark as documents of this project, trained through the same door as everywhere. */
import { type Address, DEFAULT_TRAINING, type GraphDocument } from '../../src/document/document.ts';
import { openExample } from '../../src/document/examples.ts';
import type { Engine } from '../../src/kernels/device.ts';
import type { Call } from '../../src/kernels/record.ts';
import { Trainer } from '../../src/run/trainer.ts';
import { type madeUp, type networks, RATE } from './networks.mjs';

/** Nanoseconds that `act` takes, on average over so many times. */
function timed(times: number, act: () => void): number {
  const from = performance.now();
  for (let i = 0; i < times; i++) act();
  return (1e6 * (performance.now() - from)) / times;
}

/** The share of a step that looking for numbers that are not finite takes: it is carried out with and without in turn,
    for about so many seconds. The turns are short, so that what else the machine does falls into few of them, and each goes
    first as often as the other; the median counts. */
export async function costOfLooking(trainer: Trainer, seconds: number): Promise<number> {
  const { device } = trainer.network;
  const whole = trainer.lay();
  const bare = { step: device.compile(whole.program.flatMap(withoutLooking)) };
  const alternatives = [whole, bare].map((of) => () => {
    if (!of.step()) throw new Error('the network has diverged');
  }) as [() => void, () => void];
  for (const act of alternatives) timed(3, act);
  const once = Math.min(...alternatives.map((act) => timed(Math.ceil(2e7 / timed(3, act)), act)));
  const turn = Math.max(1, Math.round(2.5e5 / once));
  const pairs = 2 * Math.max(5, Math.ceil((seconds * 1e9) / once / turn / 4));
  const shares = Array.from({ length: pairs }, (_, pair) => {
    const [looking, not] = pair % 2 ? alternatives : alternatives.toReversed();
    const [first, second] = [timed(turn, looking!), timed(turn, not!)];
    return 1 - (pair % 2 ? second / first : first / second);
  }).toSorted((a, b) => a - b);
  return (shares[pairs / 2 - 1]! + shares[pairs / 2]!) / 2;
}

function withoutLooking({ op, args }: Call): Call[] {
  if (op === 'finite') return [];
  if (op === 'gateFinite') return [{ op: 'gate', args: args.slice(1) }];
  if (op === 'updateFinite') return [{ op: 'update', args: args.slice(1) }];
  return [{ op, args }];
}

/** Nanoseconds that the calls of a step take, each repeated by itself, by kernel; and the whole step as one program. */
export async function profile(own: Engine, sizes: (typeof networks)[string], data: ReturnType<typeof madeUp>) {
  const trainer = await loaded(own, sizes, data);
  const { device } = trainer.network;
  trainer.advance();
  const { program, step } = trainer.lay();
  const best = (times: number, act: () => void) => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round++) least = Math.min(least, timed(times, act));
    return least;
  };
  const times = Math.max(3, Math.ceil(3e7 / best(3, step)));
  const kernels = new Map<string, number>();
  for (const { op, args } of program) {
    const kernel = device.kernels[op] as (...args: readonly number[]) => void;
    kernels.set(op, (kernels.get(op) ?? 0) + best(times, () => kernel(...args)));
  }
  return {
    kernels: Object.fromEntries(kernels),
    program: best(times, step),
    advance: best(times, () => trainer.advance()),
  };
}

function running(trainer: Trainer) {
  let loss = 0;
  return {
    step() {
      loss = trainer.advance().loss;
    },
    loss: () => loss,
  };
}

export async function start(own: Engine, sizes: (typeof networks)[string], data: ReturnType<typeof madeUp>) {
  return running(await loaded(own, sizes, data));
}

export async function loaded(
  own: Engine,
  { widths, batch }: (typeof networks)[string],
  data: ReturnType<typeof madeUp>,
) {
  const nodes: Record<string, { type: string; settings: Record<string, unknown> }> = {
    x: { type: 'input', settings: { shape: [widths[0]], batched: true } },
    y: { type: 'input', settings: { shape: [], batched: true, kind: 'indices' } },
    loss: { type: 'cross-entropy-loss', settings: {} },
  };
  const wires: Record<string, string> = { 'loss.y': 'y.X' };
  const given = new Map([
    ['x.X', { shape: [batch, widths[0] ?? 0], data: data.X }],
    ['y.X', { shape: [batch], data: Float32Array.from(data.y) }],
  ]);
  let A = 'x.X';
  for (const [l, { W, b, inputs, outputs }] of data.layers.entries()) {
    nodes[`linear${l}`] = { type: 'linear', settings: { features: outputs } };
    wires[`linear${l}.A`] = A;
    A = `linear${l}.Z`;
    given.set(`linear${l}.W`, { shape: [outputs, inputs], data: W });
    given.set(`linear${l}.b`, { shape: [outputs], data: b });
    if (l === data.layers.length - 1) continue;
    nodes[`relu${l}`] = { type: 'relu', settings: {} };
    wires[`relu${l}.Z`] = A;
    A = `relu${l}.A`;
  }
  wires['loss.Z'] = A;
  const document = {
    ...{ format: 'chainrule', version: 1, title: '', wires },
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { ...node, position: { x: 0, y: 0 } }])),
    training: {
      ...DEFAULT_TRAINING,
      batchSize: 'full',
      shuffle: false,
      learningRate: RATE,
      split: { test: 0, seed: 0 },
    },
  } as unknown as GraphDocument;
  const trainer = await Trainer.load(document, given as Map<Address, never>, own);
  return ready(trainer);
}

export async function loadedExample(own: Engine, name: string) {
  return ready(await Trainer.load(await openExample(name), new Map(), own));
}

export async function startExample(own: Engine, name: string) {
  return running(await loadedExample(own, name));
}

function ready(trainer: unknown): Trainer {
  if (!(trainer instanceof Trainer) || !trainer.plan.ready) throw new Error('the network cannot be trained');
  return trainer;
}
