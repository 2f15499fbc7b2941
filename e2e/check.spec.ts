/* Is it right? Gradients against differences, a kink, a nudge, and a number changed by hand. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const check = (page: Page) => inspector(page).getByRole('region', { name: 'Is it right?' });

/** Shows a tensor in the inspector, and one number of it. */
async function challenge({ page }: Editor, id: string, tensor: string, at: Record<string, number>): Promise<Locator> {
  await page.getByTestId(`node.${id}`).getByText(id, { exact: true }).click();
  await inspector(page).getByRole('button', { name: tensor, exact: true }).click();
  const section = check(page);
  await section.getByText('One number: nudge it, change it').click();
  for (const [axis, index] of Object.entries(at)) await section.getByLabel(axis).fill(String(index));
  await expect(section.getByTestId('check.cell')).toBeVisible();
  return section;
}

test('all gradients of an example are right, and each parameter says so', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Check all gradients' }).click();
  await expect(page.getByText(/All gradients are right: 70 numbers of 4 parameters/)).toBeVisible();
  for (const node of ['linear1', 'linear2'])
    await expect(editor.node(node).getByRole('img', { name: 'gradient: right' })).toHaveCount(2);
});

test('a planted wrong node turns what it spoils red, and the debugger stands where the gradient is wrong', async ({
  editor,
}) => {
  const { page } = editor;
  // The ReLU of the built engine forgets its mask: dZ = dA.
  let planted = 0;
  await page.context().route(/\/assets\/.*\.js/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(
      /(type:`relu`.*?backward:.*?dZ:\w+)\.mul\(\w+\.positive\(\)\)/s,
      (_, kept) => {
        planted++;
        return kept;
      },
    );
    await route.fulfill({ response: answer, body });
  });
  await editor.open('?example=two-layers');
  expect(planted).toBe(1);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Check all gradients' }).click();
  const notice = page.getByText(/^The gradient of linear1\.[Wb] does not agree .* backprop says .* difference/);
  await expect(notice).toBeVisible();
  await expect(editor.node('linear1').getByRole('img', { name: 'gradient: wrong' })).toHaveCount(2);
  await expect(editor.node('linear2').getByRole('img', { name: 'gradient: right' })).toHaveCount(2);
  await expect(page.getByRole('grid', { name: 'Trace' }).locator('[aria-selected="true"]')).toContainText('linear1');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(
    page.getByText(/^Stopped where the gradient check fails: linear1\.d[Wb], rel\. error 1\.$/),
  ).toBeVisible();
  // Who does not want to be led there switches it off.
  await page.getByRole('tab', { name: 'Breakpoints' }).click();
  await page.getByRole('checkbox', { name: 'Stop at: the gradient check fails' }).uncheck();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Check all gradients' }).click();
  await expect(notice).toBeVisible();
  await expect(editor.train).toBeVisible();
});

test('one tensor is checked on its own, with a picture of the errors', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  const section = check(page);
  await section.getByRole('button', { name: 'Check' }).click();
  await expect(section.getByTestId('check.verdict')).toHaveText(
    /✓ right: 4 numbers compared, largest rel\. error \de-\u20601\d\. 2 crossed a kink, not comparable\./,
  );
  await expect(section.getByRole('img', { name: /rel\. errors \[3, 2\]/ })).toBeVisible();
  await expect(editor.node('linear1').getByRole('img', { name: 'gradient: right' })).toHaveCount(1);
});

test('the kink of lesson 3 is no bug: crossed, not comparable', async ({ editor }) => {
  await editor.open('?example=two-layers');
  const section = await challenge(editor, 'linear1', 'dW', { Row: 2, Column: 0 });
  await expect(section.getByTestId('check.cell')).toHaveText(
    'backprop 0 · numeric −0.500 · crossed a kink, not comparable',
  );
  await section.getByLabel('Row').fill('1');
  await expect(section.getByTestId('check.cell')).toHaveText(
    /^backprop 4 · numeric 4.00 · rel\. error \de-\u20601\d ✓$/,
  );
});

