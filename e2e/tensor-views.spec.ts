/* Tensors as pictures: what stands behind them, how they are scaled, and what a node shows from far and from near. */
import type { Page } from '@playwright/test';
import { expect, test } from './editor.ts';
import { countRenders } from './renders.ts';

const picture = (page: Page, address: string) => page.locator(`.react-flow [data-tensor="${address}"]`);
const chip = (page: Page, address: string) => picture(page, address).locator('xpath=..').getByRole('button').first();

/** Turns the wheel over the middle of a node until the canvas is at this level of detail. */
async function zoomTo(page: Page, node: string, lod: number) {
  const canvas = page.locator('[data-lod]');
  const header = page.getByTestId(`node.${node}`).locator('header');
  await expect(async () => {
    const now = Number(await canvas.getAttribute('data-lod'));
    if (now !== lod) {
      await header.hover({ force: true });
      await page.mouse.wheel(0, now > lod ? 60 : -60);
    }
    expect(Number(await canvas.getAttribute('data-lod'))).toBe(lod);
  }).toPass({ intervals: [50] });
}

test('pointing at a picture puts its statistics in the place of the formula, and no node renders for it', async ({
  editor,
}) => {
  const { page } = editor;
  const renders = await countRenders(page);
  await editor.open();
  const node = editor.node('linear2');
  await expect(node).toContainText('Z = A·Wᵀ + b');
  await picture(page, 'linear2.Z').hover();
  const line = page.getByTestId('hovered');
  await expect(line).toContainText(/^Zμ [−.\d]/);
  const before = await renders();
  await picture(page, 'linear2.dW').hover();
  await expect(line).toContainText(/^dWμ/);
  expect((await renders()).nodes).toBe(before.nodes);
  const box = await node.boundingBox();
  await page.mouse.move(5, 5);
  await expect(line).toHaveCount(0);
  expect(await node.boundingBox()).toEqual(box);
});

test('five levels of detail, and none changes the size of a node', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const sizes = () =>
    page
      .locator('.react-flow__node')
      .evaluateAll((nodes) =>
        nodes.map((node) => [(node as HTMLElement).offsetWidth, (node as HTMLElement).offsetHeight]),
      );
  const node = editor.node('linear2');
  const before = await sizes();
  await zoomTo(page, 'linear2', 2);
  await expect(node.getByTestId('rms.linear2.dZ')).toHaveText(/\d/);
  expect(await sizes()).toEqual(before);
  await zoomTo(page, 'linear2', 1);
  await expect(page.getByTestId('chip.linear2')).toContainText('Linear200×8');
  await expect(page.getByTestId('chip.linear2').getByRole('img', { name: /^dZ rms/ })).toBeVisible();
  expect(await sizes()).toEqual(before);
  // Its letters are as large on the screen as small text elsewhere.
  const letters = await page.getByTestId('chip.linear2').getByText('Linear').boundingBox();
  expect(letters?.height).toBeGreaterThanOrEqual(12);
  // How large its numbers are lies below the letters; beside them it would cover those of a long name.
  const meter = (kind: string) => page.getByTestId('chip.linear2').locator(`[data-kind="${kind}"]`);
  for (const kind of ['value', 'gradient']) {
    const { y, width, height } = (await meter(kind).boundingBox()) ?? { y: 0, width: 0, height: 0 };
    expect(y).toBeGreaterThan((letters?.y ?? Number.NaN) + (letters?.height ?? Number.NaN));
    expect(width).toBeGreaterThan(height);
  }
  await zoomTo(page, 'linear2', 0);
  await expect(page.getByTestId('chip.linear2')).not.toContainText('Linear');
  await expect(meter('gradient')).toBeVisible();
  await expect(meter('value')).toBeHidden();
  expect(await sizes()).toEqual(before);
  // What cannot be seen is not pointed at.
  await node.hover();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await zoomTo(page, 'linear2', 4);
  await expect(page.getByTestId('detail.linear2.Z')).toContainText(/μ/);
  expect(await sizes()).toEqual(before);
});

test('the scale of one tensor is typed, that of two is linked, and both pictures follow', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const card = page.getByRole('dialog', { name: /linear/ });
  await expect(chip(page, 'linear2.W')).toHaveText(/^±/);
  const own = await chip(page, 'linear2.W').textContent();
  await chip(page, 'linear2.W').click();
  await expect(card).toContainText(/μ .*σ/);
  await card.getByRole('radio', { name: 'this number' }).check();
  await card.getByRole('spinbutton').fill('7');
  await expect(chip(page, 'linear2.W')).toHaveText('±7');
  await card.getByRole('radio', { name: 'what this tensor needs' }).check();
  await expect(chip(page, 'linear2.W')).toHaveText(own ?? '');
  await card.getByRole('checkbox', { name: /small numbers/ }).check();
  await expect(chip(page, 'linear2.W')).toHaveText(`~${own}`);
  await card.getByRole('checkbox', { name: /small numbers/ }).uncheck();
  await card.getByRole('radio', { name: 'all of this name' }).check();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await chip(page, 'linear1.W').click();
  await card.getByRole('radio', { name: 'all of this name' }).check();
  await expect(chip(page, 'linear1.W')).toHaveText('±1');
  await expect(chip(page, 'linear2.W')).toHaveText('±1');
});

test('any tensor opens as a table and is copied as a line of NumPy', async ({ editor, context }) => {
  const { page } = editor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await editor.open('?example=batch-of-three');
  await chip(page, 'linear1.dW').click();
  const card = page.getByRole('dialog', { name: /linear1\.dW/ });
  await card.getByRole('button', { name: 'Copy as NumPy' }).click();
  await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^np\.array\(\[\[0\.8\d+, /);
  expect(copied).toMatch(/dtype=np\.float32\)$/);
  await card.getByRole('button', { name: 'Open as table' }).click();
  const table = page.getByRole('dialog', { name: 'linear1.dW [out 2, in 2]' }).getByRole('table');
  await expect(table.getByRole('row').nth(2).getByRole('cell').first()).toHaveText('0.0500');
  await page.keyboard.press('Escape');
  await expect(table).toBeHidden();
});

test('behind a parameter lie its gradient, what the update adds and what it then is, each with its own numbers', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await chip(page, 'linear2.W').click();
  await page
    .getByRole('dialog', { name: /linear2\.W$/ })
    .getByRole('button', { name: '−α dW' })
    .click();
  const card = page.getByRole('dialog', { name: /linear2\.ΔW/ });
  await expect(card.getByRole('img', { name: /^−α dW \[1, 3\], μ/ })).toBeVisible();
  await expect(card.getByText(/^μ/)).toHaveCount(1);
});

test('one sample of a convolution is shown everywhere, and its slider moves all pictures', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=conv-digits');
  const bytes = (address: string) =>
    picture(page, address)
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const before = await Promise.all(['conv2d1.Z', 'relu1.A', 'conv2d1.W'].map(bytes));
  await editor.node('conv2d1').getByText('Conv2d', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Z', exact: true }).click();
  await inspector.getByRole('slider', { name: /^Sample 0/ }).fill('3');
  await expect(inspector.getByRole('slider', { name: /^Sample 3 of 0 to 31/ })).toBeVisible();
  await expect(async () => {
    const after = await Promise.all(['conv2d1.Z', 'relu1.A', 'conv2d1.W'].map(bytes));
    expect(after.map((one, index) => one === before[index])).toEqual([false, false, true]);
  }).toPass();
});
