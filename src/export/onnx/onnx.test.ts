/* ONNX models against their checker and a runtime: every example, random networks. And the way back. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { expect, it } from 'vitest';
import { type RandomGraph, randomGraph } from '../../check/random-graph.ts';
import type { Address } from '../../document/document.ts';
import { openExamples } from '../../document/examples.ts';
import { parseDocument } from '../../document/file.ts';
import { serialise } from '../../document/serialise.ts';
import { Reference } from '../../kernels/reference.ts';
import { snapshotOf } from '../../run/snapshot.ts';
import { Trainer } from '../../run/trainer.ts';
import { read } from '../../tensor/tensor.ts';
import { howMany, seed, tally } from '../../torture.ts';
import { NotWritable } from '../not-writable.ts';
import { onnxModel } from './model.ts';
import { documentInOnnx } from './reading.ts';

env.wasm.numThreads = 1;
const python = '/usr/bin/python3';
const checker = spawnSync(python, ['-c', 'import onnx']).status === 0;
if (!checker) console.warn(`\n!!! ${python} cannot import onnx: NO MODEL WAS CHECKED !!!\n`);
const count = howMany(100, 2000);

const CHECK = `
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(path), full_check=True)
`;

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The farthest output of the runtime, as a share of 1e-6 + 1e-5 · the largest number. */
  readonly share: number;
  readonly outputs: number;
}

/** The model of a network, carried out by the runtime on the next batch. */
async function made(name: string, { document, given }: RandomGraph): Promise<Made> {
  const still = { ...document, training: { ...document.training, mode: 'eval' as const } };
  const trainer = await Trainer.load(still, given, new Reference('f32'));
  if (!(trainer instanceof Trainer)) throw new Error(`${name}: ${trainer.code}`);
  const moment = { document: still, plan: trainer.plan, ...(await snapshotOf(still, trainer, new Reference('f32'))) };
  const bytes = onnxModel(moment);
  const { pass } = trainer.evaluate();
  const session = await InferenceSession.create(bytes);
  const feeds = Object.fromEntries(
    session.inputNames.map((place) => {
      const tensor = pass.get(place as Address);
      const data = tensor ? read(tensor) : [];
      const shape = tensor ? [...tensor.shape] : [];
      return [
        place,
        trainer.plan.indices.has(place as Address)
          ? new OrtTensor('int64', BigInt64Array.from(data as ArrayLike<number> & Iterable<number>, BigInt), shape)
          : new OrtTensor('float32', Float32Array.from(data), shape),
      ];
    }),
  );
  const results = await session.run(feeds);
  const exact = await Trainer.load(still, given, new Reference('f64'));
  if (!(exact instanceof Trainer)) throw new Error(`${name}: ${exact.code}`);
  const { pass: truth } = exact.evaluate();
  let share = 0;
  for (const place of session.outputNames) {
    const ours = pass.get(place as Address);
    const wanted = ours ? read(ours) : [];
    const theirs = results[place]?.data as Float32Array;
    expect([...(results[place]?.dims ?? [])], `${name} ${place}`).toEqual([...(ours?.shape ?? [])]);
    const peak = Array.from(wanted).reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
    // A network that makes much of rounding does so in every engine: as far as ours is from the truth, another may be too.
    const precise = read(truth.get(place as Address)!);
    const rounding = Array.from(wanted).reduce((most, x, i) => Math.max(most, Math.abs(x - precise[i]!) || 0), 0);
    for (const [i, x] of theirs.entries())
      if (x !== wanted[i])
        share = Math.max(share, Math.abs(x - (wanted[i] ?? Number.NaN)) / (1e-6 + 1e-5 * peak + 4 * rounding));
  }
  await session.release();
  return { name, bytes, share, outputs: session.outputNames.length };
}

function checked(models: readonly Made[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-onnx-'));
  try {
    const paths = models.map(({ bytes }, i) => {
      writeFileSync(join(folder, `${i}.onnx`), bytes);
      return join(folder, `${i}.onnx`);
    });
    const { status, stderr } = spawnSync(python, ['-c', CHECK, ...paths], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('every example: the runtime predicts what the engine does, and the document comes back', {
  timeout: 120_000,
}, async () => {
  const models: Made[] = [];
  for (const [name, document] of await openExamples()) {
    const model = await made(name, { document, given: new Map() });
    models.push(model);
    const back = parseDocument(documentInOnnx(model.bytes) ?? '');
    if ('problem' in back) throw new Error(`${name}: ${back.problem.code}`);
    const still = { ...document, training: { ...document.training, mode: 'eval' as const } };
    expect(serialise(back.document)).toBe(serialise(still));
  }
  expect(
    models.filter(({ share, outputs }) => !(share <= 1) || outputs === 0).map(({ name, share }) => [name, share]),
  ).toEqual([]);
  console.log(
    `ONNX, largest share of 1e-6 + 1e-5 |x|: ${models.map(({ name, share }) => `${name} ${share.toFixed(3)}`).join(', ')}`,
  );
  if (checker) checked(models);
});

it(`${count} random networks: the checker takes them and the runtime agrees`, {
  timeout: 60_000 + 1000 * count,
}, async () => {
  const models: Made[] = [];
  for (let each = seed; each < seed + count; each++)
    try {
      models.push(await made(`graph ${each}`, randomGraph(each)));
    } catch (error) {
      // Losses that read the data themselves.
      if (!(error instanceof NotWritable) || error.code !== 'nothing-predicted') throw error;
    }
  expect(models.length).toBeGreaterThan(0.8 * count);
  const far = models.filter(({ share }) => !(share <= 1)).map(({ name, share }) => [name, share]);
  expect(far).toEqual([]);
  if (checker) checked(models);
  tally('random networks, as ONNX', count);
});

it('finds no document in what is none of its models', () => {
  expect(documentInOnnx(new Uint8Array())).toBeUndefined();
  expect(documentInOnnx(new TextEncoder().encode('not a model'))).toBeUndefined();
  expect(documentInOnnx(Uint8Array.from([0x72, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toBeUndefined();
});
