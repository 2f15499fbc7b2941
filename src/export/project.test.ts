/* The folder for one machine or many: its first loss is the editor's, its losses do not depend on the number of processes
   or on what was killed, and what it trained comes home. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Address } from '../document/document.ts';
import { openExample, openExamples } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import { Trainer } from '../run/trainer.ts';
import { readSafetensors } from '../tensor/safetensors.ts';
import { type Moment, programOf } from './moment.ts';
import { projectFiles } from './project.ts';
import { divisionOf } from './rowwise.ts';

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED PROJECT WAS TRAINED !!!\n`);

const folder = mkdtempSync(join(tmpdir(), 'chainrule-project-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function momentOf(name: string): Promise<Moment> {
  const document = await openExample(name);
  const trainer = await Trainer.load(document, new Map(), new Reference('f32'));
  if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
  return { document, plan: trainer.plan, ...(await snapshotOf(document, trainer, new Reference('f32'))) };
}

async function exported(name: string): Promise<string> {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  for (const [file, content] of projectFiles(await momentOf(name))) writeFileSync(join(at, file), content);
  return at;
}

/** Examples in which something is learned. */
async function learning(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of (await openExamples()).keys())
    if (programOf(await momentOf(name)).parameters.length > 0) names.push(name);
  return names;
}

const run = (at: string, ...words: string[]) =>
  spawnSync(python, [join(at, 'train.py'), '--out', join(at, 'run'), ...words], { encoding: 'utf8' });

it.skipIf(!torch)('every example: the first loss is the editor’s', { timeout: 300_000 }, async () => {
  const names = await learning();
  const projects = await Promise.all(names.map(exported));
  const driver = resolve(import.meta.dirname, '../../golden/checked.py');
  const { status, stdout, stderr } = spawnSync(python, [driver, ...projects], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const found = JSON.parse(stdout).map((each: object, i: number) => ({ name: names[i], ...each }));
  expect(found.length).toBe(names.length);
  for (const { name, status, said } of found) {
    expect(status, `${name}: ${said}`).toBe(0);
    expect(said, name).toMatch(/^loss here .* in the editor /);
  }
});

it.skipIf(!torch)(
  'what was trained comes home: the same test loss here as in its log',
  { timeout: 120_000 },
  async () => {
    const at = await exported('digits');
    expect(run(at, '--steps', '20').status).toBe(0);
    const log = readFileSync(join(at, 'run/log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { testLoss, testAccuracy } = log.findLast(({ event }) => event === 'step');
    const trained = readSafetensors(new Uint8Array(readFileSync(join(at, 'run/trained.safetensors'))));
    if ('code' in trained) throw new Error(String(trained.code));
    const given = new Map([...trained].map(([place, tensor]) => [place as Address, tensor]));
    const trainer = await Trainer.load(await openExample('digits'), given, new Reference('f32'));
    if (!(trainer instanceof Trainer)) throw new Error(trainer.code);
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
  const moment = await momentOf('xor');
  const { parameters } = programOf(moment);
  const frozen = { ...moment, document: { ...moment.document, frozen: parameters } };
  for (const each of [await momentOf('fork'), frozen])
    expect(() => projectFiles(each)).toThrow(expect.objectContaining({ code: 'nothing-to-learn' }));
  expect(projectFiles({ ...frozen, document: { ...moment.document, frozen: parameters.slice(1) } }).size).toBe(12);
});

it('says of which examples a batch can be shared among processes', async () => {
  const found: Record<string, string> = {};
  for (const name of (await openExamples()).keys()) found[name] = divisionOf(programOf(await momentOf(name))).reduction;
  expect(found).toMatchObject({ digits: 'mean', moons: 'mean', 'conv-digits': 'mean', 'character-gpt': 'mean' });
});
