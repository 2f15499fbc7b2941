/* embed.html in a course's page: what it shows, what it hides, what it keeps, and that nothing else may be framed. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from './editor.ts';

/** A page of another origin on this machine that frames an address of ours; a real one, since browsers let no page of
    unknown origin reach into the own machine. */
async function course(page: Page, baseURL: string | undefined, path: string) {
  const body = `<!doctype html><title>A course</title><iframe src="${baseURL}${path}" width="900" height="600"></iframe>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
  server.close();
  return page.frameLocator('iframe');
}

test('a course frames a network: it trains, and what is hidden is away', async ({ page, baseURL }) => {
  const frame = await course(page, baseURL, '/embed.html?example=xor&hide=palette,dock,step,delete');
  await expect(frame.getByRole('heading', { name: 'XOR' })).toBeVisible();
  await frame.getByRole('button', { name: /^Train/ }).click();
  await expect(frame.getByTestId('measure.iteration')).toHaveText(/[1-9]/);
  await frame.getByRole('button', { name: /^Pause/ }).click();
  for (const name of [/^Step/, 'Menu', /^Open an example/, 'Share'])
    await expect(frame.getByRole('button', { name })).toHaveCount(0);
  await expect(frame.getByRole('region', { name: 'Nodes' })).toHaveCount(0);
  // A hidden command has no key either; others do.
  await frame.getByTestId('node.tanh1').getByText('tanh1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('m');
  await expect(frame.getByTestId('node.tanh1')).toHaveAttribute('data-muted', 'true');
  const link = frame.getByRole('link', { name: 'Open in the editor' });
  const opened = page.context().waitForEvent('page');
  await link.click();
  await expect((await opened).getByTestId('node.tanh1')).toHaveAttribute('data-muted', 'true');
});

test('every part that docs/embedding.md names can be hidden, and without hiding it is there', async ({
  page,
  baseURL,
}) => {
  const names = ['palette', 'transport', 'dock', 'inspector', 'step', 'reset', 'rate'];
  const guide = readFileSync(new URL('../docs/embedding.md', import.meta.url), 'utf8');
  for (const name of names) expect(guide).toContain(`\`${name}\``);
  /** What is to be seen of them while a node is selected. */
  const seen = async (hide: readonly string[]) => {
    await page.goto(`${baseURL}/embed.html?example=xor&hide=${hide.join()}`);
    await page.getByTestId('node.tanh1').getByText('tanh1', { exact: true }).click();
    await expect(page.getByTestId('node.tanh1')).toBeVisible();
    const parts = {
      palette: page.getByRole('region', { name: 'Nodes' }),
      transport: page.getByRole('button', { name: /^Train/ }),
      dock: page.getByTestId('chart.loss'),
      inspector: page.getByRole('complementary', { name: 'Inspector' }),
      step: page.getByRole('button', { name: /^Step/ }),
      reset: page.getByRole('button', { name: /^Reset/ }),
      rate: page.getByRole('combobox', { name: 'Learning rate' }),
    };
    for (const [name, part] of Object.entries(parts))
      await expect(part, `${name} with ${hide} hidden`).toHaveCount(hide.includes(name) ? 0 : 1);
  };
  await seen([]);
  await seen(names.filter((name) => name !== 'transport'));
});

test('read-only: it can be trained, an edit is refused in a sentence, and nothing is kept', async ({ editor }) => {
  const { page } = editor;
  await page.goto('/embed.html?example=xor&mode=read&lang=ja');
  await editor.node('tanh1').getByText('tanh1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('status').filter({ hasText: '表示専用' })).toBeVisible();
  await expect(editor.node('tanh1')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(0)).toPass();
  const kept = await page.evaluate(async () => [...(await indexedDB.databases()), ...Object.keys(localStorage)]);
  expect(kept).toEqual([]);
});

test('only embed.html may be framed: by the header, and where a host sends none, by the page itself', async ({
  page,
  baseURL,
}) => {
  const policy = async (path: string) =>
    (await page.request.get(`${baseURL}${path}`)).headers()['content-security-policy'];
  expect(await policy('/')).toContain("frame-ancestors 'none'");
  expect(await policy('/index.html')).toContain("frame-ancestors 'none'");
  expect(await policy('/embed.html')).toContain('frame-ancestors *');
  // A static host that sends no headers at all.
  await page.route(`${baseURL}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { 'content-type': 'text/html' } });
  });
  const frame = await course(page, baseURL, '/');
  await expect(frame.getByText('may not be shown inside another one')).toBeVisible();
  await expect(frame.getByRole('link', { name: 'Open it by itself' })).toBeVisible();
  await expect(frame.getByRole('button')).toHaveCount(0);
});
