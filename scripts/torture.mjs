/* `npm run torture -- NAME`: the full form of tests that `npm test` runs in a quick form, because they take longer.
   `--part 0.01` takes a hundredth of it, `--quick` the quick form, `--seed 7` what was met with that seed; `all` stands for
   every name. Prints a table: what, how many, how many failed, seed, seconds; `--write` puts it into docs/torture.md. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countPlaywright, countVitest } from './count.mjs';
import { installDependencies } from './install.mjs';
import { requireNode, root, tool } from './tools.mjs';
import { replaced, rowOf, tableOf } from './torture-table.mjs';

const runs = new Map([
  ['gradients', { what: 'every node’s gradients over many more random cases', files: ['src/nodes/gradients'] }],
  [
    'graphs',
    { what: 'ten thousand random networks: shapes, gradients, nothing that fails', files: ['src/check/random-graph'] },
  ],
  [
    'exports',
    {
      what: 'two thousand random networks, as many ways to learn, and a hundred thousand hostile documents through every exporter',
      files: ['src/export/parity', 'src/export/trained', 'src/export/project', 'src/export/inert', 'src/export/onnx'],
    },
  ],
  [
    'tabs',
    { what: 'two tabs without a lock on a disk that fails: ten thousand interleavings', files: ['src/storage/keeper'] },
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
    'drawing',
    {
      what: 'a thousand of the broken files that are let in, drawn in the browser',
      files: ['e2e/drawn.spec.ts'],
      browser: true,
    },
  ],
  [
    'xss',
    {
      what: '600 texts that would be script, in every string of a document, through every view',
      files: ['e2e/xss.spec.ts'],
      browser: true,
      // Stories of one file that take an hour one after another.
      spread: true,
    },
  ],
  [
    'calls',
    {
      what: 'every call of the browser’s storage: it throws, is aborted, or is never answered',
      files: ['e2e/calls.spec.ts'],
      browser: true,
    },
  ],
  [
    'kills',
    {
      what: '1,000 kills of the browser: nothing that was called saved is lost',
      files: ['e2e/kill.spec.ts'],
      browser: true,
    },
  ],
  [
    'language',
    {
      what: 'a hundred thousand programs by chance, read and carried out or refused',
      files: ['src/language/language'],
    },
  ],
  [
    'written',
    {
      what: 'every example with every backward written in the language: the same losses, at least half as fast',
      files: ['src/check/written-networks'],
    },
  ],
  [
    'bugs',
    {
      what: '500 slips planted in the backward of every node: seen, named, and nothing right called wrong',
      files: ['src/check/planted'],
    },
  ],
  [
    'data',
    {
      what: 'a hundred thousand IDX files and fifty thousand archives that lie',
      files: ['src/data/files/blocks', 'src/data/files/npz'],
    },
  ],
  ['exits', { what: '900 ways out of the page, each 16 ms after an edit', files: ['e2e/exit.spec.ts'], browser: true }],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string' },
    quick: { type: 'boolean' },
    seed: { type: 'string' },
    write: { type: 'boolean' },
  },
});

function torture(name) {
  const { files, browser = false, spread = false } = runs.get(name);
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-torture-'));
  const [tally, report] = [join(folder, 'tally'), join(folder, 'report.json')];
  const env = {
    CHAINRULE_TALLY: tally,
    CHAINRULE_SEED: values.seed ?? (values.quick ? '1' : String(Date.now() % 1e9)),
    CHAINRULE_TORTURE: values.quick ? '' : (values.part ?? '1'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const begin = performance.now();
  const code = browser
    ? tool(
        '@playwright/test',
        'playwright',
        ['test', '--reporter=list,json', ...(spread ? ['--fully-parallel'] : []), ...files],
        { env },
      )
    : tool(
        'vitest',
        'vitest',
        ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files],
        {
          env,
        },
      );
  const seconds = (performance.now() - begin) / 1000;
  const counted = (browser ? countPlaywright : countVitest)(
    existsSync(report) ? JSON.parse(readFileSync(report)) : undefined,
    code,
  );
  const told = new Map();
  for (const line of existsSync(tally) ? readFileSync(tally, 'utf8').trim().split('\n') : []) {
    const { what, count } = JSON.parse(line);
    told.set(what, (told.get(what) ?? 0) + count);
  }
  rmSync(folder, { recursive: true });
  const cases = [...told].map(([what, count]) => `${what}: ${count.toLocaleString('en')}`).join('; ');
  const { failed } = counted;
  return { failed, row: rowOf({ name, form: form(), cases, failed, seed: env.CHAINRULE_SEED, seconds }) };
}

function form() {
  if (values.quick) return 'quick';
  return values.part === undefined ? 'full' : `${Number((Number(values.part) * 100).toPrecision(3))} % of full`;
}

/** Read anew each time: another run may have written meanwhile. */
function write(rows) {
  const page = join(root, 'docs', 'torture.md');
  writeFileSync(page, replaced(readFileSync(page, 'utf8'), rows, [...runs.keys()]));
}

requireNode();
const [name] = positionals;
const chosen = name === 'all' ? [...runs.keys()] : [name].filter((each) => runs.has(each));
if (chosen.length === 0) {
  if (name !== undefined) console.error(`There is no long run named "${name}".`);
  console.error('The long runs, each started by `npm run torture -- NAME`:');
  for (const [known, { what }] of runs) console.error(`  ${known}: ${what}`);
  process.exitCode = 2;
} else if (installDependencies()) {
  const found = chosen.map(torture);
  console.log(`\n${tableOf(found.map(({ row }) => row))}`);
  if (values.write) write(found.map(({ row }) => row));
  process.exitCode = found.some(({ failed }) => failed > 0) ? 1 : 0;
} else process.exitCode = 1;
