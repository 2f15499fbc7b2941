/* `npm run bench:data [-- csv idx rate]`: a CSV file of 200 MB through the editor, files of MNIST's size from the disk to
   training, and training on their 60,000 images beside PyTorch. Prints; fails where a promise is broken. Files are made up;
   what a network reaches on the real digits is claimed only where MNIST_DIR holds them. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSite } from './browser.mjs';
import { npm, root } from './tools.mjs';

if (!existsSync(join(root, 'dist/site/index.html')) && npm(['run', 'build']) !== 0) process.exit(1);

const LIMITS = { csvSeconds: 60, csvMemory: 150, gap: 50, idxSeconds: 5, accuracy: 0.97 };
const CSV = { bytes: 200e6, columns: 10 };
const [EPOCHS, ROUNDS, BATCH, TRAINED] = [5, 3, 128, 60_000];
const only = process.argv.slice(2);
const wanted = (part) => only.length === 0 || only.includes(part);
const folder = mkdtempSync(join(tmpdir(), 'chainrule-data-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const missed = [];
function promise(name, value, limit, unit) {
  console.log(`${name}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (promised: ${limit} ${unit})`);
  if (value > limit) missed.push(name);
}

function stream(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Columns of measurements of three kinds of things, as a spreadsheet writes them. */
function writeCsv(path) {
  const next = stream(1);
  const file = openSync(path, 'w');
  let size = writeSync(file, `${Array.from({ length: CSV.columns }, (_, i) => `x${i}`).join(',')},kind\n`);
  for (let rows = 0; size < CSV.bytes; ) {
    const lines = [];
    for (let i = 0; i < 10_000; i++, rows++) {
      const kind = rows % 3;
      const cells = Array.from({ length: CSV.columns }, (_, column) =>
        (next() * 2 - 1 + (column % 3 === kind)).toFixed(6),
      );
      lines.push(`${cells.join(',')},${['ant', 'bee', 'cat'][kind]}\n`);
    }
    size += writeSync(file, lines.join(''));
  }
  closeSync(file);
  return size;
}

/** Pictures with a bright stripe where their class says, in noise. */
function writeIdx(rows, name, seed) {
  const next = stream(seed);
  const head = (axes) => {
    const view = new DataView(new ArrayBuffer(4 + 4 * axes.length));
    view.setUint16(2, 0x800 + axes.length);
    for (const [axis, length] of axes.entries()) view.setUint32(4 + 4 * axis, length);
    return new Uint8Array(view.buffer);
  };
  const labels = Uint8Array.from({ length: rows }, () => Math.floor(next() * 10));
  const pixels = new Uint8Array(rows * 784);
  for (let at = 0; at < pixels.length; at++) {
    const [label, line] = [labels[Math.floor(at / 784)], Math.floor((at % 784) / 28)];
    pixels[at] = next() * 128 + (Math.floor((line * 10) / 28) === label ? 127 : 0);
  }
  const paths = [join(folder, `${name}-images-idx3-ubyte`), join(folder, `${name}-labels-idx1-ubyte`)];
  writeFileSync(paths[0], Buffer.concat([head([rows, 28, 28]), pixels]));
  writeFileSync(paths[1], Buffer.concat([head([rows]), labels]));
  return paths;
}

/** Megabytes that all processes of the browser have to themselves. */
async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pids = processInfo.map(({ id }) => id);
  // Resident without what is shared with others, in pages; unlike the sums of smaps, reading it holds nobody up.
  return () =>
    pids.reduce((sum, pid) => {
      const statm = `/proc/${pid}/statm`;
      const [, resident = 0, shared = 0] = existsSync(statm) ? readFileSync(statm, 'utf8').split(' ').map(Number) : [];
      return sum + (resident - shared) * 4096;
    }, 0) / 1e6;
}

/** The dialog for data in an example, and watches on its page: tasks over 50 ms, and gaps between two turns of a clock. */
async function bringing(browser, url, example, name) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await page.goto(`${url}?example=${example}`);
  await page.getByTestId('measure.loss').waitFor();
  await page
    .getByTestId(/^node\./)
    .getByText(name, { exact: true })
    .click();
  await page.getByRole('button', { name: 'Bring data…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Choose files…' }).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

