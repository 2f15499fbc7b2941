/* Time: going back along the loss chart to an iteration, and forking from it. */
import type { Page } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

const handle = (page: Page) => page.getByRole('slider', { name: 'Iteration shown' });
const bar = (page: Page) => page.getByRole('region', { name: 'The past of this run' });

/** Trains until so many iterations are done, and stops. */
async function trainTo(editor: Editor, iteration: number): Promise<void> {
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(iteration)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
}

/** Every number, with all its digits, that the inspector's table shows of a tensor. */
async function numbers(editor: Editor, node: string, tensor: string): Promise<string[]> {
  const { page } = editor;
  await editor.node(node).getByText(node, { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: tensor, exact: true }).click();
  await expect(page.getByTestId('inspector.tensor')).toHaveAccessibleName(`${node}.${tensor}`);
  const table = page.getByTestId('inspector.table');
  if (!(await table.isVisible())) await inspector.getByText('Numbers', { exact: true }).click();
  await expect(table.locator('td[title]').nth(8)).toHaveAttribute('title', /\d/);
  return table.locator('td[title]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? ''));
}

async function visit(editor: Editor, iteration: number): Promise<void> {
  const { page } = editor;
  await handle(page).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < iteration; step++) await page.keyboard.press('ArrowRight');
  await expect(handle(page)).toHaveAttribute('aria-valuenow', String(iteration));
  await expect(editor.measure('iteration')).toHaveText(String(iteration));
}

test('iteration 37 of a long run has the numbers of a fresh run that stopped there', async ({ editor, context }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await expect(handle(page)).toHaveCount(0);
  await trainTo(editor, 200);
  await visit(editor, 37);
  await expect(bar(page)).toContainText(/Iteration 37 of/);
  const visited = [await numbers(editor, 'linear2', 'dZ'), await numbers(editor, 'linear1', 'dW')];

  const other = await context.newPage();
  const fresh = new (editor.constructor as typeof Editor)(other);
  await fresh.open('?example=digits');
  await fresh.stopAt(37);
  expect(visited).toEqual([await numbers(fresh, 'linear2', 'dZ'), await numbers(fresh, 'linear1', 'dW')]);
  await other.close();

  // The way back: the latest iteration has its own numbers again.
  const latest = (await handle(page).getAttribute('aria-valuemax')) ?? '';
  await bar(page).getByRole('button', { name: 'Back to now' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(handle(page)).toHaveAttribute('aria-valuenow', latest);
  expect(await numbers(editor, 'linear2', 'dZ')).not.toEqual(visited[0]);
});

test('dragging over the loss chart pauses the run and shows what lies under the pointer', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=moons');
  await editor.train.click();
  await expect(handle(page)).toBeVisible();
  const chart = await page.getByTestId('chart.loss').boundingBox();
  if (!chart) throw new Error('the chart is not on the screen');
  const middle = chart.y + chart.height / 2;
  await page.mouse.move(chart.x + 80, middle);
  await page.mouse.down();
  await page.mouse.move(chart.x + 64, middle, { steps: 5 });
  await page.mouse.up();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  await expect(bar(page)).toBeVisible();
  const shown = Number(await handle(page).getAttribute('aria-valuenow'));
  expect(shown).toBeLessThan(Number(await handle(page).getAttribute('aria-valuemax')));
  await expect(async () => expect(await editor.number('iteration')).toBe(shown)).toPass();
  // Escape leads back, and so does training.
  await handle(page).focus();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);
});

test('a fork with another learning rate leaves the curve before it, and both are drawn', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await trainTo(editor, 300);
  const before = Number(await handle(page).getAttribute('aria-valuemax'));
  await visit(editor, 12);
  await bar(page).getByRole('textbox').fill('0.02');
  await bar(page).getByRole('button', { name: 'Fork here' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Learning rate' })).toHaveValue('0.02');
  await expect(editor.measure('iteration')).toHaveText('12');
  const chart = page.getByTestId('chart.loss');
  await expect(chart.getByText('α 0.3')).toBeVisible();
  await trainTo(editor, 100);
  await expect(chart.getByText('α 0.3')).toBeVisible();
  // The axis still reaches to where the first run ended.
  expect(await editor.number('iteration')).toBeGreaterThan(12);
  await expect(chart.locator('svg text').filter({ hasText: 'iteration' })).toHaveText(/\d/);
  expect(before).toBeGreaterThan(300);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(chart.getByText('α 0.3')).toHaveCount(0);
});
