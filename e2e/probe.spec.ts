/* A number is questioned: where it came from, whom it feeds, by the pointer and by the keys. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './editor.ts';
import { countRenders } from './renders.ts';

/** A tensor's picture in its node; in the inspector where `inside` says so. */
const picture = (page: Page, address: string, inside = '.react-flow') =>
  page.locator(`${inside} [data-tensor="${address}"]`);

/** Rests the pointer on a cell of a picture of so many rows and columns. */
async function rest(
  figure: Locator,
  [row, column]: readonly [number, number],
  [rows, columns]: readonly [number, number],
) {
  const box = await figure.boundingBox();
  if (!box) throw new Error('the picture is not on the screen');
  const position = { x: ((column + 0.5) / columns) * box.width, y: ((row + 0.5) / rows) * box.height };
  await figure.hover({ position });
}
/** How many frames of a kind are drawn in a picture. */
async function frames(figure: Locator, kind: 'source' | 'target' | 'self') {
  const d = await figure.locator(`path[data-mark="${kind} ink"]`).getAttribute('d');
  return (d ?? '').split('M').length - 1;
}

test('lesson 2: hover dW[1,0]; column 1 of dZ and column 0 of A light up, 0.200 − 0.150 − 0 = 0.050', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  await rest(picture(page, 'linear1.dW'), [1, 0], [2, 2]);
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('linear1.dW[1,0]');
  await expect(tip).toContainText('0.200 − 0.150 − 0 = 0.050');
  await expect(tip).toContainText('(0.200)(1) + (−0.050)(3) + (−0.217)(0)');
  expect(await frames(picture(page, 'linear1.dW'), 'self')).toBe(1);
  // A whole column is one frame, as high as the picture.
  for (const address of ['linear1.dZ', 'input1.X']) {
    expect(await frames(picture(page, address), 'source'), address).toBe(1);
    await expect(picture(page, address).locator('path[data-mark="source ink"]')).toHaveAttribute('d', /v68h/);
  }
  await expect(page.locator('.react-flow__edge[data-id="linear1.A"]')).toHaveAttribute('data-lit', 'forward');
  await expect(editor.node('mse-loss1').locator('..')).toHaveCSS('opacity', '0.55');
  await expect(editor.node('input1').locator('..')).toHaveCSS('opacity', '1');
  await page.mouse.move(5, 5);
  await expect(tip).toBeHidden();
  await expect(editor.node('mse-loss1').locator('..')).toHaveCSS('opacity', '1');
});

test('lesson 2: hover dZ[1,0]; it paints row 0 of dW, db[0] and its row of dX', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  await rest(picture(page, 'linear1.dZ'), [1, 0], [3, 2]);
  await expect(page.getByRole('tooltip')).toContainText('linear1.dZ[1,0]');
  await expect(picture(page, 'linear1.dW').locator('path[data-mark="target ink"]')).toHaveAttribute(
    'd',
    'M-1 -1h70v24h-70z',
  );
  await expect(picture(page, 'input1.dX').locator('path[data-mark="target ink"]')).toHaveAttribute(
    'd',
    'M-1 21h70v24h-70z',
  );
  expect(await frames(picture(page, 'linear1.db'), 'target')).toBe(1);
  await expect(page.locator('.react-flow__edge[data-id="linear1.A"]')).toHaveAttribute('data-lit', 'backward');
});

test('lesson 3: the number that a mask hides is struck through', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await rest(picture(page, 'linear1.dZ'), [1, 1], [2, 3]);
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('relu1.dA[1,1]·(Z[1,1] > 0)');
  await expect(tip.locator('s')).toHaveText('−1');
  await expect(tip).toContainText('mask 0');
  // The exact 0 of Z1[0,2] is off, too.
  await rest(picture(page, 'linear1.dZ'), [0, 2], [2, 3]);
  await expect(tip).toContainText('linear1.dZ[0,2]');
  await expect(tip.locator('s')).toHaveText('−1');
});

test('two cells stay pinned, a third lets the first go, Escape clears', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  const dW = picture(page, 'linear1.dW');
  // The probe itself is fetched when a picture is first pointed at.
  await rest(dW, [0, 0], [2, 2]);
  await expect(page.getByRole('tooltip')).toBeVisible();
  for (const [row, column] of [
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const) {
    await rest(dW, [row, column], [2, 2]);
    await page.mouse.down();
    await page.mouse.up();
  }
  await page.mouse.move(5, 5);
  await expect(dW.locator('path[data-mark="self ink"]')).toHaveAttribute('d', 'M33 -1h36v24h-36zM-1 21h36v24h-36z');
  await expect(editor.node('mse-loss1').locator('..')).toHaveCSS('opacity', '1');
  await page.keyboard.press('Escape');
  await expect(dW.locator('path')).toHaveCount(0);
});

