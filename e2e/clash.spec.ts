/* Shapes that explain themselves: what clashes is boxed where it clashes, and one click mends it. */
import type { Page } from '@playwright/test';
import { expect, test } from './editor.ts';

/** A piece of a drawing, pasted as text: A [4, 3] is wired to a product, B [2, 3] is not. */
const PRODUCT = JSON.stringify({
  format: 'chainrule',
  version: 1,
  title: '',
  nodes: {
    input1: { type: 'input', position: { x: 0, y: 0 }, settings: { shape: [4, 3] } },
    parameter1: { type: 'parameter', position: { x: 0, y: 260 }, settings: { shape: [2, 3], init: 'normal' } },
    matmul1: { type: 'matmul', position: { x: 340, y: 0 }, settings: {} },
    sum1: { type: 'sum', position: { x: 640, y: 0 }, settings: {} },
  },
  wires: { 'matmul1.A': 'input1.X', 'sum1.A': 'matmul1.C' },
});

async function product(page: Page): Promise<void> {
  await page.goto('/?example=moons');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'New' }).click();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
  }, PRODUCT);
  await expect(page.getByTestId('node.sum1')).toBeVisible();
  await page.keyboard.press('Home');
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 400 } });
}

test('a refused wire stays drawn with both shapes, the clashing axes boxed, and one click makes it fit', async ({
  editor,
}) => {
  const { page } = editor;
  await product(page);
  await editor.wire('parameter1.W', 'matmul1.B');
  const notice = page.getByRole('alert').filter({ hasText: 'cannot be multiplied' });
  await expect(notice.getByTestId('clash')).toHaveText('A [4, 3] ✗ B [2, 3]');
  await expect(notice.getByTestId('clash').locator('mark')).toHaveText(['3', '2']);
  await expect(page.getByTestId('refused-wire')).toBeVisible();
  await notice.getByRole('button', { name: 'Insert a transpose before matmul1.B' }).click();
  await expect(editor.port('matmul1.B')).toHaveAttribute('data-wired', 'true');
  await expect(editor.node('transpose1')).toBeVisible();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('refused-wire')).toBeHidden();
  await expect(editor.train).toBeEnabled();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.node('transpose1')).toBeHidden();
  await expect(editor.port('matmul1.B')).toHaveAttribute('data-wired', 'false');
});

test('a wire that a setting broke is red, its axes are boxed at the ports and on the node, and Ctrl+. mends it', async ({
  editor,
}) => {
  const { page } = editor;
  await product(page);
  await editor.wire('parameter1.W', 'matmul1.B');
  await page.getByRole('button', { name: 'Insert a transpose before matmul1.B' }).click();
  await editor.node('transpose1').getByText('transpose1', { exact: true }).click();
  await page.keyboard.press('Delete');
  const node = editor.node('matmul1');
  // Healing would clash, so B is left without a wire; another shape fits, and the next one breaks it.
  await editor.node('parameter1').getByText('parameter1', { exact: true }).click();
  const shape = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Shape');
  await shape.fill('3, 2');
  await shape.press('Enter');
  await editor.wire('parameter1.W', 'matmul1.B');
  await expect(editor.train).toBeEnabled();
  await shape.fill('5, 2');
  await shape.press('Enter');
  await expect(node.getByTestId('clash')).toHaveText('A [4, 3] ✗ B [5, 2]');
  // At the ports and in the body.
  await expect(node.locator('mark')).toHaveText(['3', '5', '3', '5']);
  await expect(page.locator('.react-flow__edge[data-id="matmul1.B"] .react-flow__edge-path')).toHaveCSS(
    'stroke-dasharray',
    /\d/,
  );
  await shape.fill('4, 4');
  await shape.press('Enter');
  await expect(node.getByRole('button', { name: 'Swap matmul1.A and matmul1.B' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+.');
  await expect(editor.train).toBeEnabled();
  await expect(node.getByTestId('clash')).toBeHidden();
});

test('what a network and a node cost stands under the canvas and in the inspector', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=digits');
  const graph = page.getByTestId('cost.graph');
  await expect(graph).toHaveText(/^5 nodes · 2\.26\sk parameters · 71\.0\sk multiply-adds · 64\.1\skB$/);
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await expect(page.getByTestId('cost.node')).toHaveText('1.95 k parameters · 61.4 k multiply-adds · 31.1 kB');
  const features = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Output features');
  await features.fill('60');
  await features.press('Enter');
  await expect(graph).toContainText('4.51 k parameters');
  // Escape leads back to the node.
  await features.press('Escape');
  for (let i = 0; i < 4; i++) await page.keyboard.press('-');
  await expect(page.getByTestId('chip.linear1')).toContainText('θ 3.90 k');
});
