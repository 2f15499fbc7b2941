/* After the first visit the editor needs nobody to serve it, and without a network it is the build that was seen last. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from './editor.ts';

test.use({ serviceWorkers: 'allow' });

/** A server of its own, to be ended: the test's other server serves on. */
async function served(port: number): Promise<{ readonly url: string; readonly server: ChildProcess }> {
  const server = spawn(process.execPath, ['scripts/serve.mjs', '--port', `${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(server.stdout, 'data');
  const url = /http:\S+/.exec(String(line))?.[0];
  if (!url) throw new Error(`the server said: ${line}`);
  return { url, server };
}

test('the server goes, and the editor opens, trains, shows Japanese and keeps an edit', async ({ page }) => {
  const { url, server } = await served(0);
  try {
    await page.goto(`${url}?example=xor`);
    await expect(page.getByRole('button', { name: /^Train/ })).toBeVisible();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
  await page.goto(`${url}?example=digits&lang=ja`);
  await page.getByRole('button', { name: /^学習/ }).click();
  const iteration = page.getByTestId('measure.iteration');
  await expect(async () =>
    expect(Number((await iteration.textContent())?.replace(/\D/g, ''))).toBeGreaterThan(0),
  ).toPass();
  await page.getByTestId('node.relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('保存済み', { exact: true })).toBeVisible();
  await page.goto(`${url}?lang=ja`);
  await expect(page.getByTestId('node.linear1')).toBeVisible();
  await expect(page.getByTestId('node.relu1')).toBeHidden();
});
