/* A node of one's own, by keyboard: added from the search, written, wired, marked, trained, copied, and taken back. */
import { AxeBuilder } from '@axe-core/playwright';
import { choose } from './documents.ts';
import { expect, test } from './editor.ts';

test('a node is added, given a parameter and a setting, written, and takes the place of the ReLU', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(editor.node('relu1')).toBeHidden();
  await page.getByRole('searchbox', { name: 'Search nodes' }).focus();
  await page.keyboard.type('your own');
  await page.keyboard.press('Enter');
  await expect(editor.node('custom1')).toBeVisible();
  const section = page.getByRole('region', { name: 'A node of your own' });
  const field = (name: string) => section.getByRole('textbox', { name, exact: true });
  const type = async (name: string, text: string) => {
    await field(name).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  };
  await type('Name', 'Gate');
  await page.keyboard.press('Enter');
  await expect(editor.node('custom1')).toContainText('Gate');
  await type('Inputs', 'Z');
  await page.keyboard.press('Enter');
  await type('Outputs', 'A');
  await page.keyboard.press('Enter');
  await expect(editor.port('custom1.Z')).toBeVisible();
  // What it lacks is said.
  await expect(section.getByTestId('own.problem')).toContainText('nothing is wired to Z');
  await section.getByRole('button', { name: 'Add a setting' }).press('Enter');
  await type('Setting', 'slope');
  await page.keyboard.press('Enter');
  await type('Starting value of slope', '0.1');
  await page.keyboard.press('Enter');
  await type('Forward of custom1', 'H = Z > 0\nA = Z * (H + slope * (Z <= 0))');
  await type('Backward of custom1', 'dZ = dA * ___');
  // Wired by the wiring mode of the keyboard.
  await editor.port('linear1.Z').focus();
  await page.keyboard.press('Enter');
  await editor.port('custom1.Z').focus();
  await page.keyboard.press('Enter');
  await editor.port('custom1.A').focus();
  await page.keyboard.press('Enter');
  await editor.port('linear2.A').focus();
  await page.keyboard.press('Enter');
  await editor.node('custom1').getByText('custom1', { exact: true }).click();
  const mark = section.getByTestId('writing.mark');
  await expect(mark).toContainText('Not finished yet');
  await type('Backward of custom1', 'dZ = dA * (A > 0)');
  await expect(mark).toContainText('Wrong');
  await type('Backward of custom1', 'dZ = dA * (H + slope * (Z <= 0))');
  await expect(mark).toHaveAttribute('data-right', 'true');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await expect(editor.node('custom1').getByRole('img').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[data-inspector]').analyze();
  expect(violations).toEqual([]);
  await editor.train.click();
  await expect.poll(() => editor.number('iteration')).toBeGreaterThan(20);
  await page.getByRole('button', { name: /^Pause/ }).click();
  // It is kept and copied as every other node.
  await page.goto('/');
  await expect(editor.node('custom1')).toContainText('Gate');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await editor.node('custom1').getByText('custom1', { exact: true }).click();
  await page.keyboard.press('ControlOrMeta+d');
  await expect(editor.node('custom2')).toContainText('Gate');
  await choose(page, 'Export code…');
  const pane = page.getByRole('complementary', { name: 'The network as code' });
  await expect(pane.getByRole('option', { name: /^def custom1_backward\(/ })).toBeAttached();
});

test('to rewrite a backward and to begin a node are commands', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const command = async (text: string) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find a command' }).fill(text);
    await page.keyboard.press('Enter');
  };
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await command('rewrite the backward');
  await expect(page.getByRole('textbox', { name: 'Backward of relu1' })).toHaveText('dZ = ___');
  await page.keyboard.press('Escape');
  await command('node of your own');
  await expect(page.getByRole('region', { name: 'A node of your own' })).toBeVisible();
  await expect(editor.node('custom1')).toBeVisible();
});