async function watch(page) {
  await page.evaluate(() => {
    const watched = { longest: 0, tasks: 0, last: performance.now() };
    globalThis.watched = watched;
    new PerformanceObserver((list) => {
      watched.tasks += list.getEntries().length;
    }).observe({ type: 'longtask' });
    setInterval(() => {
      const now = performance.now();
      watched.longest = Math.max(watched.longest, now - watched.last);
      watched.last = now;
    }, 4);
  });
  return () => page.evaluate(() => globalThis.watched);
}

async function csv() {
  const path = join(folder, 'things.csv');
  const size = writeCsv(path);
  await withSite(async (browser, url) => {
    const page = await bringing(browser, url, 'moons', 'Points');
    const watched = await watch(page);
    const memory = await memoryOf(browser);
    const before = memory();
    let most = before;
    const polling = setInterval(() => {
      most = Math.max(most, memory());
    }, 150);
    const from = performance.now();
    const seconds = () => (performance.now() - from) / 1000;
    await page.getByTestId('data.files').setInputFiles(path);
    const summary = page.getByTestId('data.summary');
    await summary.waitFor({ timeout: 240_000 });
    const read = seconds();
    const [peak, { longest, tasks }] = [most, await watched()];
    console.log(`${(size / 1e6).toFixed(0)} MB of CSV: ${await summary.textContent()}`);
    promise('looked through and counted', read, LIMITS.csvSeconds, 's');
    promise('memory beside what was there', peak - before, LIMITS.csvMemory, 'MB');
    promise('longest gap of the main thread', longest, LIMITS.gap, 'ms');
    if (tasks > 0) missed.push(`${tasks} tasks over 50 ms`);
    await page.getByRole('button', { name: 'Use in place of points1' }).click();
    await page.getByTestId('node.table1').waitFor({ timeout: 120_000 });
    await page.getByTestId('measure.loss').waitFor({ timeout: 120_000 });
    clearInterval(polling);
    console.log(
      `in the network after ${seconds().toFixed(1)} s in all, with ${(memory() - before).toFixed(0)} MB more than at first`,
    );
  });
}

async function idx(paths) {
  await withSite(async (browser, url) => {
    const page = await bringing(browser, url, 'digits', 'Digits 8×8');
    const from = performance.now();
    await page.getByTestId('data.files').setInputFiles(paths);
    await page.getByRole('button', { name: 'Use in place of digits1' }).click({ timeout: 60_000 });
    await page.getByTestId('node.table1').waitFor();
    await page.getByRole('button', { name: /^Train/ }).click();
    await page.waitForFunction(() =>
      /[1-9]/.test(document.querySelector('[data-reading=iteration]')?.textContent ?? ''),
    );
    const seconds = (performance.now() - from) / 1000;
    promise('four files of MNIST\u2019s size, from the disk to the first steps', seconds, LIMITS.idxSeconds, 's');
  });
}

/** SHA-256 of the SHA-256 of each MiB: the name by which a document knows a file (src/data/files/content.ts). */
function contentId(path) {
  const bytes = readFileSync(path);
  const sums = [];
  for (let at = 0; at < bytes.length; at += 2 ** 20)
    sums.push(
      createHash('sha256')
        .update(bytes.subarray(at, at + 2 ** 20))
        .digest(),
    );
  return createHash('sha256').update(Buffer.concat(sums)).digest('hex');
}

