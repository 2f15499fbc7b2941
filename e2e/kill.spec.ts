/* What was called saved is there after the browser was killed at any moment. The full form: 1,000 kills. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { howMany, tally } from '../src/torture.ts';

const KILLS = howMany(20, 1000);

const rate = (page: Page) => page.getByRole('combobox', { name: 'Learning rate' });

async function edit(page: Page, value: number): Promise<void> {
  await rate(page).fill(String(value));
  await rate(page).press('Enter');
}

/** Every process of the browser that has this profile; nothing else of the machine. */
function kill(profile: string): void {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  for (const line of lines.filter((each) => each.includes(profile) && !each.includes('ps -eo'))) {
    try {
      process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL');
    } catch (error) {
      // It went by itself when its parent was killed.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

test(`${KILLS} kills of the browser: no edit is lost that was called saved, and the document opens`, async ({
  baseURL,
}, { project }) => {
  test.setTimeout(KILLS * 30_000);
  const profile = mkdtempSync(join(tmpdir(), 'chainrule-kill-'));
  const { launchOptions } = project.use;
  let [made, saved, writes] = [0, 0, 0];
  try {
    for (let round = 0; round <= KILLS; round++) {
      rmSync(join(profile, 'SingletonLock'), { force: true });
      const context = await chromium.launchPersistentContext(profile, { ...launchOptions, locale: 'en-US' });
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(round === 0 ? `${baseURL}/?example=xor` : `${baseURL}/`);
      const again = page.getByRole('link', { name: 'Start the editor again with the last document' });
      await expect(rate(page).or(again)).toBeVisible();
      // Killed twice in a row before it stood, it starts in safe mode, from where the document opens as ever.
      if (await again.isVisible()) await again.click();
      await expect(rate(page)).toBeVisible();
      if (round > 0) {
        await expect(page.getByTestId('node.tanh1')).toBeAttached();
        const found = Number(await rate(page).inputValue());
        // Not before what was acknowledged, not beyond what was made.
        expect(Math.round(found * 1000)).toBeGreaterThanOrEqual(saved);
        expect(Math.round(found * 1000)).toBeLessThanOrEqual(made);
      }
      if (round === KILLS) {
        await context.close();
        break;
      }
      const end = Date.now() + Math.random() * 900;
      // The first round gives the document something to be opened with.
      while (Date.now() < end || saved === 0) {
        made++;
        await edit(page, made / 1000);
        if (saved > 0 && Math.random() < 0.5) continue;
        await expect(page.getByText('Saved', { exact: true })).toBeVisible();
        saved = made;
        writes++;
      }
      const gone = context.waitForEvent('close');
      kill(profile);
      await gone;
    }
  } finally {
    kill(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  tally('kills of the browser', KILLS);
  tally('edits acknowledged before one', writes);
});
