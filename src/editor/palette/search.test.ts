/* The search finds nodes by what people call them. */
import { expect, test } from 'vitest';
import { catalogue } from '../../nodes/index.ts';
import { AT_REST, found, grouped } from './search.ts';

const names = (query: string) => found(query).map(({ type }) => type);

test('no query finds the whole catalogue in its order, and one that is yet to be written', () => {
  expect(names('')).toEqual([...catalogue.keys(), 'custom']);
  expect(names('   ')).toEqual([...catalogue.keys(), 'custom']);
});

test.each([
  ['lin', 'linear'],
  ['dense', 'linear'],
  ['全結合', 'linear'],
  ['あふぃん', 'linear'],
  ['RELU', 'relu'],
  ['ReLU', 'relu'],
  ['mnist', 'digits'],
  ['cross entropy', 'cross-entropy-loss'],
  ['entropy loss', 'cross-entropy-loss'],
  ['skip', 'add'],
  ['make_moons', 'points'],
])('“%s” finds %s first', (query, type) => {
  expect(names(query)[0]).toBe(type);
});

test('every node is found by its type, its names and each of its synonyms', () => {
  for (const { type, words } of catalogue.values())
    for (const word of [type, words.en.name, words.ja.name, ...(words.en.also ?? []), ...(words.ja.also ?? [])])
      expect(names(word), word).toContain(type);
});

test('a name that begins so comes before one that contains it', () => {
  expect(names('s').indexOf('sigmoid')).toBeLessThan(names('s').indexOf('transpose'));
});

test('what matches nothing finds nothing', () => {
  expect(found('zzz')).toEqual([]);
  expect(found('linear zzz')).toEqual([]);
});

test('the eight at rest are in the catalogue and fall into five families', () => {
  const types = AT_REST.flatMap((type) => catalogue.get(type) ?? []);
  expect(types).toHaveLength(8);
  expect(grouped(types).map(([category, each]) => [category, each.length])).toEqual([
    ['data', 2],
    ['layer', 1],
    ['activation', 2],
    ['combine', 1],
    ['loss', 2],
  ]);
});
