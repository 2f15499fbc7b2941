/* What was edited 16 ms before the page was left is there afterwards. The full form: 900 ways out. */
import { expect, type Page, test } from '@playwright/test';
import { howMany, tally } from '../src/torture.ts';

const EXITS = howMany(3, 300);
/** Milliseconds between the edit and leaving. */
const DELAY = 16;

const rate = (page: Page) => page.getByRole('combobox', { name: 'Learning rate' });

async function edit(page: Page, value: number): Promise<void> {
  await rate(page).fill(String(value));
  await rate(page).press('Enter');
}

for (const exit of ['reload', 'navigate', 'close'] as const)
  test(`${EXITS} times ${exit} ${DELAY} ms after an edit: none is lost`, async ({ context, baseURL }) => {
    test.setTimeout(EXITS * 10_000 + 60_000);
    const opener = await context.newPage();
    await opener.goto(`${baseURL}/?example=xor`);
    await edit(opener, 0.5);
    await expect(opener.getByText('Saved', { exact: true })).toBeVisible();
    await opener.goto(`${baseURL}/favicon.svg`);
    /** A page that a script has opened may be closed by one. */
    const openedByScript = async () => {
      const opened = context.waitForEvent('page');
      await opener.evaluate((address) => void window.open(address), `${baseURL}/`);
      return opened;
    };
    const openedByHand = async () => {
      const page = await context.newPage();
      await page.goto(`${baseURL}/`);
      return page;
    };
    for (let number = 1; number <= EXITS; number++) {
      const page = await (exit === 'close' ? openedByScript() : openedByHand());
      await expect(rate(page)).toHaveValue(number === 1 ? '0.5' : String((number - 1) / 1000));
      await rate(page).fill(String(number / 1000));
      const gone = exit === 'close' ? page.waitForEvent('close') : page.waitForEvent('framenavigated');
      // By the page itself: the driver waits for ever for the answer to a key during which its page goes.
      await rate(page).evaluate(
        (field, [way, delay]) => {
          const go = {
            reload: () => location.reload(),
            navigate: () => location.assign('about:blank'),
            close: () => window.close(),
          };
          setTimeout(() => {
            field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
            setTimeout(go[way], delay);
          });
        },
        [exit, DELAY] as const,
      );
      await gone;
      if (exit === 'close') continue;
      // A page that is closed while it begins to load never tells the driver that it is.
      await page.waitForLoadState();
      await page.close();
    }
    const page = await context.newPage();
    await page.goto(`${baseURL}/`);
    await expect(rate(page)).toHaveValue(String(EXITS / 1000));
    tally(`${exit} ${DELAY} ms after an edit`, EXITS);
  });
