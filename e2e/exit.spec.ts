/* What was edited 16 ms before the page was left is there afterwards. The full form (CHAINRULE_TORTURE=1): 900 ways out. */
import { expect, type Page, test } from '@playwright/test';

const full = process.env.CHAINRULE_TORTURE !== undefined;
const EXITS = full ? 300 : 5;
/** Milliseconds between the edit and leaving. */
const DELAY = 16;

const rate = (page: Page) => page.getByRole('combobox', { name: 'Learning rate' });

async function edit(page: Page, value: number): Promise<void> {
  await rate(page).fill(String(value));
  await rate(page).press('Enter');
}

/** By reload and by navigation Chromium's driver sometimes stops answering (the page itself is saved): only the full form
    tries those. */
const WAYS = full ? (['reload', 'navigate', 'close'] as const) : (['close'] as const);

for (const exit of WAYS)
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
      await page.evaluate(
        ([code, delay]) => {
          const go = {
            reload: () => location.reload(),
            navigate: () => location.assign('about:blank'),
            close: () => window.close(),
          };
          addEventListener(
            'keyup',
            ({ key }) => key === 'Enter' && setTimeout(go[code as keyof typeof go], Number(delay)),
          );
        },
        [exit, DELAY] as const,
      );
      const gone = exit === 'close' ? page.waitForEvent('close') : page.waitForEvent('framenavigated');
      await rate(page).fill(String(number / 1000));
      await rate(page)
        .press('Enter')
        .catch(() => {});
      await gone;
      if (!page.isClosed()) await page.close();
    }
    const page = await context.newPage();
    await page.goto(`${baseURL}/`);
    await expect(rate(page)).toHaveValue(String(EXITS / 1000));
  });
