/* Frames, notes and bends of wires, by the real mouse and the keyboard. */
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
async function pull({ page }: Editor, from: Point, { x, y }: Point, button: 'left' | 'right' = 'left') {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  await page.mouse.move(from.x + 3, from.y + 3);
  await page.mouse.move(from.x + x, from.y + y, { steps: 6 });
  await page.mouse.up({ button });
}
/** Where a node is held, which says where it is. */
const grip = (editor: Editor, id: string) => middle(editor.node(id).getByText(id, { exact: true }));
const named = (editor: Editor, kind: 'Frame' | 'Note', name: string) =>
  editor.page.getByRole('group', { name: `${kind} ${name}`, exact: true });

test('a frame is put about the selection, named, and moves with what lies in it; deleting it leaves that alone', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await editor.node('linear2').getByText('linear2', { exact: true }).click();
  await editor
    .node('relu2')
    .getByText('relu2', { exact: true })
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'Title of the frame' });
  await expect(field).toBeFocused();
  await field.fill('Hidden layer');
  await field.press('Enter');
  const frame = named(editor, 'Frame', 'Hidden layer');
  await expect(frame).toBeFocused();
  const [inside, outside] = [await grip(editor, 'relu2'), await grip(editor, 'linear1')];
  const title = frame.getByText('Hidden layer');
  await pull(editor, await middle(title), { x: 20, y: 90 });
  await expect.poll(async () => (await grip(editor, 'relu2')).y - inside.y).toBeGreaterThan(85);
  expect((await grip(editor, 'linear1')).y).toBeCloseTo(outside.y, 0);
  await page.getByRole('button', { name: 'Undo: move a frame' }).click();
  await expect.poll(async () => Math.round((await grip(editor, 'relu2')).y)).toBe(Math.round(inside.y));

  const wide = (await frame.boundingBox())?.width ?? 0;
  await pull(editor, await middle(frame.locator('[data-edge="e"]')), { x: 40, y: 0 });
  await expect.poll(async () => (await frame.boundingBox())?.width).toBeCloseTo(wide + 40, -1);
  await frame.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect((await grip(editor, 'relu2')).y).toBeGreaterThan(inside.y + 5);
  await page.keyboard.press('F2');
  await field.fill('Second');
  await field.press('Enter');
  await named(editor, 'Frame', 'Second').getByRole('button', { name: 'Colour 3' }).click();
  await expect(named(editor, 'Frame', 'Second')).toHaveAttribute('data-colour', '3');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.goto('/');
  await named(editor, 'Frame', 'Second').focus();
  await page.keyboard.press('Delete');
  await expect(named(editor, 'Frame', 'Second')).toBeHidden();
  await expect(editor.node('relu2')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: delete a frame' }).click();
  await expect(named(editor, 'Frame', 'Second')).toBeVisible();
});

test('a note is written in Markdown where it stands, and HTML in it is text', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await page.keyboard.press('n');
  const field = page.getByRole('textbox', { name: 'Text of the note, in Markdown' });
  await field.fill('# Why\nIt is **bent** <img src=x onerror=alert(1)>\n- see [the book](https://example.org)');
  await field.press('Escape');
  const note = named(editor, 'Note', '# Why');
  await expect(note.getByRole('heading', { name: 'Why' })).toBeVisible();
  await expect(note.getByRole('listitem')).toHaveText('see the book');
  await expect(note.getByRole('link')).toHaveAttribute('href', 'https://example.org');
  await expect(note.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(note.locator('img')).toHaveCount(0);
  const before = await middle(note);
  await pull(editor, await middle(note.getByRole('heading')), { x: -60, y: 40 });
  await expect.poll(async () => (await middle(note)).x).toBeCloseTo(before.x - 60, -1);
  const high = (await note.boundingBox())?.height ?? 0;
  await pull(editor, await middle(note.locator('[data-edge="s"]')), { x: 0, y: 50 });
  await expect.poll(async () => (await note.boundingBox())?.height).toBeCloseTo(high + 50, -1);
  await note.getByRole('heading').dblclick();
  await expect(field).toBeFocused();
  await field.fill('Short');
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  await expect(named(editor, 'Note', 'Short')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo: change a note' })).toBeEnabled();
});

test('a double click bends a wire, the bend is dragged and moves with both ends; Shift and the right button bend as well', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const [out, into] = [await middle(editor.port('linear1.Z')), await middle(editor.port('relu1.Z'))];
  const between = { x: (out.x + into.x) / 2, y: (out.y + into.y) / 2 };
  await page.mouse.dblclick(between.x, between.y);
  const bend = page.getByRole('button', { name: 'Bend 1 of the wire to relu1.Z' });
  await expect(bend).toBeFocused();
  await pull(editor, await middle(bend), { x: 0, y: -70 });
  await expect.poll(async () => (await middle(bend)).y).toBeCloseTo(between.y - 70, -1);
  const path = page.locator('.react-flow__edge[data-id="relu1.Z"] .react-flow__edge-path');
  expect((await path.boundingBox())?.height).toBeGreaterThan(50);
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await middle(bend)).y).toBeLessThan(between.y - 71);
  const [place, node] = [await middle(bend), await grip(editor, 'relu1')];
  await page.keyboard.press('Control+a');
  await pull(editor, node, { x: 30, y: 20 });
  await expect.poll(async () => (await middle(bend)).x - place.x).toBeCloseTo(30, -1);
  await bend.focus();
  await page.keyboard.press('Delete');
  await expect(bend).toBeHidden();
  await expect(page.getByRole('button', { name: 'Undo: bend the wire to relu1.Z' })).toBeEnabled();

  const [from, to] = [await middle(editor.port('relu1.A')), await middle(editor.port('linear2.A'))];
  await page.keyboard.down('Shift');
  await pull(editor, { x: (from.x + to.x) / 2, y: from.y - 50 }, { x: 0, y: 90 }, 'right');
  await page.keyboard.up('Shift');
  await expect(page.getByRole('button', { name: 'Bend 1 of the wire to linear2.A' })).toBeVisible();
  await expect(page.getByRole('menu')).toBeHidden();
});
