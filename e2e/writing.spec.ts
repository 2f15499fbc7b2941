/* Writing a backward oneself: blanked, tried three times, marked, right, and the curve that joins the true one; by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './editor.ts';

test('linear_backward is blanked, tried wrongly three times, and written rightly, by keyboard alone', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=digits');
  const node = page.locator('.react-flow__node[data-id="linear1"]');
  await node.focus();
  await page.keyboard.press('Enter');
  const section = page.getByRole('region', { name: 'The backward, written by you' });
  await section.getByRole('button', { name: 'Rewrite the backward' }).focus();
  await page.keyboard.press('Enter');
  const code = section.getByRole('textbox', { name: 'Backward of linear1' });
  await expect(code).toBeFocused();
  await expect(code).toHaveText(/dW = ___\s*db = ___\s*dA = ___/);
  const mark = section.getByTestId('writing.mark');
  await expect(mark).toContainText('Not finished yet');
  await expect(mark).toContainText('Line 1: Here is a blank');
  // Nobody has done anything wrong so far.
  await expect(page.getByRole('alert')).toHaveCount(0);

  const write = async (...lines: string[]) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(lines.join('\n'));
  };
  await page.keyboard.press('Control+A');
  await page.keyboard.type('dW = one_h');
  await section.getByRole('option', { name: 'one_hot' }).click();
  await expect(code).toHaveText('dW = one_hot');
  await write('W.grad_ = Z.grad_ @ A', 'db = dZ.sum(0)', 'dA = dZ @ W');
  await expect(mark).toContainText(
    /the axes of \d+ and \d+ clash\. Turned over, Z\.grad_\.T @ A would give \[30, 64\]/,
  );
  await expect(mark).toContainText('A transpose is missing in “Z.grad_ @ A”');
  await write('dW = dZ.T @ A', 'db = dZ.mean(0)', 'dA = dZ @ W');
  await expect(mark).toContainText('“dZ.mean(0)” takes the mean; the shares of the samples add up.');
  await expect(section.getByRole('table')).toContainText('ratio');
  await write('dW = -dZ.T @ A', 'db = dZ.sum(0)', 'dA = dZ @ W');
  await expect(mark).toContainText('dW has the wrong sign');
  await write('dW = dZ.T @ A', 'db = dZ.sum(0)', 'dA = dZ @ W');
  await expect(mark).toHaveAttribute('data-right', 'true');
  await page.keyboard.press('End');
  await expect(section.getByTestId('writing.shape')).toHaveText(/is \[\d+, \d+\]/);

  // The first Escape may put away a list of completions.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(node).toBeFocused({ timeout: 500 });
  }).toPass();
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await page.keyboard.press('Space');
  await expect.poll(() => editor.number('iteration')).toBeGreaterThan(20);
  await page.keyboard.press('Space');
  // The two curves are one, as far as another order of sums lets them be.
  await expect(async () => {
    const name = await page.getByTestId('chart.loss').getAttribute('aria-label');
    const [, written, at, truth, same] =
      name?.match(/: (\S+) at iteration (.+)\. true one: (\S+) at iteration (.+)$/) ?? [];
    expect(same).toBe(at);
    expect(Math.abs(Number(written) / Number(truth) - 1)).toBeLessThan(0.05);
  }).toPass({ timeout: 20_000 });
  const shown = page.getByTestId('inspector.numpy');
  const tensors = page.getByRole('group', { name: 'Tensors', exact: true });
  await tensors.getByRole('button', { name: 'dW', exact: true }).press('Enter');
  await expect(shown).toHaveText('NumPy dW = dZ.T @ A');
  const { violations } = await new AxeBuilder({ page }).include('[data-inspector]').analyze();
  expect(violations).toEqual([]);
  // Another node: the editor goes.
  await page.locator('.react-flow__node[data-id="relu1"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rewrite the backward' })).toBeVisible();
});

test('a backward is broken, sought in the wrong node, found, and explained', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await editor.node('mse-loss1').getByText('mse-loss1', { exact: true }).click();
  await page.getByText('Break it for me').click();
  await page.getByRole('button', { name: 'Easy' }).click();
  const section = page.getByRole('region', { name: 'Break it for me' });
  await expect(section).toContainText('One backward of this network is broken.');
  const names = ['linear1', 'relu1', 'linear2', 'mse-loss1'];
  const code = page.getByRole('textbox', { name: /^Backward of/ });
  for (const id of names) {
    await page.locator(`.react-flow__node[data-id="${id}"]`).focus();
    await page.keyboard.press('Enter');
    await section.getByRole('button', { name: 'It is this one' }).click();
    await expect(code.or(section.getByText(`the backward of ${id} is right`))).toBeVisible();
    if (await code.isVisible()) break;
  }
  await expect(page.getByTestId('writing.mark')).toHaveAttribute('data-right', 'false');
  await expect(page.getByTestId('writing.mark').getByRole('paragraph')).not.toHaveCount(1);
});
