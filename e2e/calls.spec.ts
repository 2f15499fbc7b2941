/* Every call of the browser's storage that a session makes, failing: it throws, its transaction is aborted, or it is never
   answered. Whatever it was, the next start opens exactly what was confirmed or what was edited after it. The full form
   fails every call in turn, the quick one a few. */
import type { Page } from '@playwright/test';
import { isTorture, seed, tally } from '../src/torture.ts';
import { expect, test } from './editor.ts';

const FATES = ['throws', 'is aborted', 'hangs'] as const;
type Fate = (typeof FATES)[number];

/** Counts the page's calls of storage, and lets the one of this number fail; 0: none. */
function failing([number, fate]: readonly [number, Fate]): void {
  let calls = 0;
  Reflect.set(window, 'calls', () => calls);
  const wrap = (type: object, names: readonly string[]) => {
    for (const name of names) {
      const call = Reflect.get(type, name) as (...given: unknown[]) => unknown;
      Reflect.set(type, name, function (this: unknown, ...given: unknown[]) {
        if (++calls !== number) return call.apply(this, given);
        if (fate === 'throws') throw new DOMException('by the test', 'UnknownError');
        const answer = call.apply(this, given);
        if (fate === 'is aborted') {
          const of = this instanceof IDBObjectStore ? this.transaction : this;
          if (of instanceof IDBTransaction) queueMicrotask(() => of.abort());
          else if (answer instanceof IDBTransaction) answer.abort();
        }
        // Nobody hears of it: neither that it was done nor that it was not.
        if (fate === 'hangs' && answer instanceof EventTarget)
          for (const event of ['success', 'error', 'complete', 'abort', 'upgradeneeded', 'blocked'])
            answer.addEventListener(event, (heard) => heard.stopImmediatePropagation(), true);
        return answer;
      });
    }
  };
  wrap(IDBFactory.prototype, ['open']);
  wrap(IDBDatabase.prototype, ['transaction']);
  wrap(IDBObjectStore.prototype, ['add', 'put', 'get', 'getAll', 'getAllKeys', 'delete']);
  wrap(IDBTransaction.prototype, ['commit']);
}

const rate = (page: Page) => page.getByRole('combobox', { name: 'Learning rate' });

/** Two edits; answers with what was called saved last. */
async function session(page: Page): Promise<number> {
  let saved = 0;
  for (const [number, value] of [0.25, 0.5].entries()) {
    await rate(page).fill(String(value));
    await rate(page).press('Enter');
    const state = page.getByText('Saved', { exact: true });
    const failed = page.getByRole('alert').filter({ hasText: 'in this tab only' });
    await expect(state.or(failed).first()).toBeVisible();
    if (await state.isVisible()) saved = number + 1;
  }
  return saved;
}
/** Calls that there are in any case, among which the quick form chooses. */
const LEAST = 8;
const VALUES = ['0.3', '0.25', '0.5'];

test('every call of storage × throws, aborted, hangs: exactly the old or the new document opens', async ({
  browser,
  baseURL,
}) => {
  const trial = async (number: number, fate: Fate) => {
    const context = await browser.newContext({ locale: 'en-US', serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(failing, [number, fate] as const);
    await page.goto(`${baseURL}/?example=xor`);
    await expect(rate(page)).toHaveValue('0.3');
    const saved = await session(page);
    const calls = await page.evaluate(() => Reflect.get(window, 'calls')() as number);
    await page.goto('about:blank');
    await page.close();
    const next = await context.newPage();
    await next.goto(`${baseURL}/`);
    await expect(rate(next)).toBeVisible();
    // Where nothing was kept the first example opens, which is another document.
    const isKept = (await next.title()).startsWith('XOR');
    const found = isKept ? VALUES.indexOf(await rate(next).inputValue()) : 0;
    expect(found, `call ${number} ${fate}, saved: ${saved}`).toBeGreaterThanOrEqual(saved);
    await context.close();
    return calls;
  };
  test.setTimeout(600_000);
  if (!isTorture) {
    for (const [place, fate] of FATES.entries()) await trial(1 + ((seed + place * 5) % LEAST), fate);
    tally('calls of storage that failed', FATES.length);
    return;
  }
  const calls = await trial(0, 'throws');
  expect(calls).toBeGreaterThan(LEAST);
  for (let number = 1; number <= calls; number++) for (const fate of FATES) await trial(number, fate);
  tally('calls of storage that failed', calls * FATES.length);
});
