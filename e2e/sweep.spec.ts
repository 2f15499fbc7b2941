/* The sweep: eight runs of the moons from the same seed, the cliff among them, and a value taken over. */
import { expect, test } from './editor.ts';

test('a sweep of the learning rate finds the cliff between 1 and 3 on the moons, and a click takes a rate over', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Sweep', exact: true }).click();
  const sweep = page.getByTestId('sweep');
  await sweep.getByRole('button', { name: 'Sweep', exact: true }).click();
  const verdict = page.getByTestId('sweep.verdict');
  await expect(verdict).toContainText('The cliff is between 1 and 3');
  await expect(sweep.getByRole('button', { name: /^[\d.]+: loss \d/ })).toHaveCount(7);
  await expect(sweep.getByRole('button', { name: '30: the numbers exploded' })).toBeVisible();
  await sweep.getByRole('button', { name: /^1: loss/ }).click();
  await expect(page.getByRole('combobox', { name: 'Learning rate' })).toHaveValue('1');
  await expect(sweep.getByRole('button', { name: /^1: loss/ })).toHaveAttribute('aria-pressed', 'true');
});

test('the learning-rate finder suggests a rate, and a setting of a node is swept as well', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Sweep', exact: true }).click();
  const sweep = page.getByTestId('sweep');
  const setting = sweep.getByRole('combobox', { name: 'What is swept' });
  await setting.selectOption('Learning-rate finder');
  await sweep.getByRole('button', { name: 'Sweep', exact: true }).click();
  await sweep.getByRole('button', { name: /^Take α = [\d.]+$/ }).click();
  const rate = Number(await page.getByRole('combobox', { name: 'Learning rate' }).inputValue());
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(10);
  await setting.selectOption('linear1: Output features');
  await sweep.getByRole('textbox', { name: 'Values' }).fill('2 16');
  await sweep.getByRole('textbox', { name: 'iterations' }).fill('100');
  await sweep.getByRole('button', { name: 'Sweep', exact: true }).click();
  await expect(sweep.getByRole('button', { name: /^16: loss \d/ })).toBeVisible();
  await sweep.getByRole('button', { name: /^16: loss/ }).click();
  await expect(editor.node('linear1')).toContainText('200×16');
});
