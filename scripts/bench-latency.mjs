/* How soon the screen follows: a key that goes to another iteration of digits, moves one of its weights or steps along an
   iteration, and the pointer that goes from number to number. From the event to the last canvas painted, or cell framed,
   because of it; what the browser needs to show a frame comes on top. */

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
    for (const kind of ['keydown', 'pointermove'])
      addEventListener(kind, ({ timeStamp }) => Object.assign(seen, { key: timeStamp, painted: 0 }), true);
    // The frames of a probed number are drawn as paths.
    new MutationObserver(() => {
      seen.painted = performance.now();
    }).observe(document.body, { subtree: true, attributeFilter: ['d'] });
    for (const name of ['fillRect', 'drawImage', 'putImageData', 'fillText']) {
      const own = CanvasRenderingContext2D.prototype[name];
      CanvasRenderingContext2D.prototype[name] = function (...given) {
        seen.painted = performance.now();
        return own.apply(this, given);
      };
    }
  });
  const measured = async (name, act) => {
    const times = [];
    for (let i = 0; i < KEYS; i++) {
      await act(i);
      await page.waitForTimeout(REST);
      const { key: from, painted } = await page.evaluate(() => globalThis.seen);
      if (painted > 0) times.push(painted - from);
    }
    if (times.length < KEYS / 2) throw new Error(`${name} painted something only ${times.length} times of ${KEYS}`);
    return times.toSorted((a, b) => a - b);
  };
  const pressed = (key) => measured(key, () => page.keyboard.press(key));
  /** The number `i` of a picture of so many rows and columns. */
  const hovered = async (tensor, [rows, columns]) => {
    const { x, y, width, height } = await page.locator(`.react-flow [data-tensor="${tensor}"]`).boundingBox();
    const to = (i) => {
      const [row, column] = [Math.floor((i * 7) / columns) % rows, (i * 7) % columns];
      return page.mouse.move(x + ((column + 0.5) / columns) * width, y + ((row + 0.5) / rows) * height);
    };
    // Only the first number waits for the pointer to rest.
    await to(KEYS);
    await page.getByRole('tooltip').waitFor();
    const times = await measured(tensor, to);
    await page.mouse.move(5, 5);
    return times;
  };
  const weight = await hovered('linear1.W', [30, 64]);
  const gradient = await hovered('linear1.dW', [30, 64]);
  const delta = await hovered('linear1.dZ', [32, 30]);
  const shown = page.getByRole('slider', { name: 'Iteration shown' });
  await shown.focus();
  await page.keyboard.press('PageDown');
  const computed = await pressed('ArrowLeft');
  await page.keyboard.press('Home');
  const kept = await pressed('ArrowRight');
  await page.keyboard.press('End');
  await page.getByTestId('node.linear1').getByText('linear1', { exact: true }).click();
  await page.getByText('One number: nudge it, change it').click();
  await page.getByTestId('check.cell').waitFor();
  await page.getByRole('slider', { name: 'Nudge this number' }).focus();
  const nudged = await pressed('ArrowRight');
  await page.getByTestId('node.linear1').getByText('linear1', { exact: true }).click();
  await page.keyboard.press('.');
  await page.getByTestId('debug.spoken').waitFor({ state: 'attached' });
  const stepped = await pressed('.');
  const undone = await pressed(',');
  await page.close();
  let within = true;
  for (const [name, times] of [
    ['to another weight under the pointer', weight],
    ['to another gradient of a weight', gradient],
    ['to another δ', delta],
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
