/* From an empty canvas to a trained digits network, by mouse; what the editor shows is what the command line says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Editor, expect, test } from './editor.ts';

const nodes = [
  ['Digits 8×8', 'digits1', 0.01, 0.06],
  ['Linear', 'linear1', 0.17, 0.06],
  ['ReLU', 'relu1', 0.39, 0.06],
  ['Linear', 'linear2', 0.585, 0.06],
  ['Cross-entropy', 'cross-entropy-loss1', 0.79, 0.06],
] as const;
const wires = [
  ['digits1.X', 'linear1.A'],
  ['linear1.Z', 'relu1.Z'],
  ['relu1.A', 'linear2.A'],
  ['linear2.Z', 'cross-entropy-loss1.Z'],
  ['digits1.y', 'cross-entropy-loss1.y'],
] as const;

async function build(editor: Editor): Promise<void> {
  const { page } = editor;
  await editor.open('?example=moons');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'New' }).click();
  await expect(page.getByRole('button', { name: 'Data', exact: true })).toBeVisible();
  for (const [name, id, across, down] of nodes) {
    await editor.drag(name, across, down);
    await expect(editor.node(id)).toBeVisible();
    // A click beside it closes the inspector, so that the next one finds the whole canvas.
    await page.locator('.react-flow__pane').click({ position: { x: 330, y: 480 } });
  }
  for (const [output, input] of wires) {
    await editor.wire(output, input);
    await expect(editor.port(input)).toHaveAttribute('data-wired', 'true');
  }
}

/** Sets a setting of the node that is clicked. */
async function set(editor: Editor, id: string, label: string, value: string): Promise<void> {
  await editor.node(id).getByText(id, { exact: true }).click();
  const field = editor.page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label);
  await field.fill(value);
  await field.press('Enter');
}

test('digits, Linear, ReLU, Linear, cross-entropy: dragged, wired, set, trained to .93', async ({ editor }) => {
  test.setTimeout(90_000);
  const { page } = editor;
  await build(editor);
  await set(editor, 'linear1', 'Output features', '30');
  // Ten classes do not fit eight columns: the problem says so and mends it.
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('10 classes but Z has only 8 columns');
  await problems.getByRole('button', { name: 'Set linear2 to 10 features' }).click();
  await expect(problems).toBeHidden();
  await expect(editor.port('linear2.Z')).toHaveAccessibleName(/\[32, 10\]/);

  // Before training, dW on the screen is what --dump writes for the same document.
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'dW', exact: true }).click();
  await inspector.getByText('Numbers').click();
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
  try {
    const download = page.waitForEvent('download');
    await page.keyboard.press('ControlOrMeta+s');
    const file = join(folder, 'built.json');
    await (await download).saveAs(file);
    execFileSync(process.execPath, ['dist/cli.js', 'run', file, '--steps', '3', '--dump', join(folder, 'dump.json')]);
    const dump = JSON.parse(readFileSync(join(folder, 'dump.json'), 'utf8'));
    const { shape, data } = dump.first['linear1.dW'];
    expect(shape).toEqual([30, 64]);
    const cells = inspector.getByTestId('inspector.table').locator('tbody tr').nth(3).locator('td');
    for (const column of [1, 2, 3]) {
      const shown = Number((await cells.nth(column).getAttribute('title'))?.replace('−', '-'));
      expect(Math.abs(shown - data[3 * 64 + column])).toBeLessThanOrEqual(
        1e-8 + 1e-6 * Math.abs(data[3 * 64 + column]),
      );
    }
    expect(await editor.measure('loss').textContent()).toBe(Number(dump.losses[0]).toPrecision(4));

    // Three steps: the curve's hover value is the command line's loss.
    for (let step = 1; step <= 3; step++) {
      await editor.iterate();
      await expect(editor.measure('iteration')).toHaveText(String(step));
    }
    writeFileSync(join(folder, 'losses'), JSON.stringify(dump.losses));
    const chart = page.getByTestId('chart.loss');
    await expect(chart.locator('.recharts-curve').first()).toBeAttached();
    const area = await chart.locator('.recharts-cartesian-grid').boundingBox();
    if (!area) throw new Error('the chart has no area');
    await page.mouse.move(area.x + 1, area.y + area.height / 2);
    await page.mouse.move(area.x + 2, area.y + area.height / 2);
    const hover = page.getByTestId('chart.hover');
    await expect(hover).toBeVisible();
    const step = Number((await page.getByTestId('chart.tooltip').first().textContent())?.match(/iteration (\d+)/)?.[1]);
    expect(Number(await hover.textContent())).toBeCloseTo(dump.losses[step], 5);
  } finally {
    rmSync(folder, { recursive: true });
  }

  const rate = page.getByLabel('Learning rate');
  await rate.fill('0.3');
  await rate.press('Enter');
  await editor.train.click();
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThanOrEqual(93)).toPass({
    timeout: 60_000,
  });
  await editor.train.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
});

test('undo goes all the way back to the empty canvas, redo all the way forward, and a reload keeps it', async ({
  editor,
}) => {
  const { page } = editor;
  await build(editor);
  const undo = page.getByRole('button', { name: /^Undo/ });
  const redo = page.getByRole('button', { name: /^Redo/ });
  while (await undo.isEnabled()) await page.keyboard.press('ControlOrMeta+z');
  for (const [, id] of nodes) await expect(editor.node(id)).toBeHidden();
  while (await redo.isEnabled()) await page.keyboard.press('ControlOrMeta+Shift+z');
  for (const [, id] of nodes) await expect(editor.node(id)).toBeVisible();
  for (const [, input] of wires) await expect(editor.port(input)).toHaveAttribute('data-wired', 'true');
  await page.goto('/');
  for (const [, id] of nodes) await expect(editor.node(id)).toBeVisible();
  await expect(editor.port('cross-entropy-loss1.y')).toHaveAttribute('data-wired', 'true');
});

test('a wire that does not fit is refused with its reason, and nothing changes', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  await editor.wire('digits1.y', 'linear1.A');
  await expect(page.getByRole('alert')).toContainText(
    'linear1: A wants ordinary numbers, but digits1.y carries class numbers',
  );
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeHidden();
});

test('a node is deleted by key, with its wires or healing them, and comes back', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  const remove = async (key: string) => {
    await editor.node('relu1').getByText('relu1', { exact: true }).click();
    await page.keyboard.press(key);
    await expect(editor.node('relu1')).toBeHidden();
  };
  const back = async () => {
    await page.keyboard.press('ControlOrMeta+z');
    await expect(editor.node('relu1')).toBeVisible();
    await expect(editor.train).toBeEnabled();
  };
  await remove('Delete');
  await expect(editor.port('linear2.A')).toHaveAttribute('data-wired', 'true');
  await expect(editor.train).toBeEnabled();
  await back();
  await remove('Alt+Delete');
  await expect(editor.port('linear2.A')).toHaveAttribute('data-wired', 'false');
  await expect(editor.train).toBeDisabled();
  await back();
});
