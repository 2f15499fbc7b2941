/* Data of one's own: dropped on the window, looked at, taken into the network, kept, missed and brought again. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { pack } from '../src/document/archive.ts';
import { expect, test } from './editor.ts';

/** Three kinds of points, some rows that cannot be used, decimals after a comma. */
function animals(): string {
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [kind, turn] = [i % 3, Math.floor(i / 3)];
    const x = kind * 2 + (turn % 7) / 7;
    const y = (kind === 1 ? 2 : 0) + (turn % 5) / 5;
    return `${x.toFixed(3)};${y.toFixed(3)};${['ant', 'bee', 'cat'][kind]}`.replaceAll('.', ',');
  });
  return ['width;height;kind', ...rows.slice(0, 20), '1,0;2,0', '', 'x;2,0;bee', ...rows.slice(20), ''].join('\n');
}

async function drop(page: Page, files: readonly { readonly name: string; readonly bytes: readonly number[] }[]) {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
/** The page takes drops a moment after it stands. */
async function dropped(page: Page, files: Parameters<typeof drop>[1]) {
  await expect(async () => {
    await drop(page, files);
    await expect(page.getByRole('dialog', { name: 'Bring data' })).toBeVisible({ timeout: 500 });
  }).toPass();
}
const csv = (name: string, text: string) => ({ name, bytes: [...new TextEncoder().encode(text)] });

function idx(shape: readonly number[], data: readonly number[]): number[] {
  const lengths = shape.flatMap((length) => [length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255]);
  return [0, 0, 8, shape.length, ...lengths, ...data];
}

test('a dropped CSV is read, its findings shown, its rows counted, and it takes the place of the points', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await dropped(page, [csv('animals.csv', animals())]);
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await expect(dialog.getByRole('combobox', { name: 'Columns end with' })).toHaveValue(';');
  await expect(dialog.getByRole('combobox', { name: 'Decimals after' })).toHaveValue(',');
  await expect(dialog.getByRole('combobox', { name: 'kind is' })).toHaveValue('target');
  await expect(dialog.getByTestId('data.dropped')).toHaveText(
    'Rows left out: 1 of another width, 1 with an input that is no number. The first is in line 22. Empty lines passed over: 1.',
  );
  await expect(dialog.getByRole('list', { name: 'Rows of each class' })).toContainText('bee: 50 rows, 33.3 %');
  // Read otherwise, it is one column of words; and back.
  await dialog.getByRole('combobox', { name: 'Columns end with' }).selectOption('|');
  await expect(dialog.getByRole('alert')).toHaveText('Choose at least one column as input.');
  await dialog.getByRole('combobox', { name: 'Columns end with' }).selectOption(';');
  await expect(dialog.getByTestId('data.summary')).toHaveText('150 rows · 2 inputs · 3 classes');
  await dialog.getByRole('button', { name: 'Use in place of points1' }).click();
  await expect(dialog).toBeHidden();
  await expect(editor.node('table1')).toContainText('150');
  await expect(editor.port('linear3.Z')).toHaveAccessibleName(/\[120, 3\]/);
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(95)).toPass();
});

test('the confusion matrix counts the mistakes, lists them, and one of them is traced through the network', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  // Every tenth label is wrong, so mistakes remain however long it trains.
  const noisy = animals()
    .split('\n')
    .map((line, i) => (i % 10 === 5 ? line.replace(/;\w+$/, ';cat') : line))
    .join('\n');
  await dropped(page, [csv('animals.csv', noisy)]);
  await page.getByRole('button', { name: 'Use in place of points1' }).click();
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(75)).toPass();
  await editor.train.click();
  await expect(page.getByRole('button', { name: /^Train/ })).toBeVisible();
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Confusion matrix and samples' }).click();
  const pane = page.getByRole('region', { name: 'Confusion matrix' });
  await expect(pane.getByTestId('samples.count')).toHaveText(/^[1-9]\d* of 30 test rows/);
  const counts = (await pane.getByRole('table').getByRole('button').allTextContents()).map((text) => Number(text) || 0);
  expect(counts.reduce((a, b) => a + b)).toBe(30);
  const wrong = Number((await pane.getByTestId('samples.count').textContent())?.split(' ')[0]);
  expect(wrong).toBe(counts.reduce((sum, count, i) => (i % 4 === 0 ? sum : sum + count), 0));
  // A cell beside the diagonal: its samples, and the first of them through the network.
  const cell = pane
    .getByRole('table')
    .getByRole('button', { name: /^[1-9]\d* of class (\w+) taken for (?!\1$)\w+$/ })
    .first();
  await cell.click();
  await expect(pane.getByRole('heading', { name: /^Is \w+, taken for \w+$/ })).toBeVisible();
  const loss = await editor.measure('loss').textContent();
  await pane
    .getByRole('button', { name: /^Trace row \d+ through the network$/ })
    .first()
    .click();
  await expect(pane.getByRole('status')).toHaveText(/^Row \d+ is the first row of every tensor/);
  await expect(editor.measure('loss')).toHaveText(loss ?? '');
  await pane.getByRole('button', { name: 'Leave' }).click();
  await expect(pane.getByRole('status')).toBeHidden();
});

