/* Runs: every one is kept, compared, found again after a reload, and gone back to; one that gets no better ends by itself. */
import { chain, points } from '../src/editor/doctor/patients.ts';
import { type Editor, expect, test } from './editor.ts';

async function trained(editor: Editor): Promise<void> {
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(120)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
}

async function showRuns(editor: Editor): Promise<void> {
  await editor.page.getByRole('button', { name: 'More charts' }).click();
  await editor.page.getByRole('menuitem', { name: 'Runs', exact: true }).click();
}

test('two runs are kept, renamed, pinned, compared and found after a reload; one is gone back to with its best parameters', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await trained(editor);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(editor.measure('iteration')).toHaveText('0');
  const rate = page.getByRole('combobox', { name: 'Learning rate' });
  await rate.fill('1');
  await rate.press('Enter');
  await trained(editor);
  await showRuns(editor);
  const runs = page.getByTestId('runs');
  await runs.getByRole('checkbox', { name: 'Compare #1' }).check();
  await runs.getByRole('textbox', { name: 'Note on #1' }).fill('the slow one');
  await runs.getByRole('checkbox', { name: 'Compare #2' }).check();
  await expect(runs.getByRole('region', { name: 'Differences between #1 and #2' })).toHaveText('learningRate 0.3 → 1');
  await expect(page.getByTestId('runs.curves').getByText('#2')).toBeVisible();
  await runs.getByRole('textbox', { name: 'Name of #1' }).fill('slow');
  await runs.getByRole('button', { name: /^Pin slow/ }).click();
  await expect(runs.getByRole('button', { name: 'Unpin slow' })).toBeVisible();
  await page.goto('/');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await showRuns(editor);
  await runs.getByRole('checkbox', { name: 'Compare slow' }).check();
  await expect(runs.getByRole('textbox', { name: 'Note on slow' })).toHaveValue('the slow one');
  const best = await runs
    .getByRole('row', { name: /Compare slow/ })
    .getByTitle(/ at iteration /)
    .textContent();
  await runs.getByRole('button', { name: /^Restore slow/ }).click();
  await expect(rate).toHaveValue('0.3');
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(editor.measure('loss')).toHaveText(best ?? 'none');
});

test('a run whose test loss gets no better ends by itself, and goes back to its best', async ({ editor }) => {
  const { page } = editor;
  const noisy = { kind: 'moons', noise: 0.6, samples: 60, seed: 0, standardise: true };
  const document = chain({ widths: [32, 32, 2], data: points(noisy), test: 0.5, rate: 0.5 });
  await editor.open('?example=xor');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  const buffer = Buffer.from(JSON.stringify({ ...document, title: 'noisy' }));
  await (await chooser).setFiles({ name: 'noisy.json', mimeType: 'application/json', buffer });
  await expect(editor.node('loss')).toBeVisible();
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await showRuns(editor);
  await page.getByRole('combobox', { name: /^Patience/ }).selectOption('20');
  await editor.train.click();
  await expect(page.getByTestId('runs.stopped')).toContainText(
    /Ended by itself at iteration \d+: no better for 20 tests/,
  );
  const last = await editor.number('iteration');
  await page.getByRole('button', { name: 'Back to the best' }).click();
  await expect(page.getByText(/parameters? .*#1/).first()).toBeVisible();
  const best = await page
    .getByTestId('runs')
    .getByTitle(/ at iteration /)
    .getAttribute('title');
  const [, step = ''] = /iteration ([\d\u202f]+)/.exec(best ?? '') ?? [];
  expect(last - Number(step.replace('\u202f', ''))).toBe(20);
});
