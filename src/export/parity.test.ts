/* Exported files against the engine: every example, every node of the catalogue, random networks. Each file is carried
   out by Python, and its losses, tensors, gradients and updated parameters are those of the engine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../check/random-graph.ts';
import { type Case, givenShapes, outputWeights, randomValues, settingsOf } from '../check/trial.ts';
import { casesOf } from '../check/trial-cases.ts';
import { dumpedPass } from '../cli/dump.ts';
import { type Address, address, DEFAULT_TRAINING, type GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import type { Precision } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { read, type TensorData } from '../tensor/tensor.ts';
import { howMany, seed, tally } from '../torture.ts';
import { textOf } from './code.ts';
import { type Moment, programOf } from './moment.ts';
import { NotWritable } from './not-writable.ts';
import { notebookCells } from './notebook.ts';
import { numpyScript } from './numpy.ts';
import { torchScript } from './torch.ts';
import type { TorchStyle } from './wishes.ts';

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED FILE WAS CARRIED OUT !!!\n`);

const styles: readonly TorchStyle[] = ['module', 'functional', 'sequential'];
const count = howMany(100, 2000);

interface Plain {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}
interface Story {
  readonly losses: readonly number[];
  readonly evaluation: number;
  readonly first: Readonly<Record<string, Plain>>;
  readonly last: Readonly<Record<string, Plain>>;
}
interface Answer {
  readonly error?: string;
  /** Gradients that the notebook compared with autograd's. */
  readonly compared: number;
  readonly files: Readonly<Record<string, Story & { readonly check: string }>>;
}

/** A network to export, and what the engine makes of it. */
interface Question {
  readonly name: string;
  readonly ours: Story;
  readonly asked: object;
  readonly precision: Precision;
}

async function question(
  name: string,
  { document, given }: RandomGraph,
  steps: number,
  precision: Precision,
): Promise<Question> {
  const load = async (of: GraphDocument) => {
    const trainer = await Trainer.load(of, given, new Reference(precision));
    if (!(trainer instanceof Trainer)) throw new Error(`${name}: ${JSON.stringify(trainer)}`);
    return trainer;
  };
  const trainer = await load(document);
  expect(trainer.plan.ready, `${name}: ${JSON.stringify(trainer.plan.problems)}`).toBe(true);
  const moment: Moment = {
    document,
    plan: trainer.plan,
    ...(await snapshotOf(document, trainer, new Reference(precision))),
  };
  const program = programOf(moment);
  const written = await Promise.all(
    styles.map(async (style) => {
      try {
        return [[style, textOf(await torchScript(moment, style))]] as const;
      } catch (error) {
        if (error instanceof NotWritable) return [];
        throw error;
      }
    }),
  );
  const still = await load({ ...document, training: { ...document.training, mode: 'eval' } });
  const evaluation = still.evaluate().loss;
  const first = dumpedPass(trainer.plan, trainer.evaluate().pass);
  const losses = Array.from({ length: steps }, () => trainer.advance().loss);
  const learned = [...program.parameters, ...program.buffers];
  const last = Object.fromEntries(
    learned.map((place) => {
      const tensor = trainer.network.keptTensor(place);
      return [place, { shape: tensor?.shape ?? [], data: tensor ? [...read(tensor)] : [] }];
    }),
  );
  return {
    name,
    ours: { losses, evaluation, first, last },
    precision,
    asked: {
      notebook: (await notebookCells(moment)).flatMap((cell) => (cell.kind === 'code' ? [textOf(cell.code)] : [])),
      ...{ name, steps, step: 0, learned, double: precision === 'f64' },
      dropouts: program.parts
        .filter(({ step: { type, settings } }) => type.type === 'dropout' && settings.p !== 0)
        .map(({ id }) => id),
      numpy: textOf(await numpyScript(moment)),
      torch: Object.fromEntries(written.flat()),
    },
  };
}

