/* `npm test`: every suite, one after another, then a table of suite, count and seconds and the line `N passed, N failed`. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import {
  countAlone,
  countCheck,
  countPlaywright,
  countVitest,
  failedOfPlaywright,
  failedOfVitest,
  summary,
} from './count.mjs';
import { installDependencies } from './install.mjs';
import { npm, requireNode, root, tool } from './tools.mjs';

const reports = mkdtempSync(join(tmpdir(), 'chainrule-test-'));

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function unit() {
  const path = join(reports, 'unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = tool('vitest', 'vitest', args);
  const report = readReport(path);
  return { ...countVitest(report, code), complaints: failedOfVitest(report) };
}

function build() {
  // What an earlier build left must not stand in for one that fails now.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  return countCheck(npm(['run', 'build']));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function endToEnd() {
  if (!existsSync(join(root, 'dist', 'site', 'index.html'))) throw new Error('There is no built site to test.');
  const env = { CHROMIUM_PATH: ensureChromium(), CHAINRULE_E2E_PORT: String(await freePort()) };
  const run = (name, args) => {
    const path = join(reports, `${name}.json`);
    const all = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path };
    const code = tool('@playwright/test', 'playwright', ['test', '--reporter=list,json', ...args], { env: all });
    const report = readReport(path);
    return { ...countPlaywright(report, code), complaints: failedOfPlaywright(report) };
  };
  const first = run('end-to-end', []);
  // On a machine that others use too a story can wait longer than it has patience; alone it shows whether it holds.
  if (first.failed === 0 || first.failed > 5 || first.passed === 0) return first;
  console.log(`\n── end to end, once more and alone: what failed beside others`);
  return countAlone(first, run('alone', ['--last-failed', '--workers=1']));
}

const suites = [
  ['lint', () => countCheck(tool('@biomejs/biome', 'biome', ['check']))],
  ['types', () => countCheck(tool('typescript', 'tsc', ['--noEmit']))],
  ['dead code', () => countCheck(tool('knip', 'knip', []))],
  ['unit', unit],
  ['build', build],
  ['end to end', endToEnd],
];

async function measure([name, suite]) {
  console.log(`\n── ${name}`);
  const begin = performance.now();
  let count;
  try {
    count = await suite();
  } catch (error) {
    console.error(error.message);
    count = countCheck(1);
  }
  return { name, ...count, seconds: (performance.now() - begin) / 1000 };
}

requireNode();
const rows = [];
if (installDependencies()) for (const suite of suites) rows.push(await measure(suite));
else rows.push({ name: 'install', ...countCheck(1), seconds: 0 });
rmSync(reports, { recursive: true, force: true });
console.log(`\n${summary(rows)}`);
process.exitCode = rows.some((row) => row.failed > 0) ? 1 : 0;
