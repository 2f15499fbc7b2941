/* A network that is to meet numbers: its predictions beside its targets, what is left, and the furthest one followed. */
import type { GraphDocument } from '../src/document/document.ts';
import { encodeLink } from '../src/document/link.ts';
import { violations } from './axe.ts';
import { expect, test } from './editor.ts';

const at = (x: number) => ({ x, y: 0 });
const curve = {
  ...{ format: 'chainrule', version: 1, title: 'A wave' },
  nodes: {
    points1: { type: 'points', position: at(0), settings: { kind: 'sine', samples: 400 } },
    linear1: { type: 'linear', position: at(220), settings: { features: 16 } },
    tanh1: { type: 'tanh', position: at(440), settings: {} },
    linear2: { type: 'linear', position: at(660), settings: { features: 1 } },
    mse1: { type: 'mse-loss', position: at(880), settings: {} },
  },
  wires: {
    ...{ 'linear1.A': 'points1.X', 'tanh1.Z': 'linear1.Z', 'linear2.A': 'tanh1.A' },
    ...{ 'mse1.Z': 'linear2.Z', 'mse1.y': 'points1.y' },
  },
  training: { learningRate: 0.1 },
} as unknown as GraphDocument;

test('predictions stand beside targets, residuals around zero, and the row that is furthest off is traced', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open(String(await encodeLink(curve)));
  await editor.train.click();
  await expect.poll(() => editor.number('iteration')).toBeGreaterThan(2000);
  await editor.train.click();
  await expect(page.getByRole('button', { name: /^Train/ })).toBeVisible();
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('menuitem', { name: 'Predictions and residuals' }).click();
  const pane = page.getByRole('region', { name: 'Predictions and residuals' });
  await expect(pane.getByTestId('fit.figures')).toHaveText(/^80 test rows: rms residual 0\.\d+, R² 0\.[5-9]\d*$/);
  await expect(pane.getByRole('img', { name: /^Each prediction over its target/ })).toBeVisible();
  await expect(pane.getByRole('img', { name: /^What is left between target and prediction/ })).toBeVisible();
  const left = await pane.getByRole('listitem').allTextContents();
  const sizes = left.map((text) => Math.abs(Number(/: (\S+) left/.exec(text)?.[1]?.replace('−', '-'))));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes).toHaveLength(12);
  const loss = await editor.measure('loss').textContent();
  await pane
    .getByRole('button', { name: /^Trace row/ })
    .first()
    .click();
  await expect(pane.getByRole('status')).toHaveText(/^Row \d+ is the first row of every tensor/);
  await expect(editor.measure('loss')).toHaveText(loss ?? '');
  expect(await violations(page, '[data-pane="chart"]')).toEqual([]);
  await pane.getByRole('button', { name: 'Leave' }).click();
  await expect(pane.getByRole('status')).toBeHidden();
});