function answers(questions: readonly Question[]): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-exported-'));
  try {
    const [asked, answered] = [join(folder, 'asked.json'), join(folder, 'answered.json')];
    writeFileSync(asked, JSON.stringify(questions.map(({ asked }) => asked)));
    const driver = resolve(import.meta.dirname, '../../golden/exported.py');
    const { status, stderr } = spawnSync(python, [driver, asked, answered], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(readFileSync(answered, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What may differ: an absolute part, and a share of the largest number of a tensor. */
const BOUNDS = { f32: [1e-6, 1e-5], f64: [1e-9, 1e-9] } as const;

/** Largest |a − b| over the bound: at most 1 where they agree. */
function deviation(
  a: readonly (number | string)[],
  b: readonly (number | string)[],
  [least, share]: readonly [number, number],
): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const numbers = (list: readonly (number | string)[]) => list.map((x) => Number(String(x).replace('inf', 'Infinity')));
  const [x, y] = [numbers(a), numbers(b)];
  const peak = y.reduce((most, each) => (Number.isFinite(each) ? Math.max(most, Math.abs(each)) : most), 0);
  const far = x.map((each, i) => (each === y[i] ? 0 : Math.abs(each - y[i]!) / (least + share * peak)));
  return far.reduce((most, each) => (Number.isNaN(each) ? Number.POSITIVE_INFINITY : Math.max(most, each)), 0);
}

interface Found {
  readonly name: string;
  readonly language: string;
  readonly share: number;
  readonly place: string;
}

function compare({ name, ours, precision }: Question, answer: Answer): readonly Found[] {
  if (typeof answer.error === 'string')
    return [{ name, language: 'all', share: Number.POSITIVE_INFINITY, place: answer.error }];
  return Object.entries(answer.files).map(([language, theirs]) => {
    const bound = BOUNDS[precision];
    const found: [number, string][] = [
      [theirs.check === '' ? 0 : Number.POSITIVE_INFINITY, `--check: ${theirs.check}`],
      [deviation(theirs.losses, ours.losses, bound), 'losses'],
      [deviation([theirs.evaluation], [ours.evaluation], bound), 'evaluation'],
    ];
    for (const [place, tensor] of Object.entries(theirs.last))
      found.push([deviation(tensor.data, ours.last[place]?.data ?? [], bound), `last ${place}`]);
    for (const [place, tensor] of Object.entries(theirs.first ?? {})) {
      const same = ours.first[place];
      if (same) found.push([deviation(tensor.data, same.data, bound), `first ${place}`]);
    }
    const [share, place] = found.reduce((most, each) => (each[0] > most[0] ? each : most));
    return { name, language, share, place };
  });
}

const table = new Map<string, readonly Found[]>();
afterAll(() => {
  const column = (text: string) => text.padEnd(12);
  const lines = [...table].map(([name, found]) => {
    const cells = ['numpy', ...styles].map((language) => {
      const one = found.find((each) => each.language === language);
      return column(one ? one.share.toFixed(3) : '–');
    });
    return `${name.padEnd(22)}${cells.join('')}`;
  });
  const head = `${'example'.padEnd(22)}${['numpy', ...styles].map(column).join('')}`;
  if (table.size > 0)
    console.log(['Largest deviation of exported files, as a share of 1e-6 + 1e-5 |x|', head, ...lines].join('\n'));
});

it.skipIf(!torch)(
  'every example: tensors, gradients of the first step, losses and parameters of a hundred',
  { timeout: 300_000 },
  async () => {
    const questions: Question[] = [];
    for (const [name, document] of await openExamples())
      questions.push(await question(name, { document, given: new Map() }, 100, 'f32'));
    const answered = answers(questions);
    for (const [i, each] of questions.entries()) table.set(each.name, compare(each, answered[i] as Answer));
    // The same batches from the same seed, so the same losses; no example drops numbers at random. Only residual-depth,
    // whose loss first doubles, makes more of how each engine rounds.
    const allowed = (name: string) => (name === 'residual-depth' ? 2e-5 : 1e-6);
    const far = questions.flatMap(({ name, ours }, i) =>
      Object.entries(answered[i]?.files ?? {}).map(([language, { losses }]) => ({
        ...{ name, language },
        largest: Math.max(...losses.map((loss, step) => Math.abs(loss - (ours.losses[step] ?? Number.NaN)))),
      })),
    );
    expect(far.filter(({ name, largest }) => !(largest <= allowed(name)))).toEqual([]);
    expect([...table.values()].flat().filter(({ share }) => !(share <= 1))).toEqual([]);
    expect([...table.values()].flat().filter(({ language }) => language === 'sequential').length).toBeGreaterThan(3);
  },
);

/** A case of the catalogue as a document: its inputs given, its output weighted and summed. */
function documentOf(node: AnyNodeType, trial: Case): RandomGraph {
  const values = randomValues(node, trial, 'train', 3);
  const shapes = givenShapes(node, trial, 'train').shapes;
  const nodes: Record<string, { type: string; settings: GraphDocument['nodes'][string]['settings'] }> = {
    node1: { type: node.type, settings: settingsOf(node, trial) },
  };
  const wires: Record<Address, Address> = {};
  const given = new Map<Address, TensorData>();
  const feed = (port: Address, id: string, kind: string, tensor: TensorData) => {
    nodes[id] = { type: 'input', settings: { shape: [...tensor.shape], kind } };
    wires[port] = address(id, 'X');
    given.set(address(id, 'X'), tensor);
  };
  const ports = [...node.inputs, ...(node.indices ?? [])];
  for (const port of ports) {
    const shape = (shapes as Readonly<Record<string, readonly number[]>>)[port] ?? [];
    const kind = node.inputs.includes(port) ? 'numbers' : 'indices';
    feed(address('node1', port), `input-${port}`, kind, { shape, data: values[port] ?? [] });
  }
  for (const [name, data] of Object.entries(values))
    if (!ports.includes(name))
      given.set(address('node1', name), {
        shape: (shapes as Readonly<Record<string, readonly number[]>>)[name] ?? [],
        data,
      });
  const [output = ''] = node.outputs;
  const shape = (shapes as Readonly<Record<string, readonly number[]>>)[output] ?? [];
  const loss = node.category === 'loss' || node.infinite ? {} : { loss: 'sum1.Z' as Address };
  if (node.infinite) {
    nodes.softmax1 = { type: 'softmax', settings: {} };
    wires['softmax1.Z'] = address('node1', output);
  }
  if (node.category !== 'loss') {
    nodes.multiply1 = { type: 'multiply', settings: {} };
    nodes.sum1 = { type: 'sum', settings: {} };
    wires['multiply1.A'] = node.infinite ? 'softmax1.A' : address('node1', output);
    feed('multiply1.B', 'input-weights', 'numbers', { shape, data: outputWeights(shape, 0) });
    wires['sum1.A'] = 'multiply1.C';
  }
  const placed = Object.entries(nodes).map(([id, each]) => [id, { ...each, position: { x: 0, y: 0 } }]);
  const document: GraphDocument = {
    ...{ format: 'chainrule', version: 1, title: node.type, nodes: Object.fromEntries(placed), wires },
    training: { ...DEFAULT_TRAINING, ...loss, ...(node.infinite && { loss: 'sum1.Z' as Address }), learningRate: 0.01 },
  };
  return { document, given };
}

it.skipIf(!torch)('every node of the catalogue, at every corner of its own', { timeout: 300_000 }, async () => {
  const computing = [...catalogue.values()].filter((node) => !node.source);
  const questions: Question[] = [];
  for (const node of computing)
    for (const { title, trial } of casesOf(node))
      questions.push(await question(`${node.type} ${title}`, documentOf(node, trial), 1, 'f64'));
  const answered = answers(questions);
  const found = questions.flatMap((each, i) => compare(each, answered[i] as Answer));
  expect(found.filter(({ share }) => !(share <= 1))).toEqual([]);
  expect(questions.length).toBeGreaterThan(200);
});

it.skipIf(!torch)(
  `${count} random networks, one step of SGD or Adam each`,
  { timeout: 60_000 + 300 * count },
  async () => {
    const questions: Question[] = [];
    for (let each = seed; each < seed + count; each++) {
      const { document, given } = randomGraph(each);
      // Adam divides a gradient by its own size: where it is all rounding, so would be the step, but for eps.
      const optimizer = each % 2 ? { type: 'adam', settings: { eps: 1e-3 } } : { type: 'sgd', settings: {} };
      const training = { ...document.training, optimizer, learningRate: 1e-3 };
      questions.push(await question(`graph ${each}`, { document: { ...document, training }, given }, 1, 'f64'));
    }
    const answered = answers(questions);
    const found = questions.flatMap((each, i) => compare(each, answered[i] as Answer));
    expect(found.filter(({ share }) => !(share <= 1))).toEqual([]);
    tally('random networks, as NumPy and PyTorch', count);
  },
);
