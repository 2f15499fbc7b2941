/* The debugger as a learner meets it: steps, phases, the way out. The misconceptions that a story answers (SHOWING §0) stand in its name. */
import { expect, test } from './editor.ts';
import { Lane } from './lane.ts';
import { countRenders } from './renders.ts';

test('lesson 3 is stepped to its masked cells: the mask, then the gradient with the hatched cells (M8, M13)', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  const linear1 = editor.node('linear1');
  await expect(linear1.getByRole('img', { name: /^dZ/ })).toHaveAccessibleName(/mask 67%/);
  await lane.begin();
  // What is not computed yet is not shown.
  await expect(editor.node('relu1').getByRole('img', { name: /^A/ })).toHaveAccessibleName(/pending/);
  await expect(linear1.getByRole('img', { name: /^dZ/ })).toHaveAccessibleName(/pending/);
  await lane.until(/relu1, mask over the gradient of Z, 2 by 3$/);
  await expect(editor.node('relu1')).toContainText('mask linear1.Z');
  await expect(linear1).toContainText('needs relu1.dZ');
  await lane.until(/linear1, gradient of Z, 2 by 3, norm 4\.03$/);
  await expect(linear1.getByRole('img', { name: /^dZ/ })).toHaveAccessibleName(/mask 67%/);
  await expect(linear1.getByRole('img', { name: 'Backward 1 of 5' })).toBeVisible();
  await lane.until(/linear1, gradient of W, 3 by 2, norm 9\.01$/);
  await expect(linear1).toContainText('dW = dZᵀ·A');
  await expect(lane.row('dW = dZᵀ·A').filter({ hasText: 'linear1' })).toHaveAttribute('aria-selected', 'true');
});

test('phases are told apart, parameters are locked until Update, and Update alone moves them (M1, M2)', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  const weight = editor.node('linear2').getByRole('img', { name: /^W/ });
  await expect(weight).toHaveAccessibleName(/μ/);
  const before = await weight.getAttribute('aria-label');
  const locked = page.getByRole('img', { name: /^Locked until Update: this pass/ });
  await lane.begin();
  await expect(lane.phase('forward')).toHaveAttribute('aria-current', 'step');
  await expect(locked).toHaveCount(4);
  await page.keyboard.press('Alt+Period');
  await expect(lane.spoken).toHaveText(/^Forward/);
  await page.keyboard.press('Alt+Period');
  await expect(lane.phase('loss')).toContainText('4.250');
  await page.keyboard.press('Alt+Period');
  await expect(lane.phase('backward')).toHaveAttribute('aria-current', 'step');
  await expect(lane.phase('backward')).toContainText('21/21');
  await expect(locked).toHaveCount(4);
  expect(await weight.getAttribute('aria-label')).toBe(before);
  await page.keyboard.press('.');
  await expect(lane.spoken).toHaveText(/^Update 1 of 4, linear1, update of W/);
  await expect(locked).toHaveCount(0);
  const canvas = page.getByRole('application');
  await expect(canvas.getByRole('img', { name: /^Open: Update moves it now/ })).toHaveCount(4);
  await page.keyboard.press('Alt+Period');
  await expect(editor.measure('iteration')).toHaveText('1');
  await expect(weight).not.toHaveAccessibleName(before ?? '');
  // And back: the update is undone, phase by phase.
  await page.keyboard.press('Alt+Comma');
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(weight).toHaveAccessibleName(before ?? '');
});

