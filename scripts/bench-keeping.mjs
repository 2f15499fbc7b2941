/* `npm run bench:keeping`: how soon an edit of a large document is on the disk, how soon a large file is open, and how soon
   one that is too large is refused. Prints; fails where a promise is broken. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSite } from './browser.mjs';
import { npm, root } from './tools.mjs';

if (!existsSync(join(root, 'dist/site/index.html')) && npm(['run', 'build']) !== 0) process.exit(1);

const EDITS = 250;
const LIMITS = { commit: 50, opened: 3000, refused: 1000 };
const at = (times, share) => times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))];

/** Rows of layers and activations, each wired to the one before; they are called by a letter and a number. */
function network(letter, count, more = {}) {
  const nodes = {};
  const wires = {};
  let before = null;
  for (let index = 0; index < count; index++) {
    const [type, port, output] = index % 2 ? ['relu', 'Z', 'A'] : ['linear', 'A', 'Z'];
    const id = `${letter}${index}`;
    const position = { x: 260 * (index % 100), y: 300 * Math.floor(index / 100) };
    nodes[id] = { type, position, settings: type === 'linear' ? { features: 4 } : {} };
    if (before) wires[`${id}.${port}`] = before;
    before = `${id}.${output}`;
  }
  return JSON.stringify({
    format: 'chainrule',
    version: 1,
    title: `${count} nodes`,
    nodes,
    wires,
    training: {},
    ...more,
  });
}

const folder = mkdtempSync(join(tmpdir(), 'chainrule-keeping-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** Opens a file of the disk by the chooser; resolves with the milliseconds until `shown`. */
async function opening(page, text, shown) {
  const file = join(folder, 'large.json');
  writeFileSync(file, text);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Open a file' }).click();
  const picker = await chooser;
  const from = performance.now();
  await picker.setFiles(file);
  await shown().waitFor({ timeout: 60_000 });
  return performance.now() - from;
}

/** From the key that makes an edit to the event that says its transaction is on the disk. */
async function committing(page) {
  await page.evaluate(() => {
    const times = [];
    globalThis.committed = times;
    let pressed = 0;
    addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        if (key === 'Enter') pressed = timeStamp;
      },
      true,
    );
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, ...more) {
      const made = begin.call(this, stores, mode, ...more);
      const from = pressed;
      if (mode === 'readwrite' && from > 0) {
        pressed = 0;
        made.addEventListener('complete', () => times.push(performance.now() - from));
      }
      return made;
    };
  });
  const rate = page.getByRole('combobox', { name: 'Learning rate' });
  for (let edit = 1; edit <= EDITS; edit++) {
    await rate.fill(`${edit / 1000}`);
    await rate.press('Enter');
    await page.waitForFunction((count) => globalThis.committed.length >= count, edit);
  }
  return page.evaluate(() => globalThis.committed);
}

const broken = await withSite(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker');
  });
  await page.goto(`${url}?example=xor`);
  await page.getByRole('button', { name: /^Train/ }).waitFor();
  await page.waitForLoadState('networkidle');
  const missed = [];
  const promise = (name, milliseconds, limit) => {
    console.log(`${name}: ${milliseconds.toFixed(0)} ms (promised: ${limit} ms)`);
    if (milliseconds > limit) missed.push(name);
  };

  const texts = Array.from({ length: 21 }, (_, index) => String(index).repeat(99_000).slice(0, 99_000));
  const large = network('a', 20, { texts });
  await opening(page, large, () => page.getByTestId('node.a0'));
  const times = await committing(page);
  console.log(
    `${(large.length / 1e6).toFixed(1)} MB, ${times.length} edits: p50 ${at(times, 0.5).toFixed(1)} ms, longest ${at(times, 1).toFixed(1)} ms`,
  );
  promise('an edit of 2 MB is on the disk, p95', at(times, 0.95), LIMITS.commit);

  const many = network('b', 5000);
  promise('5,000 nodes are open', await opening(page, many, () => page.getByTestId(/^node\.b/).first()), LIMITS.opened);
  const refused = network('c', 100_000);
  const said = () => page.getByRole('alert').filter({ hasText: '5000' });
  promise('100,000 nodes are refused', await opening(page, refused, said), LIMITS.refused);
  console.log(`  in one sentence: ${await said().textContent()}`);
  return missed;
});
process.exitCode = broken.length > 0 ? 1 : 0;