test('by keys only: from the node to dW in the inspector, arrow by arrow, read out in the live region', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=batch-of-three');
  await page.getByRole('group', { name: /^Linear/ }).focus();
  await page.keyboard.press('Enter');
  const dW = page.getByRole('complementary', { name: 'Inspector' }).getByRole('img', { name: /^dW/ });
  await expect(dW).toBeVisible();
  for (let stops = 0; stops < 60 && !(await dW.evaluate((one) => one === document.activeElement)); stops++)
    await page.keyboard.press('Tab');
  const spoken = page.getByRole('status').filter({ hasText: 'dW' });
  await expect(spoken).toHaveText('dW row 0 column 0, 0.833, sum of 3 products');
  await page.keyboard.press('ArrowDown');
  await expect(spoken).toHaveText('dW row 1 column 0, 0.05, sum of 3 products');
  expect(await frames(picture(page, 'linear1.dW', 'aside'), 'self')).toBe(1);
  // At the edge it stays, and the node does not move.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(spoken).toHaveText('dW row 1 column 1, 0.233, sum of 3 products');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeHidden();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  expect(await frames(picture(page, 'linear1.dZ'), 'source')).toBe(1);
  await page.keyboard.press('Escape');
  await expect(picture(page, 'linear1.dZ').locator('path')).toHaveCount(0);
});

test('no node renders for a cell that is looked at, and each one that is selected does', async ({ editor }) => {
  const { page } = editor;
  const renders = await countRenders(page);
  await editor.open('?example=digits');
  const dW = picture(page, 'linear2.dW');
  const tip = page.getByRole('tooltip');
  await rest(dW, [3, 9], [10, 30]);
  await expect(tip).toContainText('linear2.dW[3,9]');
  const before = await renders();
  for (const column of [10, 11, 12, 13]) {
    await rest(dW, [4, column], [10, 30]);
    await expect(tip).toContainText(`linear2.dW[4,${column}]`);
  }
  const after = await renders();
  expect(after.commits).toBeGreaterThan(before.commits);
  expect(after.nodes).toBe(before.nodes);
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  expect((await renders()).nodes).toBeGreaterThan(after.nodes);
});

test('while it trains the numbers follow the reports', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  const dW = picture(page, 'linear2.dW');
  await rest(dW, [3, 9], [10, 30]);
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('linear2.dW[3,9]');
  await page.keyboard.press('Space');
  const seen = new Set<string>();
  await expect(async () => {
    seen.add((await tip.textContent()) ?? '');
    expect(seen.size).toBeGreaterThan(3);
  }).toPass();
  await page.keyboard.press('Space');
  await expect(editor.train).toHaveAccessibleName(/Train/);
});

test('digits: a pinned dW lists the samples that push it most, as pictures, with what that means', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await rest(picture(page, 'linear2.dW'), [3, 9], [10, 30]);
  await page.mouse.down();
  await page.mouse.up();
  const formula = page.getByRole('complementary', { name: 'Inspector' }).getByRole('region', { name: 'Formula' });
  await expect(formula.getByTestId('inspector.shapes')).toHaveText('(10×32)·(32×30) → 10×30 = shape of W ✓');
  await expect(formula.getByTestId('inspector.numpy')).toHaveText('NumPy dW = dZ.T @ A');
  await expect(formula.getByTestId('probe.sum')).toContainText(/… 29 more, sum −?0\.\d+/);
  const bars = formula.getByTestId('probe.bars');
  await expect(bars.getByRole('heading')).toHaveText('The sum, one bar per sample32');
  await expect(bars.getByRole('img', { name: /^Sample \d+ of the batch$/ })).toHaveCount(6);
  await expect(bars).toContainText('26 more samples');
  // The rows are sorted by size, and with the rest they make the number.
  const number = (text: string) => Number(text.replace('−', '-'));
  const products = (await bars.locator('tr td:last-child').allTextContents()).map(number);
  const [result = 0] = products.splice(-1);
  const [left = 0] = products.splice(-1);
  expect(products.map(Math.abs)).toEqual(products.map(Math.abs).toSorted((a, b) => b - a));
  expect(Math.abs(products.reduce((sum, x) => sum + x, left) - result)).toBeLessThan(0.001);
  await expect(formula.getByTestId('probe.meaning')).toHaveText(
    /^(Negative|Positive): raising W\[3,9\] (lowers|raises) the loss\. The samples of class \d in this batch \(\d+\) contribute −?0\.\d+\.$/,
  );
});

