/* Exported files against the engine: every example, every node of the catalogue, random networks. Each file is carried
   out by Python, and its losses, tensors, gradients and updated parameters are those of the engine. */
import { afterAll, expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../check/random-graph.ts';
import { type Case, givenShapes, outputWeights, randomValues, settingsOf } from '../check/trial.ts';
import { casesOf } from '../check/trial-cases.ts';
import {
  type Answer,
  answers,
  compare,
  type Found,
  type Question,
  question,
  styles,
  torch,
} from '../cli/carried-out.ts';
import { type Address, address, DEFAULT_TRAINING, type GraphDocument, type NodeId } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { apply, begin } from '../document/history.ts';
import { rewriteBackward } from '../document/rewriting.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { backwardPrograms } from '../nodes/programs.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { howMany, seed, tally } from '../torture.ts';
import type { TorchStyle } from './wishes.ts';

const count = howMany(100, 2000);

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
    // The same batches from the same seed, so the same losses; no example drops numbers at random.
    const far = questions.flatMap(({ name, ours }, i) =>
      Object.entries(answered[i]?.files ?? {}).map(([language, { losses }]) => ({
        ...{ name, language },
        largest: Math.max(...losses.map((loss, step) => Math.abs(loss - (ours.losses[step] ?? Number.NaN)))),
      })),
    );
    expect(far.filter(({ largest }) => !(largest <= 1e-6))).toEqual([]);
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

/** The same with the backward of a node written in the language. */
function written({ document, given }: RandomGraph, id: NodeId): RandomGraph {
  const program = backwardPrograms[document.nodes[id]?.type ?? ''] ?? '';
  const { present } = apply(begin(document), { code: 'rewrite', values: {} }, rewriteBackward(id, program));
  return { document: present, given };
}

it.skipIf(!torch)(
  'every node with its backward written by hand, at every corner of its own',
  { timeout: 300_000 },
  async () => {
    // A parameter by itself is no function of anything.
    const computing = [...catalogue.values()].filter((node) => !node.source && node.type !== 'parameter');
    const questions: Question[] = [];
    for (const node of computing)
      for (const { title, trial } of casesOf(node))
        questions.push(await question(`${node.type} ${title}`, written(documentOf(node, trial), 'node1'), 1, 'f64'));
    const answered = answers(questions);
    const found = questions.flatMap((each, i) => compare(each, answered[i] as Answer));
    expect(found.filter(({ share }) => !(share <= 1))).toEqual([]);
    // PyTorch draws its own masks, which no program can read.
    const without = (style: TorchStyle) =>
      questions.flatMap(({ name }, i) => (answered[i]?.files[style] ? [] : [name.split(' ')[0]]));
    expect(new Set(without('module'))).toEqual(new Set(['dropout']));
    expect(new Set(without('functional'))).toEqual(new Set(['dropout']));
  },
);

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
