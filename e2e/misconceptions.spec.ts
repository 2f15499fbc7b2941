/* What learners get wrong, and where the screen answers it: the stories that no other file tells. docs/misconceptions.md
   names one for each. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './editor.ts';

const picture = (page: Page, address: string) => page.locator(`.react-flow [data-tensor="${address}"]`);

/** Rests the pointer on a cell of a picture of so many rows and columns. */
async function rest(page: Page, address: string, [row, column]: readonly number[], [rows, columns]: readonly number[]) {
  const figure = picture(page, address);
  const box = await figure.boundingBox();
  if (!box) throw new Error(`${address} is not on the screen`);
  await figure.hover({
    position: { x: ((column! + 0.5) / columns!) * box.width, y: ((row! + 0.5) / rows!) * box.height },
  });
}

test('a gradient has the shape of its value, and the shapes of the factors say where the transpose comes from (M3)', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  await picture(page, 'linear1.dW').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('(2×3)·(3×2) → 2×2 = shape of W ✓');
});

test('db is a sum over the batch: its cell came from a whole column of δ (M4)', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  await rest(page, 'linear1.db', [0, 0], [1, 2]);
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('linear1.db[0]');
  await expect(tip).toContainText('−0.167 + 0.333 + 0.167 = 0.333');
});

test('the W in δ’s formula is that of the next layer: a cell of dA lights up there (M7)', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await rest(page, 'relu1.dA', [0, 1], [2, 3]);
  await expect(page.getByRole('tooltip')).toContainText('relu1.dA[0,1]');
  await expect(picture(page, 'linear2.W').locator('path[data-mark="source ink"]')).toHaveAttribute('d', /M/);
  await expect(picture(page, 'linear1.W').locator('path[data-mark="source ink"]')).toHaveCount(0);
});

test('zeros and dead units are two numbers (M10)', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await picture(page, 'relu1.A').click();
  const statistics = page.getByTestId('inspector.statistics');
  // Four of six activations are 0, but only the third unit is so for every sample.
  await expect(statistics).toContainText('0% 67');
  await expect(statistics).toContainText('dead 1');
});

/** Twelve sigmoid layers without their skip connections. */
function plainDepth(): string {
  const document = JSON.parse(readFileSync('src/document/examples/residual-depth.json', 'utf8'));
  for (const id of Object.keys(document.nodes).filter((each) => each.startsWith('add'))) {
    for (const [input, output] of Object.entries(document.wires))
      if (output === `${id}.C`) document.wires[input] = `sigmoid${id.slice(3)}.A`;
    for (const input of ['A', 'B']) delete document.wires[`${id}.${input}`];
    delete document.nodes[id];
  }
  return JSON.stringify(document);
}

test('colours alone do not hide a gradient that has all but vanished: the meters tell it from afar (M12)', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles({
    name: 'deep.json',
    mimeType: 'application/json',
    buffer: Buffer.from(plainDepth()),
  });
  const rms = async (node: string) => {
    const meter = page.getByTestId(`chip.${node}`).locator('[data-kind="gradient"]');
    await expect(meter).toHaveAttribute('aria-label', /rms/);
    return Number((await meter.getAttribute('aria-label'))?.replace(/.*rms /, ''));
  };
  // Both pictures would be as colourful; the numbers are a million times apart.
  expect(await rms('linear13')).toBeGreaterThan(1e6 * (await rms('linear1')));
});
