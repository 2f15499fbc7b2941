import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { chooseEngine } from '../kernels/engines.ts';
import { conversation } from './conversation.ts';
import type { Watch } from './view.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

/** The compiled kernels. */
const bytes = async (name: string) => Uint8Array.from(readFileSync(`dist/kernels/${name}.wasm`));

const compiled = () => conversation((exact) => chooseEngine(bytes, exact));

test('a document is loaded, and everything is computed before anything moves', async () => {
  const { session, reports, last } = compiled();
  await session.hear({ kind: 'document', revision: 'r1', document: example('moons') });
  expect(reports.map(({ kind }) => kind)).toEqual(['kernels', 'loaded', 'progress']);
  expect(last('progress').measures).toMatchObject({ step: 0, epoch: 0, accuracy: expect.any(Number) });
  expect(last('progress').running).toBe(false);
});

test('training runs in slices; pause is heard between two of them', async () => {
  const { session, last, slice } = compiled();
  await session.hear({ kind: 'document', revision: 'r1', document: example('moons') });
  await session.hear({ kind: 'train' });
  for (let i = 0; i < 20; i++) slice();
  await session.hear({ kind: 'pause' });
  const { step } = last('progress').measures;
  expect(step).toBeGreaterThan(20);
  slice();
  slice();
  expect(last('progress').measures.step).toBe(step);
  expect(last('progress').running).toBe(false);
});

test('the losses of all reports, put together, are those of the trainer, one a step', async () => {
  const { session, train, curve } = compiled();
  await session.hear({ kind: 'document', revision: 'r1', document: example('digits') });
  await train(12);
  const losses = curve();
  expect(losses.length).toBeGreaterThan(50);
  expect(losses.every(Number.isFinite)).toBe(true);
  const again = compiled();
  await again.session.hear({ kind: 'document', revision: 'r1', document: example('digits') });
  await again.iterate(10);
  expect(again.curve()).toEqual(losses.slice(0, 10));
});

test('another learning rate, schedule or clipping keeps the network; another layer begins anew; every report names its revision', async () => {
  const { session, reports, last, iterate } = compiled();
  const moons = example('moons');
  await session.hear({ kind: 'document', revision: 'r1', document: moons });
  await iterate();
  await session.hear({
    kind: 'document',
    revision: 'r2',
    document: {
      ...moons,
      training: {
        ...moons.training,
        learningRate: 1,
        clipNorm: 2,
        schedule: { type: 'cosine', every: 'epoch', settings: {} },
      },
    },
  });
  expect(last('progress').measures.step).toBe(1);
  expect(last('progress').revision).toBe('r2');
  const wider = {
    ...moons,
    nodes: { ...moons.nodes, linear1: { ...moons.nodes.linear1, settings: { features: 9 } } },
  } as GraphDocument;
  await session.hear({ kind: 'document', revision: 'r3', document: wider });
  expect(last('progress').measures.step).toBe(0);
  expect(reports.filter((report) => report.kind === 'loaded').map((report) => report.fresh)).toEqual([
    true,
    false,
    true,
  ]);
});

test('watching never changes a number, and pictures are pooled by signed max-|x| with statistics over everything', async () => {
  const watches: Watch[] = [
    { address: 'linear1.Z', form: 'picture', rows: 20, columns: 24 },
    { address: 'linear1.Z', form: 'window', row: 198, column: 6, rows: 8, columns: 8 },
    { address: 'linear1.dZ', form: 'picture', rows: 64, columns: 64 },
    { address: 'digits1.X', form: 'statistics' },
  ];
  const [watching, plain] = [compiled(), compiled()];
  for (const { session } of [watching, plain])
    await session.hear({ kind: 'document', revision: 'r1', document: example('moons') });
  await watching.session.hear({ kind: 'watch', watches });
  const { tensors } = watching.last('progress');
  const pooled = tensors.get('linear1.Z 20×24')?.picture;
  expect(pooled).toMatchObject({ rows: 20, columns: 8, pool: [10, 1] });
  const corner = tensors.get('linear1.Z 8×8 at 198,6')?.picture;
  expect(corner).toMatchObject({ rows: 2, columns: 2, origin: [198, 6], pool: [1, 1] });
  const last = pooled?.cells[19 * 8 + 7] ?? 0;
  expect(Math.abs(last)).toBeGreaterThanOrEqual(Math.abs(corner?.cells[3] ?? Number.POSITIVE_INFINITY));
  // δ of a Linear that feeds a ReLU alone is masked where that ReLU is off.
  expect(tensors.get('linear1.dZ 64×64')?.statistics.masked).toBeGreaterThan(100);
  expect(tensors.get('linear1.dZ 64×64')?.picture?.mask).toBeInstanceOf(Uint8Array);
  expect(tensors.has('digits1.X')).toBe(false);
  for (const talk of [watching, plain]) await talk.iterate(5);
  expect(watching.last('progress').measures.loss).toBe(plain.last('progress').measures.loss);
});

