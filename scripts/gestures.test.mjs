/* Every gesture of docs/gestures.md names a story, and the story is an end-to-end test. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './tools.mjs';

const table = readFileSync(join(root, 'docs', 'gestures.md'), 'utf8');
const lines = table.split('\n').filter((line) => /^\| [A-Z](?!ction)/.test(line));

test.each(lines.map((line) => ({ name: line.split(' | ')[0]?.slice(2), line })))('$name', ({ line }) => {
  const [, file, story] = /\| `(e2e\/[\w-]+\.spec\.ts)`: (.+) \|$/.exec(line) ?? [];
  expect(story, line).toBeDefined();
  expect(readFileSync(join(root, file), 'utf8')).toContain(`'${story}'`);
});