/** 784-128-10 on these files, by batches drawn anew each epoch. */
function documentOf(paths, rows, test) {
  const table = {
    file: paths.map(contentId),
    rows,
    shape: [28, 28],
    kind: 'classes',
    classes: Array.from({ length: 10 }, (_, label) => String(label)),
    divisor: 255,
  };
  const node = (type, settings) => ({ type, position: { x: 0, y: 0 }, settings });
  return {
    ...{ format: 'chainrule', version: 1, title: '784-128-10' },
    nodes: {
      table1: node('table', table),
      linear1: node('linear', { features: 128 }),
      relu1: node('relu', {}),
      linear2: node('linear', { features: 10 }),
      loss1: node('cross-entropy-loss', {}),
    },
    wires: {
      'linear1.A': 'table1.X',
      'relu1.Z': 'linear1.Z',
      'linear2.A': 'relu1.A',
      'loss1.Z': 'linear2.Z',
      'loss1.y': 'table1.y',
    },
    training: { learningRate: 0.1, batchSize: BATCH, split: { test, seed: 0 } },
  };
}

/** What the command line prints of so many steps, and the seconds that it took. */
function trained(document, paths, steps) {
  const file = join(folder, 'document.json');
  writeFileSync(file, JSON.stringify(document));
  const data = paths.flatMap((path) => ['--data', path]);
  const from = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist/cli.js'), 'run', file, ...data, '--steps', String(steps)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - from) / 1000, said: stdout.trim().split('\n').at(-1) };
}

function rate(paths) {
  const python = '/usr/bin/python3';
  if (!existsSync(python) || spawnSync(python, ['-c', 'import torch']).status !== 0) {
    console.log('PyTorch is not installed: nothing to compare with.');
    return;
  }
  const document = documentOf(paths, TRAINED, 0);
  const steps = EPOCHS * Math.floor(TRAINED / BATCH);
  const rates = { ours: [], 1: [], 2: [] };
  for (let round = 0; round < ROUNDS; round++) {
    // What reading takes is taken off.
    const once = trained(document, paths, 1);
    const all = trained(document, paths, steps + 1);
    rates.ours.push((steps * BATCH) / (all.seconds - once.seconds));
    if (round === 0) console.log(`ours: ${all.said}`);
    for (const threads of ['1', '2']) {
      const program = [join(root, 'scripts/bench/epochs.py'), ...paths, threads, String(EPOCHS), String(BATCH)];
      const { status, stdout, stderr } = spawnSync(python, program, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      const { images, loss } = JSON.parse(stdout);
      rates[threads].push(images);
      if (round === 0) console.log(`PyTorch, ${threads} thread${threads > 1 ? 's' : ''}: loss ${loss.toPrecision(4)}`);
    }
  }
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const [ours, one, two] = [rates.ours, rates[1], rates[2]].map(median);
  const thousands = (images) => `${(images / 1000).toFixed(1)} k`;
  console.log(
    `784-128-10 on 60,000 images, batches of ${BATCH}: ${thousands(ours)} images a second; PyTorch ${thousands(one)} on one thread (ratio ${(ours / one).toFixed(2)}), ${thousands(two)} on two (${(ours / two).toFixed(2)})`,
  );
}

/** The real digits, where they are: eight epochs, and what the test images say. */
function real(place) {
  const names = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) => join(place, name));
  const paths = names.map((path) => (existsSync(path) ? path : `${path}.gz`));
  const { said } = trained(documentOf(paths, TRAINED, 1 / 6), paths, 8 * Math.floor(50_000 / BATCH));
  const accuracy = Number(/test accuracy ([\d.]+)/.exec(said)?.[1]) / 100;
  console.log(`the real digits: ${said} (promised: test accuracy ${100 * LIMITS.accuracy} %)`);
  if (!(accuracy >= LIMITS.accuracy)) missed.push('the accuracy on the real digits');
}

if (wanted('csv')) await csv();
if (wanted('idx') || wanted('rate')) {
  const train = writeIdx(TRAINED, 'train', 2);
  if (wanted('idx')) await idx([...train, ...writeIdx(10_000, 't10k', 3)].toSorted());
  if (wanted('rate')) rate(train);
}
if (process.env.MNIST_DIR) real(process.env.MNIST_DIR);
else console.log('MNIST_DIR names no folder with the real digits: nothing is said of the accuracy on them.');
if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
process.exitCode = missed.length > 0 ? 1 : 0;
