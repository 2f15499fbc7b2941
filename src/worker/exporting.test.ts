/* The network as code out of the worker, at the parameters of the moment; and whole tensors into it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Address, GraphDocument } from '../document/document.ts';
import { openExample } from '../document/examples.ts';
import type { TorchStyle } from '../export/wishes.ts';
import { chooseEngine } from '../kernels/engines.ts';
import type { Report } from './protocol.ts';
import type { Answer } from './requests.ts';
import { Session } from './session.ts';

const bytes = async (name: string) => Uint8Array.from(readFileSync(`dist/kernels/${name}.wasm`));

async function opened(document: GraphDocument) {
  const reports: Report[] = [];
  const next: (() => void)[] = [];
  let clock = 0;
  const session = new Session({
    report: (report) => reports.push(report),
    later: (then) => next.push(then),
    now: () => clock++,
    engine: (exact) => chooseEngine(bytes, exact),
  });
  await session.hear({ kind: 'document', revision: 'r1', document });
  let id = 0;
  const ask = async (request: object): Promise<Answer> => {
    await session.hear({ ...request, id: ++id } as Parameters<Session['hear']>[0]);
    for (;;) {
      const found = reports.find((report) => report.kind === 'answer' && report.id === id);
      if (found?.kind === 'answer') return found.answer;
      await new Promise((later) => setTimeout(later, 1));
    }
  };
  const code = async (style: TorchStyle = 'module') => {
    const answer = await ask({ kind: 'export', document, to: 'pytorch', style });
    if (answer.kind !== 'export') throw new Error(JSON.stringify(answer));
    return answer;
  };
  const parameters = async () => {
    const answer = await ask({ kind: 'export', document, to: 'safetensors', style: 'module' });
    return answer.kind === 'export' ? String(answer.files[0]?.content) : '';
  };
  const slices = (count: number) => {
    for (let i = 0; i < count; i++) next.shift()?.();
  };
  return { session, ask, code, parameters, slices };
}

test('what is exported stands at the updates made so far, and training goes on', async () => {
  const { session, code, slices } = await opened(await openExample('moons'));
  expect((await code()).step).toBe(0);
  await session.hear({ kind: 'train' });
  slices(5);
  const { step, files, work, dropout } = await code();
  expect(step).toBeGreaterThan(0);
  expect(String(files[0]?.content)).toContain(`# Written by Chainrule, after ${step} updates.`);
  expect(work).toBeGreaterThan(0);
  expect(dropout).toBe(false);
  slices(5);
  expect((await code()).step).toBeGreaterThan(step);
});

test('says that an optimizer begins anew where there is something that it would forget', async () => {
  const moons = await openExample('moons');
  const settings = { momentum: 0.9 };
  const told: boolean[] = [];
  for (const optimizer of [
    { type: 'sgd', settings: {} },
    { type: 'sgd', settings },
    { type: 'adam', settings: {} },
  ]) {
    const { session, code, slices } = await opened({ ...moons, training: { ...moons.training, optimizer } });
    expect((await code()).anew).toBe(false);
    await session.hear({ kind: 'train' });
    slices(5);
    const { anew, files } = await code();
    expect(String(files[0]?.content).includes('begins anew')).toBe(anew);
    told.push(anew);
  }
  expect(told).toEqual([false, true, true]);
});

test('in the midst of an iteration that is walked, the parameters are those before it', async () => {
  const { session, parameters } = await opened(await openExample('xor'));
  const before = await parameters();
  for (let i = 0; i < 4; i++) await session.hear({ kind: 'walk', walk: { by: 'phase' } });
  expect(await parameters()).toBe(before);
});

test('packed numbers are counted, every other line is there, with its node', async () => {
  const { code } = await opened(await openExample('moons'));
  const [file] = (await code()).files;
  const lines = String(file?.content).trimEnd().split('\n');
  const shown = file?.lines ?? [];
  expect(shown.reduce((sum, { packed }) => sum + (packed ?? 1), 0)).toBe(lines.length);
  expect(shown.filter(({ packed }) => !packed).every(({ text }) => lines.includes(text))).toBe(true);
  expect(shown.find(({ text }) => text.includes('self.linear1 = '))?.node).toBe('linear1');
});

test('a network that is no chain cannot be an nn.Sequential, and the answer names the node', async () => {
  const { ask } = await opened(await openExample('character-gpt'));
  const document = await openExample('character-gpt');
  const answer = await ask({ kind: 'export', document, to: 'pytorch', style: 'sequential' });
  expect(answer).toMatchObject({ kind: 'refused', reason: 'not-a-chain', values: { node: expect.any(String) } });
});

test('tensors that are set are those that are computed with, and what was there comes back', async () => {
  const { session, ask, parameters } = await opened(await openExample('xor'));
  const before = await parameters();
  const shown = async () =>
    (await ask({ kind: 'tensor', address: 'linear1.b' })) as Extract<Answer, { kind: 'tensor' }>;
  const { data } = await shown();
  const given = new Map<Address, number[]>([['linear1.b', Array.from(data, (_, i) => i + 0.5)]]);
  const answer = await ask({ kind: 'setTensors', tensors: given });
  if (answer.kind !== 'setTensors') throw new Error(JSON.stringify(answer));
  expect([...(await shown()).data]).toEqual(given.get('linear1.b'));
  await session.hear({ kind: 'walk', walk: { by: 'iteration' } });
  await session.hear({ kind: 'debug', on: false });
  await session.hear({ kind: 'visit', step: 0 });
  expect(await ask({ kind: 'setTensors', tensors: given })).toEqual({ kind: 'refused', reason: 'visiting' });
  await session.hear({ kind: 'reset' });
  await ask({ kind: 'setTensors', tensors: given });
  await ask({ kind: 'setTensors', tensors: answer.before });
  expect(await parameters()).toBe(before);
});
