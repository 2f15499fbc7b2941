/* Wherever gradients add up, the debugger shows what they add up. The misconceptions that a story answers (SHOWING §0) stand in its name. */
import type { Locator } from '@playwright/test';
import { expect, test } from './editor.ts';
import { Lane, linked } from './lane.ts';

test('at a fork the node waits for both gradients, and the strip shows each as it comes', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=residual-fork');
  await lane.begin();
  const bead = page.getByRole('button', { name: /^relu1\.A: / });
  await expect(bead).toHaveAccessibleName(/0 of 2/);
  await lane.until(/goes to relu1, 1 of 2 have come$/);
  await expect(bead).toHaveAccessibleName(/1 of 2/);
  await expect(editor.node('relu1')).toContainText('waits for: linear2');
  await bead.click();
  const strip = page.getByRole('region', { name: 'What adds up to relu1.dA' });
  await expect(strip.getByTestId('addend.add1.dB')).toContainText('‖·‖');
  await expect(strip.getByTestId('addend.relu1.dA')).toContainText('has not come yet');
  await page.keyboard.press('Escape');
  await expect(strip).toBeHidden();
  await lane.until(/relu1, gradient of A, 32 by 8/);
  await expect(bead).toHaveAccessibleName(/2 of 2/);
  await bead.click();
  await expect(strip.getByTestId('addend.relu1.dA')).toContainText('‖·‖');
  await expect(strip).toContainText(/Cosine between add1\.dB and linear2\.dA: −?[01]/);
});

/** What a picture says of its numbers: `mean` is the number itself where there is only one. */
async function said(picture: Locator, figure: 'μ' | '‖·‖'): Promise<number> {
  await expect(picture).toHaveAccessibleName(new RegExp(`${figure} `));
  const [, text = ''] = new RegExp(`${figure} ([^,]+)`).exec((await picture.getAttribute('aria-label')) ?? '') ?? [];
  return Number(text.replace('−', '-').replace(/\u2060/g, ''));
}
const addend = (strip: Locator, name: string) => strip.getByTestId(`addend.${name}`).getByRole('img');

test('lesson 4: −6 and 3 come to a fork, their sum is −3, and so say finite differences (M5)', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=fork');
  await lane.begin();
  await lane.until(/goes to a, 1 of 2 have come$/);
  const bead = page.getByRole('button', { name: /^a\.X: 1 of 2/ });
  await bead.click();
  const strip = page.getByRole('region', { name: 'What adds up to a.dX' });
  expect(await said(addend(strip, 'e.dA'), 'μ')).toBe(-6);
  await expect(strip.getByTestId('addend.d.dA')).toContainText('has not come yet');
  await page.keyboard.press('Escape');
  await lane.until(/ a, gradient of X, 1 by 1, norm 3$/);
  await page.getByRole('button', { name: /^a\.X: 2 of 2/ }).click();
  // Not the last, not their mean.
  const numbers = await Promise.all(['e.dA', 'd.dA', 'a.dX'].map((name) => said(addend(strip, name), 'μ')));
  expect(numbers).toEqual([-6, 3, -3]);
  await page.keyboard.press('Escape');
  await editor.node('a').getByText('a', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'dX', exact: true }).click();
  await inspector.getByText('One number: nudge it, change it').click();
  await expect(inspector.getByTestId('check.cell')).toHaveText(/^backprop −3 · numeric −3\.00 · rel\. error \S+ ✓$/);
});

test('at an add both ways get the whole gradient, and the layers beside the skip learn by it (M11)', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=residual-fork');
  await lane.begin();
  // All of forward, of the loss, then node by node.
  for (const _ of ['forward', 'loss']) await page.keyboard.press('Alt+Period');
  await lane.until(/add1, /, 'Shift+Period');
  const norms = (await page.getByRole('grid', { name: 'Trace' }).getByRole('row').allTextContents()).flatMap(
    (text) => /add1(?:receive dC|dA = dC|dB = dC).*rms (\S+)/.exec(text)?.[1] ?? [],
  );
  expect(norms).toHaveLength(3);
  expect(new Set(norms).size).toBe(1);
  // The layer that the skip goes around gets its gradient, and so does the one before the fork.
  for (const layer of ['linear2', 'linear1']) {
    await lane.until(new RegExp(`${layer}, `), 'Shift+Period');
    expect(await said(editor.node(layer).getByRole('img', { name: /^dW/ }), '‖·‖')).toBeGreaterThan(0.001);
  }
});

test('with gradients that are not zeroed the slot is a sum with what was carried over: −3, −6, −9 (M6)', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await page.goto(
    linked('fork', (document) => ({ ...document, training: { ...document.training, zeroGradients: false } })),
  );
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await lane.begin();
  const bead = page.getByRole('button', { name: /^a\.X: / });
  const strip = page.getByRole('region', { name: 'What adds up to a.dX' });
  const seen: number[][] = [];
  for (let pass = 0; pass < 3; pass++) {
    await lane.until(/ a, gradient of X, 1 by 1, norm/, 'Alt+Period');
    await expect(bead).toHaveAccessibleName(/3 of 3/);
    await bead.click();
    await expect(strip).toContainText('Gradients are not zeroed');
    const names = ['a.dX carried', 'e.dA', 'd.dA', 'a.dX'];
    // The iteration ends here: what was carried over has given way to the sum.
    await expect(strip.getByTestId('addend.a.dX carried')).toContainText('has given way to the sum');
    seen.push(await Promise.all(names.slice(1).map((name) => said(addend(strip, name), 'μ'))));
    await page.keyboard.press('Escape');
    await page.keyboard.press('.');
    await expect(lane.spoken).toHaveText(/^(Forward|Loss) 1 of/);
    await bead.click();
    expect(await said(addend(strip, 'a.dX carried'), 'μ')).toBe(-3 * (pass + 1));
    await page.keyboard.press('Escape');
  }
  expect(seen).toEqual([
    [-6, 3, -3],
    [-6, 3, -6],
    [-6, 3, -9],
  ]);
});

test('the bead of dW counts the rows of the batch, and its strip shows what each of them adds', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=batch-of-three');
  await lane.begin();
  const bead = page.getByRole('button', { name: /^linear1\.W: / });
  await expect(bead).toHaveAccessibleName(/0 of 3 rows/);
  await bead.click();
  const strip = page.getByRole('region', { name: 'What adds up to linear1.dW' });
  await expect(strip).toContainText('has not come yet');
  await page.keyboard.press('Escape');
  await lane.until(/linear1, gradient of W, 2 by 2, norm/);
  await expect(bead).toHaveAccessibleName(/3 of 3 rows/);
  await bead.click();
  // δ[n]ᵀ A[n] of lesson 2: their means, and that of the whole.
  const means = await Promise.all(['n = 0', 'n = 1', 'n = 2', 'Σ dW'].map((name) => said(addend(strip, name), 'μ')));
  for (const [place, mean] of [0.025, 0.1417, -0.0125, 0.1542].entries())
    expect(means[place], `addend ${place}`).toBeCloseTo(mean, 3);
});