test('the file is kept by its content: it is there after a reload, missed with a sentence, and taken back without a question', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await dropped(page, [csv('animals.csv', animals())]);
  await page.getByRole('button', { name: 'Use in place of points1' }).click();
  await expect(editor.node('table1')).toContainText('150');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.goto('/');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await expect(editor.node('table1')).toContainText('150');
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('data', { recursive: true }));
  await page.goto('/');
  await expect(page.getByRole('alert')).toHaveText(/^table1: the file [0-9a-f]{12}… is not here\. Bring it again/);
  // Where a dialog opens, drops are taken.
  await page.getByRole('button', { name: 'Keys and gestures' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await drop(page, [csv('renamed.csv', animals())]);
  await expect(page.getByRole('status').filter({ hasText: 'table1 has its data again.' })).toBeVisible();
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('pictures and labels in IDX become pictures on their node', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  const pictures = Array.from({ length: 60 * 64 }, (_, i) =>
    Math.floor(i / 64) % 3 === Math.floor((i % 64) / 24) ? 255 : 0,
  );
  const labels = Array.from({ length: 60 }, (_, i) => i % 3);
  await dropped(page, [
    { name: 'train-labels-idx1-ubyte', bytes: idx([60], labels) },
    { name: 'train-images-idx3-ubyte', bytes: idx([60, 8, 8], pictures) },
  ]);
  await expect(page.getByTestId('data.summary')).toHaveText('60 rows · 64 inputs · 3 classes');
  await page.getByRole('button', { name: 'Use in place of digits1' }).click();
  await expect(editor.port('table1.X')).toHaveAccessibleName(/\[32, 64\]/);
  await expect(editor.node('table1').getByRole('img')).toHaveAttribute('data-samples', 'table1');
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(95)).toPass();
});

/** An array of bytes as NumPy saves it. */
function npy(shape: string, data: readonly number[]): Uint8Array {
  const head = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117, ' ');
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    118,
    0,
    ...new TextEncoder().encode(`${head}\n`),
    ...data,
  ]);
}

test('of several arrays in an NPZ file, those are offered that go together, and others can be chosen', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const archive = pack([
    { name: 'near.npy', bytes: npy('(6, 2)', [0, 0, 9, 9, 1, 1, 8, 8, 0, 1, 9, 8]) },
    { name: 'wide.npy', bytes: npy('(6, 3)', [0, 0, 0, 9, 9, 9, 1, 1, 1, 8, 8, 8, 0, 1, 0, 9, 8, 9]) },
    { name: 'kind.npy', bytes: npy('(6,)', [0, 1, 0, 1, 0, 1]) },
  ]);
  await dropped(page, [{ name: 'arrays.npz', bytes: [...new Uint8Array(await archive.arrayBuffer())] }]);
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await expect(dialog.getByTestId('data.summary')).toHaveText('6 rows · 2 inputs · 2 classes');
  await expect(dialog.getByRole('combobox', { name: 'Target y' })).toHaveText('kind [6]');
  await dialog.getByRole('combobox', { name: 'Inputs X' }).selectOption('wide');
  await expect(dialog.getByTestId('data.summary')).toHaveText('6 rows · 3 inputs · 2 classes');
  await dialog.getByRole('button', { name: 'Use in place of points1' }).click();
  await expect(editor.port('table1.X')).toHaveAccessibleName(/, 3\]/);
  // The arrays are named in the document, so they are found again.
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.goto('/');
  await expect(editor.node('table1')).toContainText('6');
  await expect(editor.measure('loss')).toHaveText(/\d/);
});

test('a ZIP with a folder of pictures for each class is decoded in the size that is chosen', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  // Twelve pictures of 20 × 20: bright in the upper half, or in the lower.
  const pictures = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(20, 20);
    const context = canvas.getContext('2d');
    const encoded: { name: string; bytes: number[] }[] = [];
    for (let i = 0; context && i < 12; i++) {
      context.fillStyle = '#000';
      context.fillRect(0, 0, 20, 20);
      context.fillStyle = `rgb(255 ${200 + i} 200)`;
      context.fillRect(0, i % 2 === 0 ? 0 : 10, 20, 10);
      const picture = await canvas.convertToBlob({ type: i < 6 ? 'image/png' : 'image/jpeg' });
      const name = `set/${i % 2 === 0 ? 'above' : 'below'}/${i}.${i < 6 ? 'png' : 'jpg'}`;
      encoded.push({ name, bytes: [...new Uint8Array(await picture.arrayBuffer())] });
    }
    return encoded;
  });
  const files = pictures.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
  // The same as a folder.
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-pictures-'));
  for (const { name, bytes } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  // Where a dialog opens, drops are taken.
  await page.getByRole('button', { name: 'Keys and gestures' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(folder, 'set')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
  const first = page.getByRole('dialog', { name: 'Bring data' });
  await expect(first.getByTestId('data.summary')).toHaveText('12 rows · 784 inputs · 2 classes');
  rmSync(folder, { recursive: true });
  await first.getByRole('button', { name: 'Close' }).click();
  const archive = pack([...files, { name: 'set/notes.txt', bytes: new Uint8Array(3) }]);
  await dropped(page, [{ name: 'pictures.zip', bytes: [...new Uint8Array(await archive.arrayBuffer())] }]);
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await expect(dialog.getByTestId('data.summary')).toHaveText('12 rows · 784 inputs · 2 classes');
  await expect(dialog.getByTestId('data.left')).toHaveText('Other files left out: 1.');
  await expect(dialog.getByRole('list', { name: 'Rows of each class' })).toContainText('below: 6 rows, 50.0 %');
  await dialog.getByRole('spinbutton', { name: 'Side, pixels' }).fill('8');
  await page.keyboard.press('Enter');
  await expect(dialog.getByTestId('data.summary')).toHaveText('12 rows · 64 inputs · 2 classes');
  await dialog.getByRole('button', { name: 'Use in place of digits1' }).click();
  await expect(editor.node('table1').getByRole('img')).toHaveAttribute('data-samples', 'table1');
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(95)).toPass();
});

