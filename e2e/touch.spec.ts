/* With a finger: a rest opens the menu, two pinch, a tap on one port and a tap on another wire them. */
import type { CDPSession, Locator } from '@playwright/test';
import { expect, test } from './editor.ts';

test.use({ hasTouch: true });

type Point = readonly [x: number, y: number];
async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not on the screen`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}
const touch = (browser: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly Point[]) =>
  browser.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

test('a finger that rests opens the menu of what lies under it; one that moves on does not', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const finger = await page.context().newCDPSession(page);
  const [x, y] = await middle(editor.node('relu1').getByText('relu1', { exact: true }));
  await touch(finger, 'touchStart', [x, y]);
  const menu = page.getByRole('menu', { name: 'Node' });
  await expect(menu).toBeVisible();
  await touch(finger, 'touchEnd');
  await expect(menu).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Mute or unmute' }).tap();
  await expect(editor.node('relu1')).toHaveAttribute('data-muted', 'true');

  const canvas = await page.getByRole('application').boundingBox();
  const empty: Point = [(canvas?.x ?? 0) + 60, (canvas?.y ?? 0) + (canvas?.height ?? 0) - 90];
  await touch(finger, 'touchStart', empty);
  await touch(finger, 'touchMove', [empty[0] + 40, empty[1] - 30]);
  await touch(finger, 'touchEnd');
  await touch(finger, 'touchStart', empty);
  await expect(page.getByRole('menu', { name: 'Canvas' })).toBeVisible();
  await touch(finger, 'touchEnd');
  await page.getByRole('menuitem', { name: 'Add a node' }).tap();
  await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeVisible();
});

test('two fingers pinch the canvas larger', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const fingers = await page.context().newCDPSession(page);
  const zoom = async () =>
    Number.parseInt(
      (await page
        .getByText(/^\d+%$/)
        .first()
        .textContent()) ?? '',
      10,
    );
  const before = await zoom();
  const canvas = await page.getByRole('application').boundingBox();
  const [x, y] = [(canvas?.x ?? 0) + 200, (canvas?.y ?? 0) + (canvas?.height ?? 0) - 60];
  await touch(fingers, 'touchStart', [x - 20, y], [x + 20, y]);
  for (const reach of [30, 45, 60]) await touch(fingers, 'touchMove', [x - reach, y], [x + reach, y]);
  await touch(fingers, 'touchEnd');
  await expect.poll(zoom).toBeGreaterThan(before * 1.5);
  await expect(page.getByRole('menu')).toBeHidden();
});

test('a tap on a port and a tap on another wire them', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await expect(editor.port('linear2.A')).toHaveAccessibleName(/, wired$/);
  await editor.port('linear1.Z').tap();
  await expect(editor.port('linear1.Z')).toHaveAttribute('aria-pressed', 'true');
  await editor.port('linear2.A').tap();
  await expect(page.getByRole('group', { name: 'Wire from linear1.Z to linear2.A' })).toBeAttached();
});
