/* Gestures on wires and nodes that hands know, by the real mouse. */
import type { Locator } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';

async function middle(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
async function pull(
  { page }: Editor,
  from: { x: number; y: number },
  to: { x: number; y: number },
  button: 'left' | 'right' = 'left',
) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  await page.mouse.move(from.x + 3, from.y + 3);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up({ button });
}
const wire = ({ page }: Editor, output: string, input: string) =>
  page.getByRole('group', { name: `Wire from ${output} to ${input}`, exact: true });
/** The place of a node's own name, by which it is held. */
const grip = (editor: Editor, id: string) => middle(editor.node(id).getByText(id, { exact: true }));

test('a wire dropped on empty canvas stays drawn and opens a search of what fits; what is chosen is wired', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const from = await middle(editor.port('relu1.A'));
  await pull(editor, from, { x: from.x - 60, y: from.y + 250 });
  const field = page.getByRole('combobox', { name: 'Add to relu1.A' });
  await expect(field).toBeFocused();
  await expect(page.getByTestId('drawn-wire')).toBeVisible();
  await expect(page.getByRole('option', { name: /^Linear/ })).toBeVisible();
  for (const name of [/^Points/, /^Conv2d/, /^Embedding/])
    await expect(page.getByRole('option', { name })).toBeHidden();
  await field.fill('どろっぷ');
  await field.press('Enter');
  await expect(wire(editor, 'relu1.A', 'dropout1.A')).toBeVisible();
  await expect(page.getByTestId('drawn-wire')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(editor.node('dropout1')).toBeHidden();
});

test('a node dropped on a wire is spliced in; deleting it heals the wire; each is one step', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const item = page.getByRole('region', { name: 'Nodes' }).getByRole('button', { name: 'Sigmoid', exact: true });
  const [out, into] = [await middle(editor.port('linear2.Z')), await middle(editor.port('relu2.Z'))];
  await item.hover();
  await pull(editor, await middle(item), { x: (out.x + into.x) / 2, y: (out.y + into.y) / 2 });
  await expect(wire(editor, 'linear2.Z', 'sigmoid1.Z')).toBeAttached();
  await expect(wire(editor, 'sigmoid1.A', 'relu2.Z')).toBeAttached();
  await page.keyboard.press('Delete');
  await expect(wire(editor, 'linear2.Z', 'relu2.Z')).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(wire(editor, 'sigmoid1.A', 'relu2.Z')).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(wire(editor, 'linear2.Z', 'relu2.Z')).toBeAttached();
});

test('a node is replaced in place and keeps its wires: ReLU becomes GELU, and the loss another', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await editor.node('relu1').getByText('relu1').click();
  await page.keyboard.press('Shift+s');
  await page.getByRole('combobox', { name: 'Replace relu1 with…' }).fill('gelu');
  await page.keyboard.press('Enter');
  await expect(wire(editor, 'linear1.Z', 'gelu1.Z')).toBeAttached();
  await expect(wire(editor, 'gelu1.A', 'linear2.A')).toBeAttached();
  await expect(editor.train).toBeEnabled();
});

test('Alt-click cuts a wire, Ctrl and the right button slice several, and Ctrl-drag moves all of an output', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const [out, into] = [await middle(editor.port('linear1.Z')), await middle(editor.port('relu1.Z'))];
  await page.keyboard.down('Alt');
  await page.mouse.click((out.x + into.x) / 2, (out.y + into.y) / 2);
  await page.keyboard.up('Alt');
  await expect(wire(editor, 'linear1.Z', 'relu1.Z')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(wire(editor, 'linear1.Z', 'relu1.Z')).toBeAttached();

  const x = (out.x + into.x) / 2;
  await page.keyboard.down('Control');
  await pull(editor, { x, y: out.y - 60 }, { x, y: out.y + 30 }, 'right');
  await page.keyboard.up('Control');
  await expect(wire(editor, 'linear1.Z', 'relu1.Z')).toBeHidden();
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('Control+z');

  await page.keyboard.down('Control');
  await pull(editor, await middle(editor.port('relu1.A')), await middle(editor.port('linear1.Z')));
  await page.keyboard.up('Control');
  await expect(wire(editor, 'linear1.Z', 'linear2.A')).toBeAttached();
});

test('Alt-drag leaves a copy; Ctrl+D and Ctrl+Shift+D copy, the second with incoming wires', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const from = await grip(editor, 'relu1');
  await page.keyboard.down('Alt');
  await pull(editor, from, { x: from.x, y: from.y + 240 });
  await page.keyboard.up('Alt');
  await expect(editor.node('relu3')).toBeVisible();
  expect((await grip(editor, 'relu1')).y).toBeCloseTo(from.y, 0);
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  await page.keyboard.press('Control+d');
  await expect(editor.node('linear4')).toBeAttached();
  await expect(wire(editor, 'relu1.A', 'linear4.A')).toBeHidden();
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  await page.keyboard.press('Control+Shift+d');
  await expect(wire(editor, 'relu1.A', 'linear5.A')).toBeAttached();
});

test('a selection is copied as text, which is a document, and pasted with its wires', async ({ editor, context }) => {
  const { page } = editor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await editor.open();
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await editor
    .node('relu1')
    .getByText('relu1', { exact: true })
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"format": "chainrule"');
  await page.keyboard.press('Control+v');
  await expect(wire(editor, 'linear4.Z', 'relu3.Z')).toBeAttached();
  await expect(wire(editor, 'points1.X', 'linear4.A')).toBeHidden();
  await page.keyboard.press('Control+Shift+v');
  await expect(wire(editor, 'points1.X', 'linear5.A')).toBeAttached();
});

test('M mutes, H collapses, the history is a list to jump in, Ctrl+F finds', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('m');
  await expect(editor.node('relu1')).toHaveAttribute('data-muted', 'true');
  await expect(editor.train).toBeEnabled();
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  await page.keyboard.press('h');
  await expect(editor.node('linear2').getByRole('img', { name: /^dW/ })).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill('steps to');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Steps to undo and redo' });
  await expect(dialog.getByRole('button', { name: 'collapse nodes (1)' })).toHaveAttribute('aria-current', 'step');
  await dialog.getByRole('button', { name: 'As it was opened' }).click();
  await expect(editor.node('relu1')).toHaveAttribute('data-muted', 'false');
  await dialog.getByRole('button', { name: 'collapse nodes (1)' }).click();
  await expect(editor.node('relu1')).toHaveAttribute('data-muted', 'true');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox', { name: /^Find a node/ }).fill('交差');
  await page.keyboard.press('Enter');
  await expect(editor.node('cross-entropy-loss1')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('[');
  await expect(page.locator('[data-testid^="node."][data-selected="true"]')).toHaveCount(7);
});

test('tidying lays everything out from left to right, and one undo takes it back', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Escape');
  const from = await grip(editor, 'relu1');
  await pull(editor, from, { x: from.x + 320, y: from.y + 200 });
  await page.keyboard.press('l');
  const button = page.getByRole('button', { name: 'Undo: tidy the layout' });
  await expect(button).toBeVisible();
  const lefts = await Promise.all(
    ['points1', 'linear1', 'relu1', 'linear2', 'relu2', 'linear3', 'cross-entropy-loss1'].map(
      async (id) => (await editor.node(id).boundingBox())?.x ?? 0,
    ),
  );
  expect([...lefts].sort((a, b) => a - b)).toEqual(lefts);
  await button.click();
  await expect(page.getByRole('button', { name: /^Undo: move/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Redo: tidy the layout' })).toBeEnabled();
});
