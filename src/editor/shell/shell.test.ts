/* Names of documents, files and changes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyDocument, type GraphDocument } from '../../document/document.ts';
import { fileName } from '../safety/files.ts';
import { changeWords } from './changes.ts';
import { shownTitle } from './title.ts';
import { VERSION } from './version.ts';

const example: GraphDocument = {
  ...emptyDocument('Two moons'),
  card: { title: { en: 'Two moons', ja: '二つの月' }, says: { en: '', ja: '' }, try: [] },
};

test('an example is called in the user’s language until somebody renames it', () => {
  expect(shownTitle('ja', example)).toBe('二つの月');
  expect(shownTitle('ja', { ...example, title: 'Mine' })).toBe('Mine');
  expect(shownTitle('en', emptyDocument(''))).toBe('Untitled');
});

test('every edit of the store has its words, with all placeholders filled', () => {
  const store = readFileSync(new URL('../../store/store.ts', import.meta.url), 'utf8');
  const codes = [...store.matchAll(/edit\('([\w-]+)'/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(8);
  const values = {
    node: 'linear1',
    count: 1,
    input: 'relu1.Z',
    output: 'linear1.Z',
    setting: 'features',
    field: 'seed',
    title: 't',
  };
  for (const code of codes)
    for (const language of ['en', 'ja'] as const)
      expect(changeWords(language, { code, values }), code).toMatch(/^[^{}]+$/);
});

test.each([
  ['Two moons', 'Two moons'],
  ['二つの月', '二つの月'],
  ['../../etc/passwd', 'etc passwd'],
  ['a/b\\c:d*e', 'a b c d e'],
  ['...', 'network'],
  ['', 'network'],
])('a document called “%s” is saved as “%s”', (title, name) => {
  expect(fileName(title)).toBe(name);
});

test('the version that About shows is that of the package', () => {
  expect(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version).toBe(VERSION);
});
