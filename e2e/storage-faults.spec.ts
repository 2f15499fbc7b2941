/* Every fault of storage: a sentence, a way on, and a way out with the data. Faults of single calls are in calls.spec.ts, kills
   of the browser in kill.spec.ts. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { choose, rename, saved } from './documents.ts';
import { expect, test } from './editor.ts';

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
  // On a small screen with a node selected the way out is still there.
  await page.setViewportSize({ width: 1024, height: 768 });
  await editor.node('tanh1').getByText('tanh1', { exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
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