test('nudging w of lesson 1 by 0.01 is predicted to change the loss by −0.04', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=one-linear');
  const section = await challenge(editor, 'linear1', 'W', {});
  const handle = section.getByRole('slider', { name: 'Nudge this number' });
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect(section.getByTestId('check.predicted')).toHaveText('predicted ΔL −0.0400 · actual ΔL −0.0398');
  // What lies downstream follows, and the network was not begun anew.
  await expect(editor.measure('loss')).toHaveText('1.960');
  await expect(section.getByLabel('Value')).toHaveValue('0.51');
  // A starting value is the document's, so undo is the document's.
  await page.getByRole('button', { name: 'Undo: change linear1.W' }).click();
  await expect(editor.measure('loss')).toHaveText('2.000');
  await expect(section.getByTestId('check.predicted')).toHaveText('predicted ΔL 0 · actual ΔL 0');
});

test('a number of a trained network is changed in the run, says so, and is put back by undo', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=moons');
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(100)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  const [iteration, loss] = [
    await editor.measure('iteration').textContent(),
    await editor.measure('loss').textContent(),
  ];
  const section = await challenge(editor, 'linear3', 'W', { Row: 0, Column: 1 });
  const before = await section.getByLabel('Value').inputValue();
  await section.getByLabel('Value').fill('2.5');
  await section.getByLabel('Value').press('Enter');
  await expect(section.getByText(/^Changed by hand at iteration .*linear3\.W\[0, 1\] .* → 2\.50$/)).toBeVisible();
  await expect(editor.measure('loss')).not.toHaveText(loss ?? '');
  await expect(editor.measure('iteration')).toHaveText(iteration ?? '');
  await page.getByRole('button', { name: 'Undo: change linear3.W' }).click();
  await expect(section.getByText(/^Changed by hand/)).toHaveCount(0);
  await expect(editor.measure('loss')).toHaveText(loss ?? '');
  await expect(section.getByLabel('Value')).toHaveValue(before);
  // And there again by redo.
  await page.getByRole('application').focus();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(section.getByText(/^Changed by hand at iteration .*linear3\.W\[0, 1\] .* → 2\.50$/)).toBeVisible();
  await expect(section.getByLabel('Value')).toHaveValue('2.5');
  // The field takes what is typed, and Ctrl+Enter trains with it.
  await section.getByLabel('Value').fill('2.25');
  await section.getByLabel('Value').press('ControlOrMeta+Enter');
  await expect(editor.train).toHaveAccessibleName(/Pause/);
  await expect(section.getByText(/linear3\.W\[0, 1\] .* → 2\.25$/)).toBeVisible();
});

test('what is no number is refused where it was typed; in the past nothing can be changed', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  const section = await challenge(editor, 'linear1', 'W', {});
  await section.getByLabel('Value').fill('half');
  await expect(section.getByRole('alert')).toHaveText('“half” is no number. Type one such as 0.5.');
  await section.getByLabel('Value').press('Escape');
  await expect(section.getByRole('alert')).toHaveCount(0);
  await editor.train.click();
  await expect(section.getByText('Pause training to look at one number.')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Iteration shown' })).toBeVisible();
  await editor.train.click();
  await page.getByRole('slider', { name: 'Iteration shown' }).press('Home');
  await expect(section.getByText(/^A past iteration is shown/)).toBeVisible();
  await expect(section.getByLabel('Value')).toHaveCount(0);
});

test('axe finds nothing serious in the check of a number while the past is shown', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  const section = check(page);
  await section.getByRole('button', { name: 'Check' }).click();
  await expect(section.getByTestId('check.verdict')).toBeVisible();
  await section.getByText('One number: nudge it, change it').click();
  await editor.train.click();
  await expect(page.getByRole('slider', { name: 'Iteration shown' })).toBeVisible();
  await editor.train.click();
  for (const past of [false, true]) {
    if (past) await page.getByRole('slider', { name: 'Iteration shown' }).press('Home');
    await expect(section.getByTestId('check.cell')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});
