/* Where a run stops by itself, and the console that is asked there. */
import { expect, test } from './editor.ts';
import { Lane, linked } from './lane.ts';

test('a diverging run stops at the first number that is not finite, on the node that made it, one key from its cause', async ({
  editor,
}) => {
  const { page } = editor;
  await page.goto(
    linked('two-layers', (document) => ({ ...document, training: { ...document.training, learningRate: 100 } })),
  );
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await page.keyboard.press('Space');
  const alert = page.getByRole('alert').filter({ hasText: 'What it was computed from was finite.' });
  await expect(alert).toBeVisible();
  const place = /^([\w-]+)\.(\w+): the first/.exec((await alert.textContent()) ?? '');
  const [, node = '', tensor = ''] = place ?? [];
  // The culprit is on the screen, selected, and its last micro-step is the current one.
  await expect(editor.node(node)).toBeInViewport();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(`${node}.${tensor}`);
  const current = page.getByRole('grid', { name: 'Trace' }).locator('[aria-selected="true"]');
  await expect(current).toContainText(node);
  const position = Number(await current.getAttribute('aria-rowindex'));
  await alert.getByRole('button', { name: /Step back/ }).click();
  await expect(alert).toBeHidden();
  await expect(current).toHaveAttribute('aria-rowindex', String(position - 1));
});

test('a condition on a tensor stops the run where it begins to hold, and says the number', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  await lane.begin();
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Stop when' });
  await expect(form).toContainText('linear1.dW');
  await form.getByRole('textbox', { name: 'Bound' }).fill('0.5');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('checkbox', { name: 'Stop at: rms(linear1.dW) < 0.5' })).toBeChecked();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/^Stopped at a breakpoint: rms\(linear1\.dW\) < 0\.5; it is 0\.[0-4]/)).toBeVisible();
  expect(await editor.number('iteration')).toBeGreaterThan(0);
});

test('pdb’s words walk, print expressions over the tensors that stand there, and stop where one holds', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=batch-of-three');
  await page.keyboard.press('`');
  const field = page.getByRole('textbox', { name: /^Command, or an expression/ });
  await expect(field).toBeFocused();
  const answers = page.getByRole('log', { name: 'Answers' });
  const type = async (line: string, answer: string | RegExp) => {
    await field.fill(line);
    await field.press('Enter');
    await expect(answers.locator('pre').last()).toContainText(answer);
  };
  await type('p linear1.dW', 'linear1.dW has not been computed yet in this iteration.');
  await type('s', /Forward 1 of/);
  await type('until linear1', /Backward|Loss|Forward/);
  await type('n', /linear1/);
  await page.keyboard.press('Escape');
  await type('p linear1.dW[1,0]', /^0\.04999\d+$/);
  await type('abs(linear1.dZ.T @ input1.X - linear1.dW).max() < 1e-6', 'True');
  await type('linear1.dW + linear1.dZ', '[2, 2] and [3, 2] do not fit');
  // What was typed comes back.
  await field.press('ArrowUp');
  await expect(field).toHaveValue('linear1.dW + linear1.dZ');
  await type('b linear1.dW', 'One number is needed here');
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await type('b norm(dW) > 9', 'Breakpoint 2: norm(linear1.dW) > 9');
  await type('b loss < 0.3', 'Breakpoint 3: loss < 0.3');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  await type('c', 'It runs until a breakpoint or a pause');
  await expect(page.getByText('Stopped at a breakpoint: loss < 0.3; it is 1.')).toBeVisible();
  expect(await editor.number('iteration')).toBeGreaterThan(0);
  await page.getByRole('tab', { name: 'Breakpoints' }).click();
  await expect(page.getByRole('checkbox', { name: 'Stop at: loss < 0.3' })).toBeChecked();
  await page.getByRole('combobox', { name: 'Stop at' }).selectOption('expression');
  await page.getByRole('textbox', { name: 'an expression' }).fill('dW[');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('tabpanel').getByRole('alert')).toHaveText(
    'It ends too early: something is missing at the end.',
  );
  await lane.leave.click();
});
