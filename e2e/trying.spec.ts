/* A network tried on a sample of one's own: drawn by mouse and by keys, typed, written on. */

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './editor.ts';

async function tryIt(page: Page) {
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Try it on your own sample' }).click();
  return page.getByRole('region', { name: 'Try it' });
}
const names = (list: Locator) => list.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
const shares = (list: readonly string[]) => list.map((text) => Number(/([\d.]+) %$/.exec(text)?.[1]));

test('a drawn digit is answered live, and the gradient of any class is painted on it', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(93)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  const pane = await tryIt(page);
  const answers = pane.getByRole('list', { name: 'What the network says, live' }).getByRole('button');
  await expect(answers).toHaveCount(10);
  // The first picture of the data is a zero.
  await pane.getByRole('button', { name: 'Take it' }).click();
  await expect(answers.nth(0)).toHaveAccessibleName(/^0: (9\d|100)/);
  await expect(pane.getByTestId('try.gradient')).toHaveText(/^∂linear2\.Z\[0\]\/∂digits1\.X: .* ±\d/);
  const before = await names(answers);
  expect(shares(before).reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  await answers.nth(1).click();
  await expect(answers.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(pane.getByTestId('try.gradient')).toHaveText(/^∂linear2\.Z\[1\]\/∂digits1\.X/);
  // A stroke by keys down the middle of an empty picture is a one, or nearly; it is no zero any more.
  await pane.getByRole('button', { name: 'Clear' }).click();
  const board = pane.getByRole('application', { name: 'Your picture, 8 × 8 pixels' });
  await board.focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key);
  await expect(pane.getByRole('status')).toHaveText('Row 1, column 5, pen down');
  for (let row = 0; row < 7; row++) await page.keyboard.press('ArrowDown');
  await expect(answers.nth(0)).toHaveAccessibleName(/^0: \d\.\d %$/);
  // Space drew; it did not train.
  await expect(editor.train).toHaveAccessibleName(/Train/);
  // The mouse draws on, and the answer changes while it moves.
  const drawn = await names(answers);
  const box = await board.boundingBox();
  if (!box) throw new Error('the picture is not there');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.1 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.9 * box.height, { steps: 4 });
  await expect(async () => expect(await names(answers)).not.toEqual(drawn)).toPass();
  await page.mouse.up();
});

test('numbers are typed, and each has its slope', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const pane = await tryIt(page);
  const answers = pane.getByRole('list', { name: 'What the network says, live' }).getByRole('button');
  await expect(answers).toHaveCount(2);
  const before = await names(answers);
  await pane.getByRole('spinbutton', { name: 'points1.X, place 0' }).fill('-40');
  await expect(async () => expect(await names(answers)).not.toEqual(before)).toPass();
  await expect(pane.getByText(/^∂ −?\d/)).toHaveCount(2);
});

test('a text is typed, and the network writes on', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=character-gpt');
  const pane = await tryIt(page);
  const text = pane.getByRole('textbox', { name: 'Your text' });
  await text.fill('the €');
  await expect(pane.getByRole('status')).toHaveText('Left out, because the network has never read it: €');
  await text.fill('the ');
  await expect(pane.getByRole('list', { name: 'What the network says, live' }).getByRole('button')).toHaveCount(10);
  await pane.getByRole('button', { name: 'Write on by 40 characters' }).click();
  await expect(text).toHaveValue(/^the [\s\S]{40}$/);
});

test('while a layer is selected, the plane is shown as each of its units sees it', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const field = page.getByTestId('field');
  const painted = () => field.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await expect(field).toHaveAccessibleName(/blue for class 1/);
  const whole = await painted();
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'linear1.Z, unit by unit' })).toBeVisible();
  await expect(field).toHaveAccessibleName(/^The input as each unit of linear1\.Z sees it, 8 of 8/);
  await expect(async () => expect(await painted()).not.toBe(whole)).toPass();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Decision field' })).toBeVisible();
  await expect(async () => expect(await painted()).toBe(whole)).toPass();
});
