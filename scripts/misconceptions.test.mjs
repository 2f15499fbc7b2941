/* Every misconception of docs/misconceptions.md names a story, and the story is an end-to-end test. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './tools.mjs';

const table = readFileSync(join(root, 'docs', 'misconceptions.md'), 'utf8');
const rows = [...table.matchAll(/^\| (M\d+) \|.*\| `(e2e\/[\w-]+\.spec\.ts)`: (.+) \|$/gm)];

test('all thirteen are answered', () => {
  expect(rows.map(([, name]) => name)).toEqual(Array.from({ length: 13 }, (_, i) => `M${i + 1}`));
});

test.each(rows.map(([, name, file, story]) => ({ name, file, story })))('$name: $story', ({ file, story }) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(`'${story}`);
});
