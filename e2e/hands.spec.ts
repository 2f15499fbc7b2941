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

test('any button pans, Shift boxes, Ctrl and Shift add and take away, a double click searches there, Alt+Delete heals nothing', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const pane = page.locator('.react-flow__pane');
  const area = await pane.boundingBox();
  if (!area) throw new Error('the canvas is not on the screen');
  const place = async () => (await editor.node('relu1').boundingBox()) ?? area;
  const corner = { x: area.x + 30, y: area.y + area.height - 70 };
  for (const button of ['left', 'middle', 'right'] as const) {
    const before = await place();
    await page.mouse.move(corner.x, corner.y);
    await page.mouse.down({ button });
    await page.mouse.move(corner.x + 30, corner.y - 6, { steps: 4 });
    await page.mouse.up({ button });
    await expect.poll(async () => (await place()).x - before.x, button).toBeGreaterThan(15);
    await expect(page.getByRole('menu')).toBeHidden();
  }

  const chosen = page.locator('[data-testid^="node."][data-selected="true"]');
  await page.keyboard.press('Home');
  await expect.poll(async () => (await place()).x - area.x).toBeLessThan(area.width / 2);
  await page.keyboard.down('Shift');
  await page.mouse.move(area.x + 12, area.y + 12);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 12, area.y + area.height - 50, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(chosen).toHaveCount(7);
  for (const [modifier, count] of [
    ['Control', 6],
    ['Shift', 7],
  ] as const) {
    await editor
      .node('relu1')
      .getByText('relu1', { exact: true })
      .click({ modifiers: [modifier] });
    await expect(chosen).toHaveCount(count);
  }

  await page.mouse.click(corner.x, corner.y);
  await expect(chosen).toHaveCount(0);
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Alt+Delete');
  await expect(editor.node('relu1')).toBeHidden();
  await expect(editor.port('linear2.A')).toHaveAttribute('data-wired', 'false');
  await page.mouse.dblclick(corner.x, corner.y);
  const search = page.getByRole('combobox', { name: 'Search nodes' });
  await expect(search).toBeFocused();
  await search.fill('rectifier');
  await search.press('Enter');
  await expect.poll(async () => (await editor.node('relu1').boundingBox())?.y ?? 0).toBeGreaterThan(corner.y - 60);
});
