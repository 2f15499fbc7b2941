/* The engine, used as the command line uses it, against PyTorch: golden/*.json, which golden/make.py writes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../check/engines.ts';
import { dumped, dumpedPass } from '../cli/dump.ts';
import { type Address, address, type GraphDocument } from '../document/document.ts';
import { parseDocument } from '../document/file.ts';
import { size } from '../tensor/shape.ts';
import { read, type TensorData } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

interface Golden {
  readonly document: GraphDocument;
  readonly steps: number;
  readonly tensors: Tensors;
  /** As torch drew them: float32 with the fewest digits. */
  readonly start: Tensors;
  readonly rows?: readonly (readonly number[])[];
  readonly learningRates: readonly number[];
  readonly float32: readonly number[];
  readonly float64: readonly number[];
  readonly first: Tensors;
  readonly last: Tensors;
  readonly test?: { readonly loss: number; readonly accuracy?: number };
}
type Tensors = Readonly<Record<Address, TensorData>>;

const folder = resolve(import.meta.dirname, '../../golden');
const filesOf = (at: string) => readdirSync(at).filter((file) => file.endsWith('.json'));
const opened = (at: string, file: string): Golden => JSON.parse(readFileSync(join(at, file), 'utf8'));
const places = (tensors: Tensors) => Object.entries(tensors) as [Address, TensorData][];

/** The trainer of a golden document; with torch's starting parameters, or with those that the engine draws itself. */
async function trainer(golden: Golden, engine: string, draws = false): Promise<Trainer> {
  const read = parseDocument(JSON.stringify(golden.document));
  if ('problem' in read || read.report.length > 0) throw new Error(JSON.stringify(read));
  const start = places(golden.start).map(([place, { shape, data }]) => {
    return [place, { shape, data: Float32Array.from(data) }] as const;
  });
  const given = new Map<Address, TensorData>([...places(golden.tensors), ...(draws ? [] : start)]);
  const made = await Trainer.load(read.document, given, engines.get(engine)!());
  if (!(made instanceof Trainer)) throw new Error(JSON.stringify(made));
  expect(made.plan.problems).toEqual([]);
  return made;
}

/** Farthest distance of two lists, over the largest number wanted (at least 1e-3). */
function deviation(ours: ArrayLike<number | string>, wanted: ArrayLike<number>): number {
  if (ours.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let [farthest, peak] = [0, 1e-3];
  for (let i = 0; i < wanted.length; i++) {
    const [x, y] = [Number(ours[i]), Number(wanted[i])];
    if (Number.isFinite(y)) peak = Math.max(peak, Math.abs(y));
    if (x !== y) farthest = Math.max(farthest, Number.isFinite(x - y) ? Math.abs(x - y) : Number.POSITIVE_INFINITY);
  }
  return farthest / peak;
}

/** Farthest deviation of tensors by address, and its address. Both have the same addresses and shapes. */
function farthest(ours: ReturnType<typeof dumped>, wanted: Tensors): [deviation: number, place: string] {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(wanted).sort());
  const found = places(wanted).map(([place, { shape, data }]): [number, string] => {
    expect(ours[place]?.shape, place).toEqual(shape);
    return [deviation(ours[place]?.data ?? [], data), place];
  });
  return found.reduce((most, each) => (each[0] > most[0] ? each : most), [0, '']);
}

/** What a first pass holds that PyTorch has a name for: not what nodes keep for themselves, and not indices. */
function firstPass({ plan }: Trainer, pass: ReturnType<Trainer['evaluate']>['pass']) {
  const own = new Set(plan.steps.flatMap(({ node, type }) => (type.keeps ?? []).map((name) => address(node, name))));
  const tensors = Object.entries(dumpedPass(plan, pass)) as [Address, ReturnType<typeof dumped>[string]][];
  return Object.fromEntries(tensors.filter(([place]) => !own.has(place) && !plan.indices.has(place)));
}

/** Steps between neighbouring float32 numbers. */
function ulps(a: number, b: number): number {
  const ordered = (x: number) => {
    const bits = new Int32Array(Float32Array.of(x).buffer)[0] as number;
    return bits < 0 ? -(bits & 0x7fffffff) : bits;
  };
  return Math.abs(ordered(a) - ordered(b));
}

const lines: string[] = [];
afterAll(() => console.log(['Golden cases, largest deviation from PyTorch', ...lines].join('\n')));

