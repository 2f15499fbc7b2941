/* Checks and hand edits, as the page hears of them. */
import { expect, test } from 'vitest';
import type { GraphDocument } from '../document/document.ts';
import { openExamples } from '../document/examples.ts';
import type { AnyNodeType } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { opened } from './conversation.ts';

const gallery = await openExamples();
const example = (name: string) => gallery.get(name) as GraphDocument;

test('all parameters are checked in slices, between which commands are heard', async () => {
  const { session, slice, answersTo, iterate, last } = await opened(example('digits'));
  await session.hear({ kind: 'check', id: 1 });
  await Promise.resolve();
  expect(answersTo(1)[0]).toBeUndefined();
  await iterate();
  expect(last('progress').measures.step).toBe(1);
  for (let i = 0; i < 1000 && !answersTo(1)[0]; i++) {
    slice();
    await Promise.resolve();
  }
  const answer = answersTo(1)[0];
  expect(answer?.kind === 'check' && answer.tensors.map(({ address, verdict }) => [address, verdict])).toEqual([
    ['linear1.W', 'right'],
    ['linear1.b', 'right'],
    ['linear2.W', 'right'],
    ['linear2.b', 'right'],
  ]);
});

test('a check under way is refused when the network becomes another', async () => {
  const { session, slice, answersTo } = await opened(example('digits'));
  await session.hear({ kind: 'check', id: 1 });
  await Promise.resolve();
  await session.hear({ kind: 'document', revision: 's', document: example('moons') });
  slice();
  await Promise.resolve();
  await Promise.resolve();
  expect(answersTo(1)[0]).toEqual({ kind: 'refused', reason: 'no-network' });
});

test('a check that finds a wrong gradient stands still where the worst is made, if that is asked for', async () => {
  const types = catalogue as Map<string, AnyNodeType>;
  const linear = types.get('linear')!;
  const backward: AnyNodeType['backward'] = (...given) => {
    const gradients = linear.backward(...given) as Record<string, Tensor>;
    return { ...gradients, db: gradients.db!.mul(2) };
  };
  const breakpoints = [{ id: 'wrong', kind: 'check' }] as const;
  const stands = async () => {
    const { tell, ask, last } = await opened(example('moons'));
    await tell({ kind: 'breakpoints', breakpoints });
    await ask({ kind: 'check', id: 1 });
    return { standing: last('progress').standing, events: last('trace')?.events };
  };
  expect((await stands()).standing).toBeUndefined();
  types.set('linear', { ...linear, backward });
  try {
    const { standing, events } = await stands();
    expect(standing?.halt).toMatchObject({ by: 'breakpoint', id: 'wrong' });
    expect(events?.[standing!.position - 1]?.writes).toMatch(/^linear\d\.db$/);
  } finally {
    types.set('linear', linear);
  }
});

test('one number and its losses are answered at once, also while a long check is under way', async () => {
  const { session, answersTo } = await opened(example('two-layers'));
  await session.hear({ kind: 'check', id: 1 });
  await session.hear({ kind: 'check', id: 2, address: 'linear1.W', index: [2, 0] });
  await session.hear({ kind: 'losses', id: 3, address: 'linear1.W', index: [0, 0], values: [1, 1.01] });
  await session.hear({ kind: 'losses', id: 4, address: 'linear7.W', index: [0, 0], values: [1] });
  expect(answersTo(2)[0]).toMatchObject({ kind: 'check', tensors: [{ verdict: 'kink' }] });
  expect(answersTo(3)[0]).toMatchObject({ kind: 'losses', gradient: 1 });
  expect(answersTo(4)[0]).toEqual({ kind: 'refused', reason: 'unknown-address' });
});

test('a number set by hand before the first update keeps the network, and trains like a document that began with it', async () => {
  const before = example('two-layers');
  const W = { shape: [3, 2], data: [1, -1, 0.5, 1, -1, 0.75] };
  const after = { ...before, values: { ...before.values, 'linear1.W': W } } as GraphDocument;
  const edited = await opened(before);
  await edited.session.hear({ kind: 'document', revision: 's', document: after });
  expect(edited.last('loaded')).toMatchObject({ revision: 's', fresh: false });
  const begun = await opened(after);
  expect(edited.last('progress').measures).toEqual(begun.last('progress').measures);
  expect(await edited.iterate(5)).toEqual(await begun.iterate(5));
});

test('a value set by hand begins the network anew once it is trained, or when it goes back to the seed', async () => {
  const before = example('two-layers');
  const b = { shape: [3], data: [0, -0.5, -0.1] };
  const after = { ...before, values: { ...before.values, 'linear1.b': b } } as GraphDocument;
  const trained = await opened(before);
  await trained.iterate(2);
  await trained.session.hear({ kind: 'document', revision: 's', document: after });
  expect(trained.last('loaded')).toMatchObject({ fresh: true });
  const { 'linear2.W': _, ...rest } = before.values ?? {};
  const untrained = await opened(before);
  await untrained.session.hear({ kind: 'document', revision: 's', document: { ...before, values: rest } });
  expect(untrained.last('loaded')).toMatchObject({ fresh: true });
});
