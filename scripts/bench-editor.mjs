/* `npm run bench:editor`: how long the page's main thread is busy while digits trains for five seconds, and how soon it
   is usable. Prints; judges nothing but the promise that no task takes over 50 ms. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withSite } from './browser.mjs';
import { npm, root } from './tools.mjs';

if (!existsSync(join(root, 'dist/site/index.html')) && npm(['run', 'build']) !== 0) process.exit(1);

const LIMIT = 50;
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
process.exitCode = longTasks.length > 0 ? 1 : 0;
