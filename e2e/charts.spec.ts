/* The charts of the dock: each is chosen from one menu, shows the iteration that the graph shows, and is taken along. */
import { readFileSync } from 'node:fs';
import { type Editor, expect, test } from './editor.ts';

async function trained(editor: Editor): Promise<void> {
  await editor.open();
  await editor.train.click();
  await expect(async () => expect(await editor.number('iteration')).toBeGreaterThan(200)).toPass();
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
}

async function choose(editor: Editor, name: string): Promise<void> {
  await editor.page.getByRole('button', { name: 'More charts' }).click();
  await editor.page.getByRole('menuitem', { name, exact: true }).click();
}

test('gradient flow, updates, activations, weights and the rate are drawn; one iteration is shown by all of them', async ({
  editor,
}) => {
  const { page } = editor;
  await trained(editor);
  await choose(editor, 'Update : weight');
  await expect(page.getByTestId('chart.update')).toHaveAccessibleName(/linear1\.W −\d\.\d+; linear2\.W −\d/);
  const slider = page.getByRole('slider', { name: 'Iteration shown' });
  await slider.press('Home');
  for (let i = 0; i < 7; i++) await slider.press('ArrowRight');
  await expect(editor.measure('iteration')).toHaveText('7');
  await choose(editor, 'Gradient flow');
  const flow = page.getByTestId('chart.flow');
  await expect(flow.getByRole('img')).toHaveAccessibleName(
    /^Gradient flow at iteration 7: from linear1 at \S+ to linear/,
  );
  await flow.getByRole('button', { name: /^Show linear1: rms/ }).click();
  await expect(page.getByTestId('inspector.tensor')).toHaveAccessibleName(/^linear1\./);
  await choose(editor, 'Activations');
  await expect(page.getByTestId('chart.activations')).toHaveAccessibleName(/at iteration 7: relu1\.A zeros \d+%/);
  await choose(editor, 'Learning rate');
  await expect(page.getByTestId('chart.rate')).toHaveAccessibleName(/: 0\.\d+ at iteration \d/);
  await choose(editor, 'Weights over time');
  await page.getByRole('combobox', { name: 'Tensor' }).selectOption('linear1.dW');
  await expect(page.getByTestId('chart.weights')).toHaveAccessibleName(/Spread of linear1\.dW .* from −\S+ to \d/);
});

test('a chart is saved as SVG, as PNG and as CSV with every iteration', async ({ editor }) => {
  const { page } = editor;
  await trained(editor);
  const taken = async (name: string) => {
    const download = page.waitForEvent('download');
    await choose(editor, name);
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const svg = await taken('Save chart as SVG');
  expect(svg.name).toMatch(/-loss\.svg$/);
  // What it shows needs no style sheet of the page.
  expect(svg.bytes.toString()).toMatch(/<path[^>]* stroke="rgb\(/);
  expect(svg.bytes.toString()).not.toMatch(/ (?:stroke|fill)="var\(/);
  const png = await taken('Save chart as PNG');
  expect([...png.bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  const csv = (await taken('Save numbers as CSV')).bytes.toString().trim().split('\n');
  expect(csv[0]).toBe('iteration,loss,test loss');
  expect(csv.filter((line) => /^\d+,\d\S*,/.test(line)).length).toBe(await editor.number('iteration'));
});
