/* What the closed training line says. */
import { expect, test } from 'vitest';
import { DEFAULT_TRAINING } from '../../document/document.ts';
import { loadLater } from '../../words/words.ts';
import { differences, FIELDS, partFields, retyped, typeField } from './training-fields.ts';

await loadLater();

test('defaults are not mentioned, what differs is', () => {
  expect(differences(DEFAULT_TRAINING)).toEqual([]);
  const changed = {
    ...DEFAULT_TRAINING,
    batchSize: 'full' as const,
    split: { test: 0, seed: 42 },
    zeroGradients: false,
    optimizer: { type: 'sgd', settings: { momentum: 0.9, dampening: 0 } },
  };
  expect(differences(changed).map(({ name, value }) => [name, value])).toEqual([
    ['batchSize', 'full'],
    ['testShare', 0],
    ['zeroGradients', false],
    ['momentum', 0.9],
  ]);
});

test('every field takes its own default', () => {
  for (const field of Object.values(FIELDS)) expect(field.accepts(field.initial), field.words.en).toBe(field.initial);
});

test('another optimizer begins with its own settings and PyTorch’s rate; both stand on the line', () => {
  const adam = { ...DEFAULT_TRAINING, ...retyped(DEFAULT_TRAINING, 'optimizer', 'adam') };
  expect(adam).toMatchObject({ optimizer: { type: 'adam', settings: {} }, learningRate: 0.001 });
  expect(partFields(adam, 'optimizer').map(([name, , value]) => [name, value])).toEqual([
    ['betas', [0.9, 0.999]],
    ['eps', 1e-8],
    ['weightDecay', 0],
    ['amsgrad', false],
    ['maximize', false],
  ]);
  expect(differences(adam).map(({ name, value }) => [name, value])).toEqual([
    ['optimizer', { en: 'Adam', ja: 'Adam' }],
  ]);
  const cosine = { ...adam, ...retyped(adam, 'schedule', 'cosine'), clipNorm: 1 };
  expect(differences(cosine).map(({ name }) => name)).toEqual(['clipNorm', 'optimizer', 'schedule']);
  expect(cosine.learningRate).toBe(0.001);
});

test('a type that is unknown here stays in its list', () => {
  const choices = (type: string) => {
    const field = typeField('optimizer', type);
    return field.kind === 'choice' ? Object.keys(field.choices) : [];
  };
  expect(choices('sgd')).toEqual(['sgd', 'adam', 'adamw', 'rmsprop', 'adagrad']);
  expect(choices('lion')).toEqual(['sgd', 'adam', 'adamw', 'rmsprop', 'adagrad', 'lion']);
});
