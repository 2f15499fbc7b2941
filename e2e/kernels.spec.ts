/* The engine in a real browser: its quickest build, the same bits as in Node by the exact one, and work without either. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { Editor, expect, test } from './editor.ts';

async function openAbout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'About' }).click();
}

test('About names the kernels; asked for the same bits everywhere, training goes on with the plain build', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=moons');
  await editor.iterate();
  await expect(editor.measure('iteration')).toHaveText('1');
  await openAbout(page);
  const about = page.getByRole('dialog');
  await expect(about).toContainText('fused multiply-add');
  await about.getByLabel('Same bits on every machine').check();
  await expect(about).toContainText('the same bits on every machine');
  await page.keyboard.press('Escape');
  await expect(editor.measure('iteration')).toHaveText('1');
  await editor.iterate();
  await expect(editor.measure('iteration')).toHaveText('2');
});

test('a site without the kernels trains with plain loops, and says so', async ({ browser, baseURL }) => {
  // Not the common fixture: the browser logs the missing file, as it should.
  const page = await browser.newPage({ ...(baseURL && { baseURL }), locale: 'en-US' });
  await page.context().route('**/kernels/*.wasm', (route) => route.fulfill({ status: 404 }));
  const editor = new Editor(page);
  await editor.open('?example=moons');
  await editor.iterate();
  await expect(editor.measure('iteration')).toHaveText('1');
  await openAbout(page);
  await expect(page.getByRole('dialog')).toContainText('The kernels could not be loaded');
  await page.close();
});

test('500 steps of every example have the same bits in this browser as in Node', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page } = editor;
  await editor.open('?example=xor');
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('determinism-in-page.ts', import.meta.url)),
        name: 'determinism',
        formats: ['iife'],
      },
    },
  });
  const [chunk] = Array.isArray(bundle) && bundle[0] ? bundle[0].output : [];
  if (chunk?.type !== 'chunk') throw new Error('the models could not be bundled');
  const inPage = `fetch('kernels/plain.wasm').then((r) => r.arrayBuffer()).then((k) => determinism.hashesOf(k, 500, true))`;
  const found = await page.evaluate(`${chunk.code}; ${inPage}`);
  const { hashesOf } = runInThisContext(`${chunk.code}; determinism`) as typeof import('./determinism-in-page.ts');
  expect(found).toEqual(await hashesOf(Uint8Array.from(readFileSync('dist/kernels/plain.wasm')).buffer, 500, false));
});
