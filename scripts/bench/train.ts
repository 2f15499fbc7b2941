/* The networks of the benchmark as documents of this project, trained through the same door as everywhere. */
import { type Address, DEFAULT_TRAINING, type GraphDocument } from '../../src/document/document.ts';
import { openExample } from '../../src/document/examples.ts';
import type { Engine } from '../../src/kernels/device.ts';
import { Trainer } from '../../src/run/trainer.ts';
import { type madeUp, type networks, RATE } from './networks.mjs';

/** Nanoseconds that the calls of a step take, each repeated by itself, by kernel; and the whole step as one program.
    `check`: the share of the program that looking for numbers that are not finite takes, by carrying it out with and
    without in turn. */
export async function profile(own: Engine, sizes: (typeof networks)[string], data: ReturnType<typeof madeUp>) {
  const trainer = await loaded(own, sizes, data);
  const { device } = trainer.network;
  trainer.advance();
  const whole = trainer.network.step(sizes.batch);
  const { program } = whole;
  const bare = device.compile(program.filter(({ op }) => op !== 'finite'));
  const step = () => {
    whole.step();
    if (!whole.finite) throw new Error('the network has diverged');
  };
  const timed = (times: number, act: () => void) => {
    const from = performance.now();
    for (let i = 0; i < times; i++) act();
    return (1e6 * (performance.now() - from)) / times;
  };
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
  // In short turns, so that what else the machine does falls into few of them; which comes first changes.
  const turn = Math.max(1, Math.round(1e6 / best(3, step)));
  const pairs = times > 3 ? 1001 : 31;
  const shares = Array.from({ length: pairs }, (_, round) => {
    const [first, second] = (round % 2 ? [bare, step] : [step, bare]).map((act) => timed(turn, act)) as [
      number,
      number,
    ];
    return 1 - (round % 2 ? first / second : second / first);
  });
  return {
    check: shares.toSorted((a, b) => a - b)[(pairs - 1) / 2]!,
    kernels: Object.fromEntries(kernels),
    program: best(times, step),
    advance: best(times, () => trainer.advance()),
  };
}

function running(trainer: unknown) {
  if (!(trainer instanceof Trainer) || !trainer.plan.ready) throw new Error('the network cannot be trained');
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

async function loaded(own: Engine, { widths, batch }: (typeof networks)[string], data: ReturnType<typeof madeUp>) {
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
  if (!(trainer instanceof Trainer)) throw new Error('the network cannot be loaded');
  return trainer;
}

export async function startExample(own: Engine, name: string) {
  return running(await Trainer.load(await openExample(name), new Map(), own));
}
