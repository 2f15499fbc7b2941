/* Files of the user's own, through File System Access: chosen once, written again without asking, and what goes wrong has a
   sentence. The handles are real ones, of the origin's private file system; only who chooses them is a test. */
import type { Page } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

/** Pickers that choose `chosen.json`, and note what they were asked. */
async function withPickers({ page }: Editor): Promise<void> {
  await page.addInitScript(() => {
    const asked: string[] = [];
    Reflect.set(window, 'asked', asked);
    const chosen = async () => (await navigator.storage.getDirectory()).getFileHandle('chosen.json', { create: true });
    Reflect.set(window, 'showSaveFilePicker', ({ suggestedName }: { suggestedName: string }) => {
      asked.push(`save ${suggestedName}`);
      return chosen();
    });
    Reflect.set(window, 'showOpenFilePicker', async () => {
      asked.push('open');
      return [await chosen()];
    });
  });
}

const asked = (page: Page) => page.evaluate(() => Reflect.get(window, 'asked') as readonly string[]);

/** While it is being replaced the file cannot be read. */
const holds = (page: Page, text: string) =>
  expect(async () => {
    const written = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      return (await (await root.getFileHandle('chosen.json')).getFile()).text();
    });
    expect(written).toContain(text);
  }).toPass();

async function setRate(page: Page, rate: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Learning rate' });
  await field.fill(rate);
  await field.press('Enter');
  await field.blur();
}

test('a file is chosen once and then written again; opened elsewhere, it is that document, and its edits go there', async ({
  editor,
}) => {
  const { page } = editor;
  await withPickers(editor);
  await editor.open('?example=xor');
  await setRate(page, '0.25');
  await page.keyboard.press('ControlOrMeta+s');
  await holds(page, '"learningRate": 0.25');
  await setRate(page, '0.125');
  await page.keyboard.press('ControlOrMeta+s');
  await holds(page, '"learningRate": 0.125');
  expect(await asked(page)).toEqual(['save XOR.chainrule.json']);

  await editor.open('?example=moons');
  await page.keyboard.press('ControlOrMeta+o');
  await expect(editor.node('tanh1')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Learning rate' })).toHaveValue('0.125');
  await setRate(page, '0.5');
  await page.keyboard.press('ControlOrMeta+s');
  await holds(page, '"learningRate": 0.5');
  expect(await asked(page)).toEqual(['open']);
});

test('a picker that was closed changes nothing, and a file that cannot be written is named', async ({ editor }) => {
  const { page } = editor;
  await withPickers(editor);
  await page.addInitScript(() => {
    const choose = Reflect.get(window, 'showSaveFilePicker');
    const closed = () => Promise.reject(new DOMException('closed', 'AbortError'));
    Reflect.set(window, 'showSaveFilePicker', closed);
    Reflect.set(window, 'showOpenFilePicker', closed);
    Reflect.set(window, 'allow', () => Reflect.set(window, 'showSaveFilePicker', choose));
    FileSystemFileHandle.prototype.createWritable = () =>
      Promise.reject(new DOMException('not here', 'NoModificationAllowedError'));
  });
  await editor.open('?example=xor');
  await page.keyboard.press('ControlOrMeta+s');
  await page.keyboard.press('ControlOrMeta+o');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(editor.node('tanh1')).toBeVisible();
  await page.evaluate(() => Reflect.get(window, 'allow')());
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('alert')).toContainText('chosen.json');
});
