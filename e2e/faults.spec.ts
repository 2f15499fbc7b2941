/* What breaks beside storage: the engine's worker, its WebAssembly, a link that would be too long. Each has a sentence, a way
   on, and the document is as it was. */
import { readFileSync } from 'node:fs';
import { expect, test } from './editor.ts';

/** What the engine dies of: an error that nobody catches, and a trap of WebAssembly's own. */
const deaths = {
  'its worker throws': () => {
    setTimeout(() => {
      throw new Error('out of luck');
    });
  },
  'its WebAssembly traps': () => {
    const unreachable = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(unreachable))));
  },
};
for (const [name, die] of Object.entries(deaths))
  test(`the engine dies because ${name}: it is started again from its checkpoint, and that is said`, async ({
    editor,
  }) => {
    const { page } = editor;
    await editor.open('?example=xor');
    await editor.iterate();
    const loss = await editor.measure('loss').textContent();
    const engine = page.workers().find((worker) => worker.url().includes('trainer'));
    if (!engine) throw new Error('there is no engine');
    await engine.evaluate(die);
    await expect(page.getByRole('status').filter({ hasText: 'The engine was started again' })).toBeVisible();
    await expect(editor.node('tanh1')).toBeVisible();
    await expect(editor.measure('iteration')).toHaveText('1');
    await expect(editor.measure('loss')).toHaveText(loss ?? '');
    await editor.train.click();
    await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(1)).toPass();
  });

test('a link that would be too long is not made: the file is offered instead', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  // Letters without a pattern do not get shorter by deflating.
  const noise = Array.from(crypto.getRandomValues(new Uint8Array(60_000)), (byte) => (byte % 36).toString(36)).join('');
  const text = JSON.stringify({
    ...{ format: 'chainrule', version: 1, title: 'Long', wires: {}, training: {} },
    nodes: { text1: { type: 'text', position: { x: 0, y: 0 }, settings: { text: noise } } },
  });
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  await (await chooser).setFiles({ name: 'long.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(editor.node('text1')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const share = page.getByRole('dialog', { name: 'Share' });
  await expect(share).toContainText(/The link has \d+ characters, more than 32768/);
  await expect(share.getByLabel('Link')).toHaveCount(0);
  const download = page.waitForEvent('download');
  await share.getByRole('button', { name: 'Save as a file' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain(noise);
});
