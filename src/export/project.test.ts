/* The folder for one machine or many: its first loss is the editor's, its losses do not depend on the number of processes
   or on what was killed, and what it trained comes home. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { RandomGraph } from '../check/random-graph.ts';
import { randomLearning } from '../check/random-training.ts';
import type { Address } from '../document/document.ts';
import { openExample, openExamples } from '../document/examples.ts';
import type { Precision } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { readSafetensors } from '../tensor/safetensors.ts';
import { howMany, seed, tally } from '../torture.ts';
import { type Moment, programOf } from './moment.ts';
import { projectFiles } from './project.ts';
import { divisionOf } from './rowwise.ts';

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED PROJECT WAS TRAINED !!!\n`);

const ways = howMany(20, 200);
const folder = mkdtempSync(join(tmpdir(), 'chainrule-project-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function loaded({ document, given }: RandomGraph, precision: Precision = 'f32'): Promise<Trainer> {
  const trainer = await Trainer.load(document, given, new Reference(precision));
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  return trainer;
}

async function momentOf({ document, given }: RandomGraph): Promise<Moment> {
  const trainer = await loaded({ document, given });
  return { document, plan: trainer.plan, ...(await snapshotOf(document, trainer, new Reference('f32'))) };
}

const exampleOf = async (name: string) => ({ document: await openExample(name), given: new Map() });

async function written(name: string, graph: RandomGraph): Promise<string> {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  for (const [file, content] of projectFiles(await momentOf(graph))) writeFileSync(join(at, file), content);
  return at;
}

const exported = async (name: string) => written(name, await exampleOf(name));

/** Examples in which something is learned. */
async function learning(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of (await openExamples()).keys())
    if (programOf(await momentOf(await exampleOf(name))).parameters.length > 0) names.push(name);
  return names;
}

/** How each command ended, and what it said: the file of a program and its words. */
function ended(
  commands: readonly (readonly string[])[],
  type = 'float32',
): readonly { status: number | string; said: string }[] {
  const [driver, asked] = [resolve(import.meta.dirname, '../../golden/programs.py'), join(folder, 'commands.json')];
  writeFileSync(asked, JSON.stringify(commands));
  const { status, stdout, stderr } = spawnSync(python, [driver, asked, type], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const found = JSON.parse(stdout);
  expect(found.length).toBe(commands.length);
  return found;
}

const logOf = (at: string) =>
  readFileSync(join(at, 'run/log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const run = (at: string, ...words: string[]) =>
  spawnSync(python, [join(at, 'train.py'), '--out', join(at, 'run'), ...words], { encoding: 'utf8' });

it.skipIf(!torch)('every example: the first loss is the editor’s', { timeout: 300_000 }, async () => {
  const names = await learning();
  const projects = await Promise.all(names.map(exported));
  for (const [i, { status, said }] of ended(projects.map((at) => [join(at, 'train.py'), '--check'])).entries()) {
    expect(status, `${names[i]}: ${said}`).toBe(0);
    expect(said, names[i]).toMatch(/^loss here .* in the editor /);
  }
});

it.skipIf(!torch)(
  `${ways} ways to learn, left after five steps and gone on with: the editor’s losses`,
  { timeout: 60_000 + 1000 * ways },
  async () => {
    const found = new Map<string, readonly number[]>();
    for (let each = seed; each < seed + ways; each++) {
      const graph = randomLearning(each);
      const trainer = await loaded(graph, 'f64');
      found.set(
        await written(`way-${each}`, graph),
        Array.from({ length: 12 }, () => trainer.advance().loss),
      );
    }
    const words = (at: string, steps: string) => [join(at, 'train.py'), '--out', join(at, 'run'), '--steps', steps];
    for (const { status, said } of ended(
      [...found.keys()].flatMap((at) => [words(at, '5'), words(at, '12')]),
      'float64',
    ))
      expect(status, said).toBe(0);
    for (const [at, losses] of found) {
      const log = logOf(at);
      expect(log.filter(({ event }) => event !== 'step').map(({ event }) => event)).toEqual([
        'start',
        'end',
        'resume',
        'end',
      ]);
      const theirs = log.filter(({ event }) => event === 'step').map(({ loss }) => loss);
      expect(theirs.length, at).toBe(losses.length);
      for (const [step, loss] of losses.entries())
        expect(Math.abs(theirs[step] - loss), `${at}, step ${step}`).toBeLessThan(1e-9 * (1 + Math.abs(loss)));
    }
    tally('ways to learn, as projects', ways);
  },
);

it.skipIf(!torch)('a checkpoint is refused by the project of another rate', { timeout: 60_000 }, async () => {
  const { document, given } = await exampleOf('xor');
  const training = { ...document.training, learningRate: document.training.learningRate / 2 };
  const projects = [
    await written('rate', { document, given }),
    await written('other-rate', { document: { ...document, training }, given }),
  ];
  const out = join(folder, 'rate/run');
  const [first, refused, again] = ended(
    [0, 1, 0].map((i) => [join(projects[i] as string, 'train.py'), '--out', out, '--steps', '3']),
  );
  expect([first?.status, again?.status]).toEqual([0, 0]);
  expect(refused?.status).toContain('is a checkpoint of another run');
});

it.skipIf(!torch)(
  'what was trained comes home: the same test loss here as in its log',
  { timeout: 120_000 },
  async () => {
    const at = await exported('digits');
    expect(run(at, '--steps', '20').status).toBe(0);
    const { testLoss, testAccuracy } = logOf(at).findLast(({ event }) => event === 'step');
    const trained = readSafetensors(new Uint8Array(readFileSync(join(at, 'run/trained.safetensors'))));
    if ('code' in trained) throw new Error(String(trained.code));
    const given = new Map([...trained].map(([place, tensor]) => [place as Address, tensor]));
    const trainer = await loaded({ document: await openExample('digits'), given });
    const home = trainer.network.test();
    expect(Math.abs((home?.loss ?? 0) - testLoss)).toBeLessThan(1e-5);
    expect(home?.accuracy).toBeCloseTo(testAccuracy, 5);
  },
);

it.skipIf(!torch)(
  'one, two and three processes, killed and resumed, give the same losses',
  { timeout: 600_000 },
  async () => {
    const driver = resolve(import.meta.dirname, '../../golden/rehearse.py');
    const { status, stdout, stderr } = spawnSync(python, [driver, await exported('digits'), '240'], {
      encoding: 'utf8',
    });
    console.log(stdout);
    expect(status, stdout + stderr).toBe(0);
  },
);

it('refuses a project of what learns nothing: without parameters, or with all of them frozen', async () => {
  const moment = await momentOf(await exampleOf('xor'));
  const { parameters } = programOf(moment);
  const frozen = { ...moment, document: { ...moment.document, frozen: parameters } };
  for (const each of [await momentOf(await exampleOf('fork')), frozen])
    expect(() => projectFiles(each)).toThrow(expect.objectContaining({ code: 'nothing-to-learn' }));
  expect(projectFiles({ ...frozen, document: { ...moment.document, frozen: parameters.slice(1) } }).size).toBe(12);
});

it('says of which examples a batch can be shared among processes', async () => {
  const found: Record<string, string> = {};
  for (const name of (await openExamples()).keys())
    found[name] = divisionOf(programOf(await momentOf(await exampleOf(name)))).reduction;
  expect(found).toMatchObject({ digits: 'mean', moons: 'mean', 'conv-digits': 'mean', 'character-gpt': 'mean' });
});
