/* What hands know from other node editors: commands by key, menu and palette. */
import { expect, test } from './editor.ts';

test('Ctrl+K finds a command by a part of its name, in either language, and Enter runs it', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find a command' });
  await expect(field).toBeFocused();
  await field.fill('light or');
  await field.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+k');
  await field.fill('学習');
  await expect(page.getByRole('option').first()).toContainText('Train or pause');
  await field.press('Escape');
  await expect(field).toBeHidden();
});

test('a key is exchanged in the help, kept over a reload, refused when taken or the browser’s, and given back', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Another key for “One iteration”' }).click();
  await page.keyboard.press('F5');
  await expect(page.getByRole('button', { name: 'F5 belongs to the browser' })).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'F means “Show the selection” already' })).toBeVisible();
  await page.keyboard.press('q');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('q');
  await expect(editor.measure('iteration')).toHaveText('1');
  await page.reload();
  await expect(editor.measure('iteration')).toHaveText('0');
  await page.keyboard.press('q');
  await expect(editor.measure('iteration')).toHaveText('1');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'The usual key for “One iteration”' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(editor.measure('iteration')).toHaveText('0');
  await page.keyboard.press('q');
  await page.keyboard.press('?');
  await expect(page.getByRole('button', { name: 'The usual key for “One iteration”' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Another key for “One iteration”' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(editor.measure('iteration')).toHaveText('0');
});

test('a right click opens the menu of a node, a wire or the canvas; arrow keys and Escape as in every menu', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await editor.node('relu1').getByText('relu1').click({ button: 'right' });
  await page.getByRole('menu', { name: 'Node' }).getByRole('menuitem', { name: 'Delete Del', exact: true }).click();
  await expect(editor.node('relu1')).toBeHidden();
  await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 30, y: 30 } });
  const menu = page.getByRole('menu', { name: 'Canvas' });
  await expect(menu.getByRole('menuitem', { name: 'Add a node' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
  await page.keyboard.press('Escape');
});
