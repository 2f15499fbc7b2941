/* Checks and hand edits, as the page hears of them. */
import { expect, test } from 'vitest';
import type { GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import { Reference } from '../kernels/reference.ts';
import { iterate } from './iterate.ts';
import type { Answer, Report, Request } from './protocol.ts';
import { Session } from './session.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

async function conversation(document: GraphDocument) {
  const reports: Report[] = [];
  const next: (() => void)[] = [];
  let clock = 0;
  const session = new Session({
    report: (report) => reports.push(report),
    later: (then) => next.push(then),
    now: () => clock++,
    engine: async () => ({ kind: 'reference', threads: 1, reason: 'not-built', engine: () => new Reference('f32') }),
  });
  await session.hear({ kind: 'document', revision: 'r', document });
  const answerTo = (id: number) =>
    reports.flatMap((report) => (report.kind === 'answer' && report.id === id ? report.answer : []))[0];
  /** Lets slices pass until the request is answered. */
  const ask = async (request: Request): Promise<Answer> => {
    await session.hear(request);
    for (let i = 0; i < 10_000; i++) {
      const answer = answerTo(request.id);
      if (answer) return answer;
      next.shift()?.();
      await Promise.resolve();
    }
    throw new Error('no answer');
  };
  const last = <Kind extends Report['kind']>(kind: Kind) =>
    reports.findLast((report) => report.kind === kind) as Extract<Report, { kind: Kind }>;
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) await iterate(session);
    return last('progress').measures;
  };
  return { session, reports, next, answerTo, ask, last, steps };
}

test('all parameters are checked in slices, between which commands are heard', async () => {
  const { session, next, answerTo, last } = await conversation(example('digits'));
  await session.hear({ kind: 'check', id: 1 });
  await Promise.resolve();
  expect(answerTo(1)).toBeUndefined();
  await iterate(session);
  expect(last('progress').measures.step).toBe(1);
  for (let i = 0; i < 1000 && !answerTo(1); i++) {
    next.shift()?.();
    await Promise.resolve();
  }
  const answer = answerTo(1);
  expect(answer?.kind === 'check' && answer.tensors.map(({ address, verdict }) => [address, verdict])).toEqual([
    ['linear1.W', 'right'],
    ['linear1.b', 'right'],
    ['linear2.W', 'right'],
    ['linear2.b', 'right'],
  ]);
});

test('a check under way is refused when the network becomes another', async () => {
  const { session, next, answerTo } = await conversation(example('digits'));
  await session.hear({ kind: 'check', id: 1 });
  await Promise.resolve();
  await session.hear({ kind: 'document', revision: 's', document: example('moons') });
  for (const slice of next.splice(0)) slice();
  await Promise.resolve();
  await Promise.resolve();
  expect(answerTo(1)).toEqual({ kind: 'refused', reason: 'no-network' });
});

test('one number and its losses are answered at once, also while a long check is under way', async () => {
  const { session, answerTo } = await conversation(example('two-layers'));
  await session.hear({ kind: 'check', id: 1 });
  await session.hear({ kind: 'check', id: 2, address: 'linear1.W', index: [2, 0] });
  await session.hear({ kind: 'losses', id: 3, address: 'linear1.W', index: [0, 0], values: [1, 1.01] });
  await session.hear({ kind: 'losses', id: 4, address: 'linear7.W', index: [0, 0], values: [1] });
  expect(answerTo(2)).toMatchObject({ kind: 'check', tensors: [{ verdict: 'kink' }] });
  expect(answerTo(3)).toMatchObject({ kind: 'losses', gradient: 1 });
  expect(answerTo(4)).toEqual({ kind: 'refused', reason: 'unknown-address' });
});

test('a number set by hand before the first update keeps the network, and trains like a document that began with it', async () => {
  const before = example('two-layers');
  const W = { shape: [3, 2], data: [1, -1, 0.5, 1, -1, 0.75] };
  const after = { ...before, values: { ...before.values, 'linear1.W': W } } as GraphDocument;
  const edited = await conversation(before);
  await edited.session.hear({ kind: 'document', revision: 's', document: after });
  expect(edited.last('loaded')).toMatchObject({ revision: 's', fresh: false });
  const begun = await conversation(after);
  expect(edited.last('progress').measures).toEqual(begun.last('progress').measures);
  expect(await edited.steps(5)).toEqual(await begun.steps(5));
});

test('a value set by hand begins the network anew once it is trained, or when it goes back to the seed', async () => {
  const before = example('two-layers');
  const b = { shape: [3], data: [0, -0.5, -0.1] };
  const after = { ...before, values: { ...before.values, 'linear1.b': b } } as GraphDocument;
  const trained = await conversation(before);
  await trained.steps(2);
  await trained.session.hear({ kind: 'document', revision: 's', document: after });
  expect(trained.last('loaded')).toMatchObject({ fresh: true });
  const { 'linear2.W': _, ...rest } = before.values ?? {};
  const untrained = await conversation(before);
  await untrained.session.hear({ kind: 'document', revision: 's', document: { ...before, values: rest } });
  expect(untrained.last('loaded')).toMatchObject({ fresh: true });
});
