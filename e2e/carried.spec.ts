/* A document inside of something else opens again: a picture of it, and a link with what was trained. */
import { readFileSync } from 'node:fs';
import { choose, rename } from './documents.ts';
import { expect, test } from './editor.ts';

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
