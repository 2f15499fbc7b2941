/* `npm run bench:editor`: how long the page's main thread is busy while digits trains for five seconds, how soon it is
   usable, how soon it follows keys and pointer, how smoothly large drawings are panned, zoomed and dragged, and how much of the
   command line's speed is left in the editor. Prints; judges the promises that no task takes over 50 ms, that scrubbing,
   nudging, stepping and hovering are painted within 50 ms, and those of `bench-canvas.mjs`. `--canvas`: the large drawings
   only; `--short`: once; `--latency`: keys, pointer and 60 nodes only. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { canvases, sixty } from './bench-canvas.mjs';
import { latencies } from './bench-latency.mjs';
import { withSite } from './browser.mjs';
import { npm, root } from './tools.mjs';

if (!existsSync(join(root, 'dist/site/index.html')) && npm(['run', 'build']) !== 0) process.exit(1);

if (process.argv.includes('--canvas')) {
  const well = await withSite((browser, url) => canvases(browser, url, process.argv.includes('--short')));
  process.exit(well ? 0 : 1);
}

const LIMIT = 50;
const followed = () =>
  withSite(async (browser, url) => {
    const quick = await latencies(browser, url, LIMIT);
    return (await sixty(browser, url)) && quick;
  });
if (process.argv.includes('--latency')) process.exit((await followed()) ? 0 : 1);

const figures = await withSite(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}?example=digits`);
  await page.getByRole('button', { name: /^Train/ }).waitFor();
  const usable = await page.evaluate(() => performance.now());
  const size = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, encodedBodySize }) => [name.split('/').at(-1), encodedBodySize]),
  );
  await page.waitForLoadState('networkidle');
  // A task is what lies between two looks at a message that the page sends itself; longtask entries begin at 50 ms.
  await page.evaluate(() => {
    const long = [];
    globalThis.longTasks = long;
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    const gaps = [];
    globalThis.gaps = gaps;
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    port1.onmessage = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      port2.postMessage(0);
    };
    port2.postMessage(0);
  });
  await page.getByRole('button', { name: /^Train/ }).click();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await page.getByRole('button', { name: /^Pause/ }).click();
  const { gaps, longTasks } = await page.evaluate(() => ({ gaps: globalThis.gaps, longTasks: globalThis.longTasks }));
  return { usable, size, gaps: gaps.toSorted((a, b) => a - b), longTasks };
});

const { usable, size, gaps, longTasks } = figures;
const at = (share) => gaps[Math.floor(share * (gaps.length - 1))]?.toFixed(1);
console.log(`usable after               ${(usable / 1000).toFixed(2)} s`);
for (const [name, bytes] of size)
  console.log(`  ${String(name).padEnd(32)} ${(bytes / 1000).toFixed(1)} kB on the wire`);
console.log(`main thread while training digits for 5 s: ${gaps.length} looks`);
console.log(`  pause p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, p99.9 ${at(0.999)} ms, longest ${at(1)} ms`);
console.log(
  `  tasks over ${LIMIT} ms          ${longTasks.length}${longTasks.length ? `: ${longTasks.map((ms) => ms.toFixed(0)).join(', ')} ms` : ''}`,
);
const quick = await followed();
const smooth = await withSite((browser, url) => canvases(browser, url, false));
process.exitCode = longTasks.length > 0 || !quick || !smooth ? 1 : 0;

/** The example with hidden layers of these widths, as a file. */
function digits(widths, batchSize) {
  const document = JSON.parse(readFileSync(join(root, 'src/document/examples/digits.json'), 'utf8'));
  const { nodes, wires } = document;
  const [first, ...rest] = widths;
  nodes.linear1.settings.features = first;
  let before = 'relu1.A';
  for (const [i, features] of rest.entries()) {
    const [linear, relu] = [`linear${i + 3}`, `relu${i + 2}`];
    nodes[linear] = { type: 'linear', position: { x: 402, y: 300 * (i + 1) }, settings: { features } };
    nodes[relu] = { type: 'relu', position: { x: 654, y: 300 * (i + 1) }, settings: {} };
    wires[`${linear}.A`] = before;
    wires[`${relu}.Z`] = `${linear}.Z`;
    before = `${relu}.A`;
  }
  wires['linear2.A'] = before;
  return { ...document, training: { ...document.training, learningRate: 0.01, batchSize } };
}

/** Steps a second in the editor, the canvas open and values streaming, over five seconds. */
async function inEditor(browser, url, file) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const link = deflateRawSync(readFileSync(file)).toString('base64url');
  await page.goto(`${url}#d=${link}`);
  const train = page.getByRole('button', { name: /^Train/ });
  await page.getByTestId('measure.loss').waitFor();
  await page.locator('[data-id=relu2]').waitFor();
  await train.click();
  const step = () =>
    page.evaluate(() => [
      performance.now(),
      Number(document.querySelector('[data-reading=iteration]').textContent.replace(/\D/g, '')),
    ]);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const [from, first] = await step();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const [until, last] = await step();
  await page.close();
  return (1000 * (last - first)) / (until - from);
}

/** Steps a second on the command line: what `steps` more take. */
function onCommandLine(file, steps) {
  const seconds = (count) => {
    const from = performance.now();
    const args = ['--experimental-wasm-relaxed-simd', join(root, 'dist/cli.js'), 'run', file, '--steps', String(count)];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return (performance.now() - from) / 1000;
  };
  return steps / (seconds(2 * steps) - seconds(steps));
}

const folder = mkdtempSync(join(tmpdir(), 'chainrule-bench-'));
const sizes = {
  'digits 64-128-64-10, batch 64': [[128, 64], 64],
  'digits 64-512-256-10, batch 128': [[512, 256], 128],
};
await withSite(async (browser, url) => {
  for (const [name, [widths, batch]] of Object.entries(sizes)) {
    const file = join(folder, 'network.json');
    writeFileSync(file, JSON.stringify(digits(widths, batch)));
    const pairs = [];
    for (let round = 0; round < 3; round++)
      pairs.push([await inEditor(browser, url, file), onCommandLine(file, batch > 64 ? 3000 : 20_000)]);
    const shares = pairs.map(([editor, terminal]) => editor / terminal).toSorted((a, b) => a - b);
    const line = pairs.map((pair) => pair.map(Math.round).join(' against ')).join(', ');
    console.log(`${name}: ${Math.round(100 * shares[1])} % of the command line's steps a second (${line})`);
  }
});
rmSync(folder, { recursive: true });
