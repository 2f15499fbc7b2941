/* `npm run torture -- NAME`: the full form of tests that `npm test` runs in a quick form, because they take longer. */

import { installDependencies } from './install.mjs';
import { requireNode, tool } from './tools.mjs';

const runs = new Map([
  ['gradients', { what: 'every node’s gradients over many more random cases', files: ['src/nodes'] }],
  [
    'graphs',
    { what: 'ten thousand random networks: shapes, gradients, nothing that fails', files: ['src/check/random-graph'] },
  ],
  [
    'exports',
    {
      what: 'two thousand random networks and a hundred thousand hostile documents through every exporter',
      files: ['src/export'],
    },
  ],
  [
    'tabs',
    { what: 'two tabs without a lock on a disk that fails: ten thousand interleavings', files: ['src/storage'] },
  ],
  [
    'editing',
    {
      what: 'a hundred thousand random sequences of edits, undo and redo against a plain model',
      files: ['src/store/editing'],
    },
  ],
  [
    'parser',
    { what: 'ten million broken files through the one door, from five generators', files: ['src/document/parser'] },
  ],
  [
    'kills',
    {
      what: '1,000 kills of the browser: nothing that was called saved is lost',
      files: ['e2e/kill.spec.ts'],
      browser: true,
    },
  ],
  ['exits', { what: '900 ways out of the page, each 16 ms after an edit', files: ['e2e/exit.spec.ts'], browser: true }],
]);

requireNode();
const name = process.argv[2];
const chosen = runs.get(name);
if (chosen === undefined) {
  if (name !== undefined) console.error(`There is no long run named "${name}".`);
  console.error('The long runs, each started by `npm run torture -- NAME`:');
  for (const [known, { what }] of runs) console.error(`  ${known}: ${what}`);
  process.exitCode = 2;
} else {
  const env = { CHAINRULE_TORTURE: '1' };
  const run = () =>
    chosen.browser
      ? tool('@playwright/test', 'playwright', ['test', ...chosen.files], { env })
      : tool('vitest', 'vitest', ['run', ...chosen.files], { env });
  process.exitCode = installDependencies() ? run() : 1;
}
