/* `npm run bench:charts`: what the diagnostics of the dock cost a run, and how long the main thread is busy with drawing each
   chart once. Prints; judges the promises that all of them on take at most a tenth of the training speed, and that no chart
   takes more than 16 ms. `--short`: once, and not for long. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withSite } from './browser.mjs';
import { npm, root } from './tools.mjs';

if (!existsSync(join(root, 'dist/site/index.html')) && npm(['run', 'build']) !== 0) process.exit(1);

const short = process.argv.includes('--short');
const [ROUNDS, SECONDS, DRAWS] = short ? [1, 2, 20] : [5, 4, 60];
const [SHARE, FRAME] = [0.1, 16];
const CHARTS = [
  ...['Loss', 'Accuracy', 'Gradient flow', 'Update : weight', 'Activations'],
  ...['Weights over time', 'Learning rate'],
];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Steps a second of an example, with what the dock measures and draws, or without a dock. */
async function speed(browser, url, example, dock) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}embed.html?example=${example}${dock ? '' : '&hide=dock'}`);
  await page.getByTestId('measure.loss').filter({ hasText: /\d/ }).waitFor();
  if (dock) await page.getByTestId('chart.loss').waitFor();
  await page.getByRole('button', { name: /^Train/ }).click();
  const step = () =>
    page.evaluate(() => [
      performance.now(),
      Number(document.querySelector('[data-testid="measure.iteration"]').textContent.replace(/\D/g, '')),
    ]);
  await pause(1000);
  const [from, first] = await step();
  await pause(1000 * SECONDS);
  const [until, last] = await step();
  await page.close();
  return (1000 * (last - first)) / (until - from);
}

/** Milliseconds of the main thread for one drawing of each chart, after a run: its pane is made a pixel wider and narrower, frame
    by frame, and what a frame without that takes is taken away. */
async function drawings(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}?example=digits`);
  await page.getByTestId('chart.loss').waitFor();
  await page.getByRole('button', { name: /^Train/ }).click();
  await pause(short ? 3000 : 20_000);
  await page.getByRole('button', { name: /^Pause/ }).click();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const frames = async (changes) => {
    const before = await busy();
    await page.evaluate(
      async ([count, wider]) => {
        const pane = document.querySelector('[data-pane="chart"]');
        for (let i = 0; i < count; i++) {
          if (wider) pane.style.paddingRight = i % 2 ? '16px' : '17px';
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
        }
      },
      [DRAWS, changes],
    );
    return ((await busy()) - before) / DRAWS;
  };
  const found = [];
  for (const [place, chart] of CHARTS.entries()) {
    if (place > 0) {
      await page.getByRole('button', { name: 'More charts' }).click();
      await page.getByRole('menuitem', { name: chart, exact: true }).click();
    }
    await pause(500);
    const [idle, drawn] = [await frames(false), await frames(true)];
    found.push([chart, Math.max(0, drawn - idle)]);
  }
  await page.close();
  return found;
}

const well = await withSite(async (browser, url) => {
  let kept = true;
  for (const example of ['moons', 'digits']) {
    const shares = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [without, all] = [await speed(browser, url, example, false), await speed(browser, url, example, true)];
      shares.push(1 - all / without);
      console.log(`${example}: ${Math.round(all)} steps a second with all diagnostics, ${Math.round(without)} without`);
    }
    const cost = median(shares);
    console.log(`${example}: diagnostics cost ${(100 * cost).toFixed(1)} % of the speed`);
    kept &&= cost <= SHARE;
  }
  for (const [chart, time] of await drawings(browser, url)) {
    console.log(`${chart.padEnd(20)} ${time.toFixed(1)} ms a drawing`);
    kept &&= time <= FRAME;
  }
  return kept;
});
process.exitCode = well ? 0 : 1;
