/* The outline is an equal editor: add, wire, rename, set, mute, delete and select, by keyboard alone. */
import { violations } from './axe.ts';
import { expect, test } from './editor.ts';

test('the outline edits the whole drawing by keyboard, and the canvas shows it', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await page.keyboard.press('o');
  const outline = page.getByRole('region', { name: 'Outline' });
  const row = (name: RegExp) => outline.getByRole('button', { name });
  await expect(row(/^Digits 8×8 digits1/)).toBeFocused();

  // Down to linear1, which opens by Right; the selection follows the focus.
  await page.keyboard.press('ArrowDown');
  await expect(row(/^Linear linear1/)).toBeFocused();
  await expect(editor.node('linear1')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(outline.getByRole('list', { name: 'Inputs of linear1' })).toBeVisible();

  // Rename and set.
  await page.keyboard.press('F2');
  const label = outline.getByRole('textbox', { name: 'Label of linear1' });
  await expect(label).toBeFocused();
  await page.keyboard.type('hidden');
  await page.keyboard.press('Enter');
  await expect(editor.node('linear1')).toContainText('hidden');
  const features = outline.getByLabel('Output features');
  await features.focus();
  await features.fill('16');
  await page.keyboard.press('Enter');
  await expect(editor.port('linear1.Z')).toHaveAccessibleName(/\[32, 16\]/);

  // Wires: the input of linear2 is taken off and given another source.
  await row(/^ReLU relu1/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(/^Linear linear2/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const input = outline.getByRole('button', { name: /^Input A, .*wired from relu1\.A$/ });
  await input.focus();
  await page.keyboard.press('Delete');
  await expect(editor.port('linear2.A')).toHaveAttribute('data-wired', 'false');
  await outline.getByRole('button', { name: 'Input A, unwired' }).press('Enter');
  const picker = outline.getByRole('combobox', { name: 'Wire linear2.A from…' });
  await expect(picker).toBeFocused();
  await picker.fill('linear1');
  await expect(outline.getByRole('option', { name: /linear1\.Z\s*fits/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(outline.getByRole('button', { name: /wired from linear1\.Z$/ })).toBeFocused();
  await expect(editor.port('linear2.A')).toHaveAttribute('data-wired', 'true');

  // Mute, delete, and the focus is not lost.
  await row(/^ReLU relu1/).focus();
  await page.keyboard.press('m');
  await expect(row(/^ReLU relu1 muted/)).toBeFocused();
  await page.keyboard.press('m');
  await page.keyboard.press('Delete');
  await expect(editor.node('relu1')).toBeHidden();
  await expect(row(/^Cross-entropy/)).toBeFocused();

  // Add.
  await outline.getByRole('button', { name: 'Add a node' }).press('Enter');
  await page.keyboard.type('tanh');
  await page.keyboard.press('Enter');
  await expect(row(/^tanh tanh1/i)).toBeFocused();
  await expect(editor.node('tanh1')).toBeVisible();

  // What is wrong is said, with what mends it.
  await outline
    .getByRole('button', { name: /^Output Z, .*read by nobody|^Output A, .*read by nobody/ })
    .first()
    .waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.node('tanh1')).toBeHidden();
  await page.getByRole('button', { name: 'Close the outline' }).press('Enter');
  await expect(outline).toBeHidden();
  await expect(page.getByRole('region', { name: 'Nodes' })).toBeVisible();
});

for (const theme of ['light', 'dark'])
  test(`axe finds nothing in an open outline, ${theme}`, async ({ editor }) => {
    const { page } = editor;
    await editor.open(`?example=digits&theme=${theme}`);
    await page.keyboard.press('o');
    const outline = page.getByRole('region', { name: 'Outline' });
    for (const name of [/^Linear linear1/, /^Cross-entropy/])
      await outline.getByRole('button', { name }).press('ArrowRight');
    await outline
      .getByRole('button', { name: /^Input A/ })
      .first()
      .press('Enter');
    await expect(outline.getByRole('listbox')).toBeVisible();
    expect(await violations(page, '[aria-label="Outline"]')).toEqual([]);
  });
