/* Exported files carried out by Python, and compared with the engine: losses, tensors, gradients, updated parameters. For
   tests. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import type { RandomGraph } from '../check/random-graph.ts';
import type { GraphDocument } from '../document/document.ts';
import { textOf } from '../export/code.ts';
import { type Moment, programOf } from '../export/moment.ts';
import { NotWritable } from '../export/not-writable.ts';
import { notebookCells } from '../export/notebook.ts';
import { numpyScript } from '../export/numpy.ts';
import { flow, torchScript } from '../export/torch.ts';
import type { TorchStyle } from '../export/wishes.ts';
import type { Precision } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { read } from '../tensor/tensor.ts';
import { dumpedPass } from './dump.ts';

const python = '/usr/bin/python3';
export const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED FILE WAS CARRIED OUT !!!\n`);

export const styles: readonly TorchStyle[] = ['module', 'functional', 'sequential'];

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
export interface Answer {
  readonly error?: string;
  /** Gradients that the notebook compared with autograd's. */
  readonly compared: number;
  readonly files: Readonly<Record<string, Story & { readonly check: string }>>;
}

/** A network to export, and what the engine makes of it. */
export interface Question {
  readonly name: string;
  readonly ours: Story;
  readonly asked: object;
  readonly precision: Precision;
}

/** Exported after some updates, of which the optimizer remembers nothing then. */
export async function question(
  name: string,
  { document, given }: RandomGraph,
  steps: number,
  precision: Precision,
  before = 0,
): Promise<Question> {
  const values = new Map(given);
  const load = async (of: GraphDocument, step: number) => {
    const trainer = await Trainer.load(of, values, new Reference(precision));
    if (!(trainer instanceof Trainer)) throw new Error(`${name}: ${JSON.stringify(trainer)}`);
    trainer.resume(step, trainer.network.memory);
    return trainer;
  };
  if (before > 0) {
    const earlier = await load(document, 0);
    for (let step = 0; step < before; step++) earlier.advance();
    const left = await snapshotOf(document, earlier, new Reference(precision));
    for (const [place, tensor] of left.values) values.set(place, tensor);
  }
  const trainer = await load(document, before);
  expect(trainer.plan.ready, `${name}: ${JSON.stringify(trainer.plan.problems)}`).toBe(true);
  const moment: Moment = {
    document,
    plan: trainer.plan,
    ...(await snapshotOf(document, trainer, new Reference(precision))),
  };
  const program = programOf(moment);
  const { predicting, losing } = flow(program);
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
  const still = await load({ ...document, training: { ...document.training, mode: 'eval' } }, before);
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
      ...{ name, steps, step: before, learned, double: precision === 'f64' },
      // In the order in which PyTorch's files come to them.
      dropouts: [...predicting, ...losing]
        .filter(({ step: { type, settings } }) => type.type === 'dropout' && settings.p !== 0)
        .map(({ id }) => id),
      numpy: textOf(await numpyScript(moment)),
      torch: Object.fromEntries(written.flat()),
    },
  };
}

export function answers(questions: readonly Question[]): readonly Answer[] {
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

export interface Found {
  readonly name: string;
  readonly language: string;
  readonly share: number;
  readonly place: string;
}

export function compare({ name, ours, precision }: Question, answer: Answer): readonly Found[] {
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
