/* What the closed training line says. */
import { expect, test } from 'vitest';
import { DEFAULT_TRAINING } from '../../document/document.ts';
import { differences, FIELDS } from './training-fields.ts';

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