const files = filesOf(folder);
const float32 = [...engines.keys()].filter((engine) => engine !== 'f64');
it('there are golden files, of less than 3 MB together', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0)).toBeLessThan(3e6);
});

describe.each(files.map((file) => file.replace('.json', '')))('%s', (name) => {
  const golden = opened(folder, `${name}.json`);

  it('starts from the parameters that torch draws, within one place of float32', async () => {
    const { network } = await trainer(golden, 'f32', true);
    for (const [place, { shape, data }] of places(golden.start)) {
      const drawn = network.keptTensor(place);
      expect(drawn?.shape, place).toEqual(shape);
      const far = drawn && Array.from(read(drawn)).findIndex((x, i) => ulps(x, Math.fround(Number(data[i]))) > 1);
      expect(far, place).toBe(-1);
    }
  });

  it('float64: rates, rows, losses, every value and gradient, the figures on the test rows', async () => {
    const run = await trainer(golden, 'f64');
    const first = farthest(firstPass(run, run.evaluate().pass), golden.first);
    let losses = 0;
    for (const [step, wanted] of golden.float64.entries()) {
      const { learningRate } = run;
      const { pass } = run.network.step(run.batch().length);
      const { loss, broken } = golden.steps > 0 ? run.advance() : run.evaluate();
      expect(broken).toBeUndefined();
      losses = Math.max(losses, deviation([loss], [wanted]));
      if (golden.steps > 0) expect(deviation([learningRate], [golden.learningRates[step] ?? 0])).toBeLessThan(1e-12);
      const rows = golden.rows?.[step] ?? [];
      for (const [place, { shape, data }] of run.network.columns.rows) {
        const width = size(shape.slice(1));
        const batch = pass.get(place);
        expect(batch && [...read(batch)], place).toEqual(
          rows.flatMap((row) => [...data.slice(row * width, (row + 1) * width)]),
        );
      }
    }
    const last = farthest(dumped(run.network.learned), golden.last);
    const figures = run.network.test();
    expect(figures === undefined).toBe(golden.test === undefined);
    const test = deviation([figures?.loss ?? 0], [golden.test?.loss ?? 0]);
    expect(figures?.accuracy).toBe(golden.test?.accuracy);
    const found: readonly [number, string][] = [first, last, [losses, 'losses'], [test, 'test loss']];
    const [most, place] = found.reduce((most, each) => (each[0] > most[0] ? each : most));
    lines.push(`${name.padEnd(28)} float64 ${most.toExponential(1)} ${place}`);
    expect(most, place).toBeLessThanOrEqual(1e-9);
  });

  it.each(float32)('float32: losses on %s', async (engine) => {
    const run = await trainer(golden, engine);
    const losses = golden.float32.map(() => (golden.steps > 0 ? run.advance() : run.evaluate()).loss);
    const shares = losses.map((loss, step) => {
      const wanted = golden.float32[step] ?? Number.NaN;
      return Math.abs(loss - wanted) / (2e-6 + 1e-5 * Math.abs(wanted));
    });
    lines.push(
      `${' '.repeat(28)} ${engine.padEnd(7)} ${(100 * Math.max(...shares)).toFixed(1)} % of 2e-6 + 1e-5 |loss|`,
    );
    for (const [step, share] of shares.entries()) expect(share, `step ${step}`).toBeLessThanOrEqual(1);
  });
});

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch, sklearn']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch and sklearn: THE GOLDEN FILES WERE NOT MADE AGAIN !!!\n`);

it.skipIf(!torch)(
  'golden/make.py makes the same files again, to the last places',
  () => {
    const again = mkdtempSync(join(tmpdir(), 'chainrule-golden-'));
    try {
      const { status, stderr } = spawnSync(python, [join(folder, 'make.py'), again], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      expect(filesOf(again)).toEqual(files);
      for (const file of files) expect(nearly(opened(again, file), opened(folder, file)), file).toBe(true);
    } finally {
      rmSync(again, { recursive: true });
    }
  },
  120_000,
);

/** Equal, but for numbers that another processor may round otherwise. */
function nearly(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
  const [x, y] = [Object.entries(a), new Map(Object.entries(b))];
  return x.length === y.size && x.every(([key, value]) => nearly(value, y.get(key)));
}
