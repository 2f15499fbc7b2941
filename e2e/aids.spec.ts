/* What helps on the canvas: the overview, guides, what a wire carries; and gestures that had no story. */
import type { Locator } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const grip = (editor: Editor, id: string) => middle(editor.node(id).getByText(id, { exact: true }));
const wire = ({ page }: Editor, output: string, input: string) =>
  page.getByRole('group', { name: `Wire from ${output} to ${input}`, exact: true });
const zoom = ({ page }: Editor) => page.getByText(/^\d+%$/);

test('the overview shows everything, goes where it is pressed, and is still there after a reload', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('Shift+m');
  const overview = page.getByRole('region', { name: 'Overview' });
  const before = await grip(editor, 'points1');
  const box = await overview.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 12, (box?.y ?? 0) + 58);
  await expect.poll(async () => (await grip(editor, 'points1')).x).toBeGreaterThan(before.x + 200);
  const moved = await grip(editor, 'points1');
  await overview.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await grip(editor, 'points1')).x).toBeLessThan(moved.x - 20);
  await page.reload();
  await expect(overview).toBeVisible();
  // On a small screen too, what is fitted lies beside it, not under it.
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.keyboard.press('Home');
  await expect(async () => {
    const [map, last] = await Promise.all([overview.boundingBox(), editor.node('cross-entropy-loss1').boundingBox()]);
    if (!map || !last) throw new Error('one of them is not on the screen');
    const [across, down] = [last.x + last.width > map.x, last.y + last.height > map.y];
    expect(across && down).toBe(false);
  }).toPass();
  await page.keyboard.press('Shift+m');
  await expect(overview).toBeHidden();
});

test('with snapping on, a dragged node comes to stand in line with a neighbour, and a line says so', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('Shift+g');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('chainrule.preferences'))).toContain('snap');
  const from = await grip(editor, 'relu1');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 3, from.y + 3);
  await page.mouse.move(from.x + 3, from.y + 40, { steps: 3 });
  await page.mouse.move(from.x + 2, from.y + 3, { steps: 3 });
  await expect(page.getByTestId('guides').locator('line')).not.toHaveCount(0);
  await page.mouse.up();
  expect((await grip(editor, 'relu1')).y).toBeCloseTo((await grip(editor, 'linear1')).y, 0);
  await expect(page.getByTestId('guides')).toBeHidden();
});

test('resting on a wire tells the shape and size of what flows and of the gradient that comes back', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const [out, into] = [await middle(editor.port('linear2.Z')), await middle(editor.port('relu2.Z'))];
  await page.mouse.move((out.x + into.x) / 2, (out.y + into.y) / 2, { steps: 3 });
  const tip = page.getByTestId('wire-tip');
  await expect(tip).toContainText('linear2.Z → relu2.Z');
  await expect(tip.locator('[data-way="forward"]').nth(0)).toHaveText(/→ Z 200×8 +μ .+ σ /);
  await expect(tip.locator('[data-way="backward"]')).toHaveText(/← dZ 200×8 +μ .+‖·‖ /);
  await page.mouse.move(out.x, out.y - 200);
  await expect(tip).toBeHidden();
  await editor.open('?example=fork');
  await wire(editor, 'a.X', 'd.A').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(tip).toContainText('One of 2 readers of a.X');
  await expect(page.locator('.react-flow__edge[data-fan]')).toHaveCount(2);
});

test('Alt-click on a port takes all its wires, and a loose node that is moved onto a wire is put into it', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=fork');
  await editor.port('a.X').click({ modifiers: ['Alt'] });
  await expect(wire(editor, 'a.X', 'd.A')).toBeHidden();
  await expect(wire(editor, 'a.X', 'e.A')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(wire(editor, 'a.X', 'e.A')).toBeAttached();
  await editor.open();
  await editor.drag('Sigmoid', 0.5, 0.9);
  const from = await grip(editor, 'sigmoid1');
  const [out, into] = [await middle(editor.port('linear2.Z')), await middle(editor.port('relu2.Z'))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 3, from.y + 3);
  await page.mouse.move((out.x + into.x) / 2, (out.y + into.y) / 2, { steps: 6 });
  await expect(page.locator('.react-flow__edge[data-under]')).toHaveCount(1);
  await page.mouse.up();
  await expect(wire(editor, 'linear2.Z', 'sigmoid1.Z')).toBeAttached();
  await expect(wire(editor, 'sigmoid1.A', 'relu2.Z')).toBeAttached();
  await expect(page.getByRole('button', { name: /^Undo: insert sigmoid1/ })).toBeEnabled();
});

test('Ctrl+X cuts, ] selects downstream, F2 renames, and = - 0 zoom', async ({ editor, context }) => {
  const { page } = editor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await editor.open();
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Control+x');
  await expect(editor.node('relu1')).toBeHidden();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"relu1"');
  await page.keyboard.press('Control+v');
  await expect(editor.node('relu1')).toBeVisible();
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  await page.keyboard.press(']');
  await expect(page.locator('[data-testid^="node."][data-selected="true"]')).toHaveCount(4);
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  await editor.node('relu2').getByText('relu2', { exact: true }).click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Label' }).fill('last one');
  await page.keyboard.press('Enter');
  await expect(editor.node('relu2').getByText('last one')).toBeVisible();
  await page.keyboard.press('0');
  await expect(zoom(editor)).toHaveText('100%');
  await page.keyboard.press('=');
  await expect(zoom(editor)).toHaveText('125%');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect(zoom(editor)).toHaveText('80%');
});
