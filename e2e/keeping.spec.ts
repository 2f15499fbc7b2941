/* Nothing is lost: documents, versions, two tabs, and what a run has come to. */
import { readFile } from 'node:fs/promises';
import { choose, rename, saved } from './documents.ts';
import { type Editor, expect, test } from './editor.ts';

async function addLinear(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('linear');
  await page.keyboard.press('Enter');
}

test('documents are listed with their pictures, opened, duplicated, renamed, thrown away and taken back', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'First');
  await choose(page, 'New');
  await addLinear(editor);
  await rename(page, 'Second');
  await choose(page, 'Documents…');
  const dialog = page.getByRole('dialog', { name: 'Documents' });
  await expect(dialog.getByRole('button', { name: /^Open (First|Second)$/ })).toHaveText([
    /Second.*open now.*nodes: 1/,
    /First.*nodes: /,
  ]);
  await expect(dialog.getByRole('button', { name: 'Open First' }).locator('svg rect')).not.toHaveCount(0);
  await dialog.getByRole('button', { name: 'Duplicate First' }).click();
  await dialog.getByRole('button', { name: 'Rename First (copy)' }).click();
  await dialog.getByRole('textbox', { name: 'New title' }).fill('Third');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Delete First', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Open First' })).toBeHidden();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('button', { name: 'Open First' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Open Third' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveTitle('Third – Chainrule');
  await expect(editor.node('tanh1')).toBeVisible();
  await page.goto('/');
  await expect(page).toHaveTitle('Third – Chainrule');
});

test('a version that was kept is gone back to by one edit, and undo goes forward again', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Before');
  await choose(page, 'Versions…');
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  await dialog.getByRole('textbox', { name: 'Name of this version' }).fill('good');
  await dialog.getByRole('button', { name: 'Keep this version' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Kept: “good”.');
  await page.keyboard.press('Escape');
  await editor.node('tanh1').getByText('tanh1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(editor.node('tanh1')).toBeHidden();
  await page.goto('/');
  await expect(editor.node('tanh1')).toBeHidden();
  await choose(page, 'Versions…');
  await dialog.getByRole('button', { name: 'Go back to good' }).click();
  await expect(editor.node('tanh1')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.node('tanh1')).toBeHidden();
});

test('a second tab follows what the first one does, takes over, and no edit of either is lost', async ({
  editor,
  context,
}) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Shared');
  await saved(page);
  const other = await context.newPage();
  await other.goto('/');
  await expect(other).toHaveTitle('Shared – Chainrule');
  const bar = other.getByText('Another tab edits this document.');
  await expect(bar).toBeVisible();
  await rename(page, 'Followed');
  await expect(other).toHaveTitle('Followed – Chainrule');
  // The second cannot edit until it takes over; then the first follows.
  await other.getByTestId('node.tanh1').getByText('tanh1', { exact: true }).click();
  await other.keyboard.press('Delete');
  await expect(other.getByTestId('node.tanh1')).toBeVisible();
  await other.getByRole('button', { name: 'Edit here' }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByText('Another tab edits this document.')).toBeVisible();
  await other.getByTestId('node.tanh1').getByText('tanh1', { exact: true }).click();
  await other.keyboard.press('Delete');
  await expect(editor.node('tanh1')).toBeHidden();
  // The writer goes: the one that follows writes on.
  await other.close();
  await expect(page.getByText('Another tab edits this document.')).toBeHidden();
  await rename(page, 'On');
  await saved(page);
  await page.goto('/');
  await expect(page).toHaveTitle('On – Chainrule');
  await expect(editor.node('tanh1')).toBeHidden();
});

test('a second tab opens a copy, which is another document', async ({ editor, context }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Mine');
  await saved(page);
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Open a copy' }).click();
  await expect(other).toHaveTitle('Mine (copy) – Chainrule');
  await expect(other.getByText('Another tab edits this document.')).toBeHidden();
  await rename(other, 'Yours');
  await expect(page).toHaveTitle('Mine – Chainrule');
});

test('what training has come to is kept beside the document: a reload goes on from there, with the same numbers', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await editor.stopAt(20);
  // The first edit is what makes the browser keep the document, and then its training as well.
  await rename(page, 'Trained');
  await saved(page);
  const loss = await editor.measure('loss').textContent();
  const kept = () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('trained', { create: true });
      const heads: string[] = [];
      for await (const handle of folder.values() as AsyncIterable<FileSystemFileHandle>)
        heads.push((await (await handle.getFile()).text()).split('\n', 1)[0] ?? '');
      return heads.map((head) => JSON.parse(head).step);
    });
  // While it is being replaced a file cannot be read.
  await expect(async () => expect(await kept()).toEqual([20])).toPass();
  await page.goto('/');
  await expect(editor.measure('iteration')).toHaveText('20');
  await expect(editor.measure('loss')).toHaveText(loss ?? '');
  // What was before is not known, and nothing is made up for it.
  await editor.stopAt(22);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Save numbers as CSV' }).click();
  const rows = await readFile(await (await download).path(), 'utf8');
  expect(
    rows
      .trim()
      .split(/\r?\n/)
      .map((row) => row.split(',')[0]),
  ).toEqual(['iteration', '20', '21']);
  await expect(async () => expect(await kept()).toEqual([22])).toPass();
  // A file that was cut is no training: the document opens and begins anew. The embedded editor keeps nothing, so nobody writes it again meanwhile.
  await page.goto('/embed.html');
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('trained');
    for await (const handle of folder.values() as AsyncIterable<FileSystemFileHandle>) {
      const stream = await handle.createWritable({ keepExistingData: true });
      await stream.truncate((await handle.getFile()).size - 1);
      await stream.close();
    }
  });
  await page.goto('/');
  await expect(page).toHaveTitle('Trained – Chainrule');
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(async () => expect(await kept()).toEqual([])).toPass();
});
