/* A large drawing: from afar one canvas paints it, its nodes can be held all the same, and they are as large as from near. */
import type { Page } from '@playwright/test';
import { expect, test } from './editor.ts';

const [ROWS, LONG] = [16, 12];

/** Rows of twelve nodes beside one data node. */
function large(): string {
  const nodes: Record<string, object> = {
    points1: { type: 'points', position: { x: -300, y: 0 }, settings: {} },
  };
  const wires: Record<string, string> = {};
  for (let row = 0; row < ROWS; row++) {
    let before = 'points1.X';
    for (let place = 0; place < LONG; place++) {
      const [type, input, output] = place % 2 === 0 ? ['linear', 'A', 'Z'] : ['relu', 'Z', 'A'];
      const id = `${type}${row * LONG + place}`;
      nodes[id] = {
        type,
        position: { x: place * 300, y: row * 460 },
        settings: type === 'linear' ? { features: 8 } : {},
      };
      wires[`${id}.${input}`] = before;
      before = `${id}.${output}`;
    }
  }
  return JSON.stringify({ format: 'chainrule', version: 1, title: 'large', nodes, wires, training: {} });
}

async function openLarge(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  const buffer = Buffer.from(large());
  await (await chooser).setFiles({ name: 'large.json', mimeType: 'application/json', buffer });
  await expect(page.locator('[data-lod="0"]')).toBeVisible();
}

test('from afar a large drawing is one picture whose nodes and wires are held all the same; from near each is as large', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  await openLarge(page);
  const node = editor.node('linear90');
  await expect(node).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(0);
  const height = () => node.evaluate((each) => (each as HTMLElement).offsetHeight);
  const before = await height();

  // Something is painted where the node lies, and nothing beside it.
  const inked = (dx: number) =>
    node.evaluate((each, shift) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.react-flow > canvas');
      const [area, box] = [canvas?.getBoundingClientRect(), each.getBoundingClientRect()];
      if (!canvas || !area) return false;
      const ratio = canvas.width / area.width;
      const [x, y] = [(box.left - area.left + shift) * ratio, (box.top - area.top + 6) * ratio];
      const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      pen?.drawImage(canvas, -x, -y);
      return (pen?.getImageData(0, 0, 1, 1).data[3] ?? 0) > 200;
    }, dx);
  await expect.poll(() => inked(5)).toBe(true);
  expect(await inked(-6)).toBe(false);

  const box = await node.boundingBox();
  if (!box) throw new Error('the node is not on the screen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 4, y + 2);
  await page.mouse.move(x + 12, y + 9, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
  expect((await node.boundingBox())?.x).toBeGreaterThan(box.x + 6);

  await page.keyboard.down('Shift');
  await page.mouse.move(box.x - 8, box.y - 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => page.locator('.react-flow__node.selected').count()).toBeGreaterThan(3);

  // A painted wire is pointed at and taken away.
  await page.keyboard.press('Escape');
  const [out, into] = await Promise.all(['linear40', 'relu41'].map((id) => editor.node(id).boundingBox()));
  if (!out || !into) throw new Error('the ends of the wire are not on the screen');
  await page.mouse.click((out.x + out.width + into.x) / 2, out.y + 8);
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'Undo: unwire relu41.Z' })).toBeEnabled();

  // Nearer: the same boxes, with pictures and wires; only what is seen is there.
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await expect(page.locator('[data-lod="3"]')).toBeVisible();
  await expect.poll(() => page.locator('.react-flow__node').count()).toBeLessThan(40);
  expect(await page.locator('.react-flow__edge').count()).toBeGreaterThan(0);
  const linear = page.locator('[data-testid^="node.linear"]').first();
  await expect(linear.locator('canvas').first()).toBeVisible();
  expect(await linear.evaluate((each) => (each as HTMLElement).offsetHeight)).toBe(before);
});
