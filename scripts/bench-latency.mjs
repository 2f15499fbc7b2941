/* How soon the screen follows a key: going to another iteration of digits, moving one of its weights, and stepping along an
   iteration. From the key to the last canvas painted because of it; what the browser needs to show a frame comes on top. */

const KEYS = 30;
/** Long enough for whatever a key causes. */
const REST = 250;

/** Prints; true when every p95 is within the limit of the design, in milliseconds. */
export async function latencies(browser, url, limit = 50) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}?example=digits`);
  await page.getByRole('button', { name: /^Train/ }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: /^Train/ }).click();
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid="measure.iteration"]')?.textContent?.replace(/\D/g, '')) > 2000,
  );
  await page.getByRole('button', { name: /^Pause/ }).click();
  await page.evaluate(() => {
    const seen = { key: 0, painted: 0 };
    globalThis.seen = seen;
    addEventListener('keydown', ({ timeStamp }) => Object.assign(seen, { key: timeStamp, painted: 0 }), true);
    for (const name of ['fillRect', 'drawImage', 'putImageData', 'fillText']) {
      const own = CanvasRenderingContext2D.prototype[name];
      CanvasRenderingContext2D.prototype[name] = function (...given) {
        seen.painted = performance.now();
        return own.apply(this, given);
      };
    }
  });
  const measured = async (key) => {
    const times = [];
    for (let i = 0; i < KEYS; i++) {
      await page.keyboard.press(key);
      await page.waitForTimeout(REST);
      const { key: from, painted } = await page.evaluate(() => globalThis.seen);
      if (painted > 0) times.push(painted - from);
    }
    if (times.length < KEYS / 2) throw new Error(`${key} painted something only ${times.length} times of ${KEYS}`);
    return times.toSorted((a, b) => a - b);
  };
  const shown = page.getByRole('slider', { name: 'Iteration shown' });
  await shown.focus();
  await page.keyboard.press('PageDown');
  const computed = await measured('ArrowLeft');
  await page.keyboard.press('Home');
  const kept = await measured('ArrowRight');
  await page.keyboard.press('End');
  await page.getByTestId('node.linear1').getByText('linear1', { exact: true }).click();
  await page.getByText('One number: nudge it, change it').click();
  await page.getByTestId('check.cell').waitFor();
  await page.getByRole('slider', { name: 'Nudge this number' }).focus();
  const nudged = await measured('ArrowRight');
  await page.getByTestId('node.linear1').getByText('linear1', { exact: true }).click();
  await page.keyboard.press('.');
  await page.getByTestId('debug.spoken').waitFor({ state: 'attached' });
  const stepped = await measured('.');
  const undone = await measured(',');
  await page.close();
  let within = true;
  for (const [name, times] of [
    ['to an iteration that is kept', kept],
    ['to one that is computed again', computed],
    ['to another value of a weight', nudged],
    ['a micro-step on', stepped],
    ['a micro-step back', undone],
  ]) {
    const at = (share) => times[Math.floor(share * (times.length - 1))];
    console.log(`${name}: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms`);
    within &&= at(0.95) <= limit;
  }
  return within;
}