test('pointing at a sample of a data set frames its row in every tensor that has one', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=moons');
  const points = page.locator('[data-samples="points1"]');
  const { width = 0, height = 0 } = (await points.boundingBox()) ?? {};
  await points.hover({ position: { x: (width * 3) / 16, y: height / 8 } });
  await expect(page.getByRole('tooltip')).toContainText('Sample 197 of the batch: its row is framed');
  for (const address of ['linear1.Z', 'linear1.dZ', 'relu2.A', 'linear3.dZ', 'cross-entropy-loss1.P'])
    expect(await frames(picture(page, address), 'target'), address).toBeGreaterThan(0);
  // A parameter has no rows of samples.
  await expect(picture(page, 'linear3.W').locator('path')).toHaveCount(0);
  await editor.open('?example=digits');
  const digits = page.locator('[data-samples="digits1"]');
  const picturesWide = (await digits.boundingBox())?.width ?? 0;
  await digits.hover({ position: { x: picturesWide / 16, y: picturesWide / 16 } });
  // Of 1,437 rows this batch has 32.
  await expect(page.getByRole('tooltip')).toHaveText('Row 0 of the data is not in this batch.');
});

test('a symbol of the formula lights its tensor up, and a click shows it large', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  const formula = page.getByRole('region', { name: 'Formula' });
  await formula.getByRole('button', { name: 'Show linear2.A' }).hover();
  await expect(picture(page, 'relu1.A').locator('path[data-mark="source ink"]')).toHaveAttribute('d', /^M/);
  await page.mouse.move(5, 5);
  await expect(picture(page, 'relu1.A').locator('path')).toHaveCount(0);
  await formula.getByRole('button', { name: 'Show linear2.dZ' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('inspector.tensor')).toHaveAccessibleName('linear2.dZ');
});

test('what is given has no sum, and says that it is given', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  const tip = page.getByRole('tooltip');
  await rest(picture(page, 'input1.X'), [1, 0], [2, 2]);
  await expect(tip).toHaveText('input1.X[1,0]2Adds to linear1.dW (3 cells), linear1.Z (3 cells)');
  await expect(page.getByRole('status').filter({ hasText: 'given' })).toHaveText('X row 1 column 0, 2, given');
});

test('while the debugger stands still, a pinned number is there from its turn on', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await rest(picture(page, 'linear1.dW'), [0, 0], [3, 2]);
  await page.mouse.down();
  await page.mouse.up();
  await page.mouse.move(5, 5);
  const sum = page.getByRole('complementary', { name: 'Inspector' }).getByTestId('probe.sum');
  await expect(sum).toContainText('= dZ[0,0]·A[0,0] + dZ[1,0]·A[1,0]');
  await page.keyboard.press('.');
  await expect(sum).toContainText('Not computed yet.');
  // To the end of forward, loss and backward.
  for (let phase = 0; phase < 3; phase++) await page.keyboard.press('Alt+.');
  await expect(sum).toContainText('= dZ[0,0]·A[0,0] + dZ[1,0]·A[1,0]');
});

test('why: a pinned dW is unfolded into its samples, and by keys back to the input and the loss', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await page.getByRole('group', { name: /^Linear linear1/ }).focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector
    .getByRole('group', { name: 'Tensors', exact: true })
    .getByRole('button', { name: 'dW' })
    .press('Enter');
  const dW = inspector.getByRole('img', { name: /^dW/ });
  await dW.focus();
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Why linear1.dW[0,0]?' }).press('Enter');
  const tree = inspector.getByRole('tree', { name: 'Where this number came from, step by step' });
  const rows = tree.getByRole('treeitem');
  await expect(rows.first()).toContainText('linear1.dW[0,0]');
  // Two samples, each with what it adds; their numbers; and what these are made of, as far as they go.
  await expect(rows).toHaveCount(3);
  await rows.first().focus();
  const root = Number((await rows.first().locator('b').textContent())?.replace('−', '-'));
  const shares = await tree.locator('[data-kind="share"] b').allTextContents();
  const total = shares.reduce((sum, text) => sum + Number(text.replace('−', '-')), 0);
  expect(Math.abs(total - root)).toBeLessThan(0.01 * Math.max(1, Math.abs(root)));
  for (let steps = 0; steps < 60; steps++) {
    const before = await rows.count();
    const focused = tree.locator('[role="treeitem"][tabindex="0"]');
    if ((await focused.getAttribute('aria-expanded')) === 'false') {
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(async () => (await rows.count()) > before || (await focused.textContent())?.includes('given'))
        .toBe(true);
    }
    await page.keyboard.press('ArrowDown');
  }
  await expect(tree).toContainText('mse-loss1.dL = 1 given');
  await expect(tree).toContainText('input1.X[1,0] = 2 given');
  // Left folds, and goes to the parent.
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.locator('[role="treeitem"][tabindex="0"]')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.locator('[role="treeitem"][tabindex="0"]')).toContainText('linear1.dW[0,0]');
  await inspector.getByRole('button', { name: 'Fold it away' }).click();
  await expect(tree).toBeHidden();
});
