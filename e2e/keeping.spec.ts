/* Nothing is lost: documents, versions, two tabs, and every fault of storage with a sentence, a way on and a way out. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

/** Gives the open document a title by hand: the smallest edit that everybody can see. */
async function rename(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /^Open an example/ }).dblclick();
  await page.getByRole('textbox', { name: 'Title of the document' }).fill(title);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(`${title} – Chainrule`);
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function addLinear(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('linear');
  await page.keyboard.press('Enter');
}

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

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

test('a full disk is said, the file can be saved, and saving resumes by itself when there is room', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=xor');
  // The disk is full for the pages that this test opens.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    Reflect.set(window, 'full', true);
    IDBObjectStore.prototype.put = function (...given) {
      if (Reflect.get(window, 'full')) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await rename(page, 'No room');
  const bar = page.getByRole('alert').filter({ hasText: 'no room left' });
  await expect(bar).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeHidden();
  const download = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Save as a file' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('"title": "No room"');
  await page.evaluate(() => Reflect.set(window, 'full', false));
  await expect(bar).toBeHidden({ timeout: 5000 });
  await page.goto('/');
  await expect(page).toHaveTitle('No room – Chainrule');
});

test('blocked storage is said, and the editor goes on in memory', async ({ editor }) => {
  const { page } = editor;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await editor.open('?example=xor');
  await rename(page, 'In memory');
  const bar = page.getByRole('alert').filter({ hasText: 'does not let the page keep anything' });
  await expect(bar).toBeVisible();
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(0)).toPass();
  const download = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toBe('In memory.chainrule.json');
});

/** Changes what storage has of the only document, behind the editor's back. */
async function tamper(page: Page, change: 'snapshot' | 'entry' | 'newer'): Promise<void> {
  await page.evaluate(async (what) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('chainrule'));
    const stores = database.transaction(['entries', 'snapshots'], 'readwrite');
    const store = stores.objectStore(what === 'entry' ? 'entries' : 'snapshots');
    const keys = await done(store.getAllKeys());
    for (const key of what === 'entry' ? keys.slice(-1) : keys) {
      const value = await done(store.get(key));
      await done(store.put({ ...value, text: `${value.text.slice(0, -20)}` }, key));
    }
    database.close();
  }, change);
}

test('a damaged record costs what follows on it, and that is said', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Good');
  await saved(page);
  await rename(page, 'Lost');
  await saved(page);
  await tamper(page, 'entry');
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('Part of what this browser had kept is damaged');
  await expect(page).toHaveTitle('Good – Chainrule');
});

test('a document that is damaged throughout is not opened, and its raw data can be saved', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Broken');
  await saved(page);
  await tamper(page, 'snapshot');
  await page.goto('/');
  const bar = page.getByRole('alert').filter({ hasText: 'The document “Broken” was not opened' });
  await expect(bar).toContainText('damaged');
  await expect(editor.train).toBeVisible();
  const download = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Save the raw data' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('Broken');
});

test('a database that was cleared behind our back is named at the next start', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Gone');
  await saved(page);
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(test.info().project.use.baseURL ?? '').origin,
    storageTypes: 'indexeddb',
  });
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('has kept documents of yours before (the last was “Gone”)');
});

test('a file of a newer version is shown, is not changed or kept, and is given out as it was', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  const node = { type: 'linear', position: { x: 0, y: 0 }, settings: { features: 3 }, folds: 2 };
  const text = JSON.stringify({ format: 'chainrule', version: 7, nodes: { linear1: node }, wires: {}, warp: true });
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  await (await chooser).setFiles({ name: 'n.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('status').filter({ hasText: 'version 7' })).toBeVisible();
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('status').filter({ hasText: 'only shown here' })).toBeVisible();
  await expect(editor.node('linear1')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file as it was' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(text);
  await choose(page, 'Documents…');
  await expect(page.getByText('Nothing has been kept yet')).toBeVisible();
});

test('a picture of the graph carries the document: saved as SVG or PNG and opened, it is there again', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await rename(page, 'Pictured 名');
  for (const kind of ['SVG', 'PNG']) {
    const download = page.waitForEvent('download');
    await choose(page, `Save a picture (${kind})`);
    const made = await download;
    expect(made.suggestedFilename()).toBe(`Pictured 名.${kind.toLowerCase()}`);
    await expect(page.getByRole('status').filter({ hasText: 'carries the document' })).toBeVisible();
    const file = await made.path();
    await choose(page, 'New');
    await expect(editor.node('linear1')).toBeHidden();
    const buffer = readFileSync(file);
    const type = kind === 'SVG' ? 'image/svg+xml' : 'image/png';
    // Dropped on the window, as from a folder.
    const transfer = await page.evaluateHandle(
      ([base64, name, mime]) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mime }));
        return data;
      },
      [buffer.toString('base64'), `x.${kind.toLowerCase()}`, type] as const,
    );
    await page.getByRole('application').dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page).toHaveTitle('Pictured 名 – Chainrule');
    await expect(editor.node('linear1')).toBeVisible();
  }
});

test('a link with the trained parameters begins where training stood', async ({ editor, context }) => {
  const { page } = editor;
  const share = page.getByRole('dialog', { name: 'Share' });
  const withParameters = share.getByRole('checkbox', { name: 'With the parameters as they are after iteration 2' });
  await editor.open('?example=moons');
  for (let step = 0; step < 2; step++) await editor.iterate();
  const loss = await editor.measure('loss').textContent();
  await page.getByRole('button', { name: 'Share' }).click();
  const plain = await share.getByLabel('Link').inputValue();
  await withParameters.check();
  await expect(share.getByLabel('Link')).not.toHaveValue(plain);
  const link = await share.getByLabel('Link').inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByTestId('measure.iteration')).toHaveText('0');
  // The whole data set is one batch here.
  await expect(other.getByTestId('measure.loss')).toHaveText(loss ?? '');
  await other.close();
});

test('what training has come to is kept beside the document: a reload goes on from there, with the same numbers', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await rename(page, 'Trained');
  await saved(page);
  await editor.stopAt(20);
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
  // A file that was cut is no training: the document opens and begins anew.
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

test('after two starts that failed the third opens safe mode, which gives the raw data out', async ({
  page,
  baseURL,
}) => {
  await page.goto(`${baseURL}/?example=xor`);
  await rename(page, 'Poisoned');
  await saved(page);
  // A document whose drawing throws: React Flow finds no place for anything.
  await page.addInitScript(() => {
    if (!location.search.includes('example'))
      Element.prototype.getBoundingClientRect = () => {
        throw new Error('poison');
      };
    Reflect.set(
      window,
      'ResizeObserver',
      class {
        constructor() {
          if (!location.search.includes('example')) throw new Error('poison');
        }
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
  });
  for (let start = 0; start < 2; start++) {
    await page.goto(`${baseURL}/`);
    await expect(page.getByRole('alert').first()).toContainText('The document is safe');
  }
  await page.goto(`${baseURL}/`);
  await expect(page.getByRole('heading', { name: 'Chainrule, safe mode' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Poisoned' })
    .getByRole('button', { name: 'Save the raw data' })
    .click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('Poisoned');
  await page.getByRole('link', { name: 'Start the editor with an example' }).click();
  await expect(page.getByRole('button', { name: /^Train/ })).toBeVisible();
});