test('requests are answered by id: the field, the rows, a tensor, a weight set by hand', async () => {
  const { session, reports, last } = compiled();
  await session.hear({ kind: 'document', revision: 'r1', document: example('moons') });
  const before = last('progress').measures.loss;
  await session.hear({
    kind: 'evaluate',
    id: 1,
    input: 'points1.X',
    shape: [3, 2],
    data: Float32Array.of(0, 0, 1, 1, -1, 2),
    output: 'linear3.Z',
  });
  await session.hear({ kind: 'rows', id: 2, node: 'points1', from: 190, count: 20 });
  await session.hear({ kind: 'tensor', id: 3, address: 'linear1.W' });
  await session.hear({ kind: 'setValue', id: 4, address: 'linear1.W', index: 0, value: 9 });
  await session.hear({
    kind: 'evaluate',
    id: 5,
    input: 'points1.X',
    shape: [3, 3],
    data: new Float32Array(9),
    output: 'linear3.Z',
  });
  const answers = reports.flatMap((report) => (report.kind === 'answer' ? [[report.id, report.answer] as const] : []));
  expect(answers.map(([id, { kind }]) => [id, kind])).toEqual([
    [1, 'evaluate'],
    [2, 'rows'],
    [3, 'tensor'],
    [4, 'setValue'],
    [5, 'refused'],
  ]);
  expect(answers[0]?.[1]).toMatchObject({ shape: [3, 2] });
  expect(answers[1]?.[1]).toMatchObject({ total: 200 });
  expect(last('progress').measures.loss).not.toBe(before);
});

test('a run that breaks stops, names the tensor and keeps the last good parameters', async () => {
  const { session, reports, slice } = compiled();
  const one = example('one-linear');
  await session.hear({
    kind: 'document',
    revision: 'r1',
    document: { ...one, training: { ...one.training, learningRate: 1e25 } },
  });
  await session.hear({ kind: 'train' });
  slice();
  const broken = reports.find((report) => report.kind === 'not-finite');
  expect(broken).toMatchObject({ revision: 'r1', address: expect.stringMatching(/\./) });
});

test('a new worker goes on from a checkpoint as the old one would have, the optimizer’s memory included', async () => {
  const [first, second] = [compiled(), compiled()];
  const digits = example('digits');
  const optimizer = { type: 'adam', settings: {} };
  const document = { ...digits, training: { ...digits.training, optimizer, zeroGradients: false, learningRate: 0.01 } };
  await first.session.hear({ kind: 'document', revision: 'r1', document });
  await first.iterate(30);
  const { checkpoint, measures } = first.last('progress');
  if (!checkpoint) throw new Error('no checkpoint at rest');
  await second.session.hear({ kind: 'document', revision: 'r1', document, resume: checkpoint });
  expect(second.last('progress').measures).toMatchObject({ step: 30, loss: measures.loss });
  for (const talk of [first, second]) await talk.iterate(5);
  expect(second.last('progress').measures).toMatchObject({ step: 35, loss: first.last('progress').measures.loss });
});

test('a document without a loss computes forward and does not train', async () => {
  const { session, last } = compiled();
  const moons = example('moons');
  const { 'cross-entropy-loss1': _, ...nodes } = moons.nodes;
  const wires = Object.fromEntries(Object.entries(moons.wires).filter(([input]) => !input.startsWith('cross')));
  await session.hear({ kind: 'document', revision: 'r1', document: { ...moons, nodes, wires } });
  await session.hear({ kind: 'watch', watches: [{ address: 'linear3.Z', form: 'statistics' }] });
  await session.hear({ kind: 'train' });
  expect(last('progress').tensors.get('linear3.Z')?.statistics.count).toBe(400);
  expect(last('progress').running).toBe(false);
});