test('a text is learned character by character, and the network tells its characters apart', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=character-gpt');
  const kana = Array.from({ length: 40 }, (_, i) => String.fromCharCode(0x3041 + i)).join('');
  await dropped(page, [csv('verse.txt', kana.repeat(12))]);
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await expect(dialog.getByTestId('data.summary')).toHaveText('480 characters, 40 different · 14 windows of 32');
  await dialog.getByRole('radio', { name: 'rows of a table' }).check();
  await expect(dialog.getByRole('combobox', { name: 'Columns end with' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'a text, character by character' }).check();
  await dialog.getByRole('button', { name: 'Use in place of text1' }).click();
  await expect(editor.port('linear7.Z')).toHaveAccessibleName(/, 40\]/);
  await editor.train.click();
  await expect(async () => expect(await editor.number('loss')).toBeLessThan(1)).toPass();
});

test('a file that lies is refused with both lengths, and nothing changes', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await dropped(page, [{ name: 'train-images-idx3-ubyte', bytes: idx([4294967295, 65536, 65536], [1, 2, 3]) }]);
  await expect(page.getByRole('alert')).toHaveText(
    /^The IDX header says \[4294967295, 65536, 65536\], that is .* has 19\./,
  );
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(editor.node('points1')).toBeVisible();
});

test('points that are set by hand, and cells of a spreadsheet that are pasted, are data like any other', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await editor.node('points1').getByText('Points', { exact: true }).click();
  await page.getByRole('button', { name: 'Bring data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await dialog.getByRole('button', { name: 'Draw points' }).click();
  const plane = dialog.getByRole('application', { name: 'A plane to set points in' });
  const box = await plane.boundingBox();
  if (!box) throw new Error('the plane is not there');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 20, { steps: 8 });
  await page.mouse.up();
  await plane.focus();
  for (const key of ['2', 'Space', 'ArrowRight', 'Space', 'ArrowRight', 'Space', 'Delete'])
    await page.keyboard.press(key);
  await expect(dialog.getByText('11 points in 2 classes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Read these points' }).click();
  await expect(dialog.getByTestId('data.summary')).toHaveText('11 rows · 2 inputs · 2 classes');
  // Pasted cells take their place.
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
  }, 'a\tb\tkind\n1\t2\tx\n3\t4\ty\n5\t6\tx\n');
  await expect(dialog.getByTestId('data.summary')).toHaveText('3 rows · 2 inputs · 2 classes');
  await dialog.getByRole('button', { name: 'Use in place of points1' }).click();
  await expect(editor.node('table1')).toContainText('3');
});

test('digits that are drawn by keys and by the pointer become pictures to train on', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await editor.node('points1').getByText('Points', { exact: true }).click();
  await page.getByRole('button', { name: 'Bring data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bring data' });
  await dialog.getByRole('button', { name: 'Draw digits' }).click();
  const board = dialog.getByRole('application', { name: 'Your picture, 8 × 8 pixels' });
  await board.focus();
  // Ones from the middle down, told by a key.
  for (let each = 0; each < 3; each++)
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space', 'ArrowUp', 'ArrowUp', '1'])
      await page.keyboard.press(key);
  await expect(dialog.getByRole('img', { name: 'A 1, drawn by hand' })).toHaveCount(3);
  // A blank board is no digit.
  await page.keyboard.press('4');
  await expect(dialog.getByRole('img', { name: 'A 4, drawn by hand' })).toHaveCount(0);
  const box = await board.boundingBox();
  if (!box) throw new Error('the board is not there');
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 130, box.y + 30, { steps: 4 });
  await page.mouse.move(box.x + 60, box.y + 140, { steps: 4 });
  await page.mouse.up();
  await dialog.getByRole('button', { name: 'Keep the drawing as a 7' }).click();
  await expect(dialog.getByText('4 digits in 2 classes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Read these digits' }).click();
  await expect(dialog.getByTestId('data.summary')).toHaveText('4 rows · 64 inputs · 2 classes');
  await dialog.getByRole('button', { name: 'Use in place of points1' }).click();
  await expect(editor.node('table1')).toContainText('64');
});