test('by keyboard alone: a breakpoint, a run to it, steps in, over and back, the trace, and the way out', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  await page.locator('[data-id="relu1"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
  await expect(page.getByRole('button', { name: 'Breakpoint on relu1' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  const trace = page.getByRole('grid', { name: 'Trace' });
  await trace.focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Stopped at a breakpoint: relu1, before Backward.')).toBeVisible();
  await expect(editor.node('relu1')).toContainText('next');
  await page.keyboard.press('.');
  await expect(lane.spoken).toHaveText(/relu1, gradient of A/);
  await page.keyboard.press('Shift+Period');
  await expect(lane.spoken).toHaveText(/relu1, gradient of Z goes to linear1$/);
  await page.keyboard.press('Shift+Comma');
  await expect(lane.spoken).toHaveText(/linear2, gradient of A goes to relu1$/);
  await page.keyboard.press(',');
  await expect(lane.spoken).toHaveText(/linear2, gradient of A, 2 by 3/);
  await trace.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(lane.spoken).toHaveText(/linear2, gradient of W/);
  await page.keyboard.press('F9');
  await expect(page.getByRole('button', { name: 'Breakpoint on relu1' })).toHaveAttribute('aria-pressed', 'false');
  await lane.leave.focus();
  await page.keyboard.press('Enter');
  await expect(editor.train).toHaveAccessibleName(/Train/);
});

test('Run walks step by step at its speed, pauses, and steps back from there', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  await lane.begin();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('4');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(lane.phase('backward')).toHaveAttribute('aria-current', 'step');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const current = page.getByRole('grid', { name: 'Trace' }).locator('[aria-selected="true"]');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const position = Number(await current.getAttribute('aria-rowindex'));
  expect(position).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(current).toHaveAttribute('aria-rowindex', String(position - 1));
});

test('leaving restores the calm screen without a trace, and training goes on as if it had never been open', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=two-layers');
  const main = page.locator('body');
  const text = () => main.textContent();
  await expect(page.getByTestId('chart.loss')).toContainText('4.250');
  await expect(editor.node('linear1').getByRole('img', { name: /^dW/ })).toHaveAccessibleName(/μ/);
  const before = await text();
  await lane.begin();
  await lane.until(/linear1, gradient of W/);
  expect(await text()).not.toBe(before);
  await lane.leave.click();
  await expect(editor.train).toHaveAccessibleName(/Train/);
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(async () => expect(await text()).toBe(before)).toPass();
  await expect(page.getByRole('button', { name: /^Breakpoint/ })).toHaveCount(0);
});

test('with reduced motion nothing travels: the lane is lit, an arrow lies on it, and the step is told', async ({
  editor,
}) => {
  const { page } = editor;
  const lane = new Lane(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.open('?example=two-layers');
  await lane.begin();
  await lane.until(/relu1, gradient of Z goes to linear1$/);
  const wire = page.locator('[data-id="relu1.Z"]');
  await expect(wire.locator('[data-way="backward"][data-carries="true"]')).toHaveCount(1);
  await expect(wire.locator('[data-moves]')).toBeVisible();
  const running = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  expect(running).toBe(0);
});

test('a step renders nothing of a node that it does not concern', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  const renders = await countRenders(page);
  await editor.open('?example=digits');
  await lane.begin();
  await lane.until(/linear2, gradient of Z/);
  const before = await renders();
  await page.keyboard.press('.');
  await expect(lane.spoken).toHaveText(/linear2, gradient of W/);
  const after = await renders();
  // Of linear2: badge and its sign, footer, the marks of dZ and dW; the lanes of wires are no part of a node.
  expect(after.commits).toBeGreaterThan(before.commits);
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(8);
  expect(after.nodes).toBeGreaterThan(before.nodes);
});

test('a step touches only the nodes that it concerns', async ({ editor }) => {
  const { page } = editor;
  const lane = new Lane(page);
  await editor.open('?example=digits');
  await lane.begin();
  await lane.until(/linear2, gradient of W/);
  await page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(globalThis, { touched });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const node = element?.closest('[data-testid^="node."]');
        if (node) touched.add(node.getAttribute('data-testid') ?? '');
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-state'] });
  });
  await page.keyboard.press('.');
  await expect(lane.spoken).toHaveText(/linear2, gradient of b/);
  const touched = await page.evaluate(() => [...(globalThis as unknown as { touched: Set<string> }).touched]);
  expect(touched).toEqual(['node.linear2']);
});
