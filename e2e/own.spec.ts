/* A node of one's own, by keyboard: added from the search, written, wired, marked, trained, copied, stepped through, probed,
   shared by link, and taken back. */
import { AxeBuilder } from '@axe-core/playwright';
import { choose } from './documents.ts';
import { expect, test } from './editor.ts';
import { Lane, linked } from './lane.ts';

test('a node is added, given a parameter and a setting, written, and takes the place of the ReLU', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open('?example=two-layers');
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await expect(editor.node('relu1')).toBeHidden();
  await page.getByRole('searchbox', { name: 'Search nodes' }).focus();
  await page.keyboard.type('your own');
  await page.keyboard.press('Enter');
  await expect(editor.node('custom1')).toBeVisible();
  const section = page.getByRole('region', { name: 'A node of your own' });
  const field = (name: string) => section.getByRole('textbox', { name, exact: true });
  const type = async (name: string, text: string) => {
    await field(name).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  };
  await type('Name', 'Gate');
  await page.keyboard.press('Enter');
  await expect(editor.node('custom1')).toContainText('Gate');
  await type('Inputs', 'Z');
  await page.keyboard.press('Enter');
  await type('Outputs', 'A');
  await page.keyboard.press('Enter');
  await expect(editor.port('custom1.Z')).toBeVisible();
  // What it lacks is said.
  await expect(section.getByTestId('own.problem')).toContainText('nothing is wired to Z');
  await section.getByRole('button', { name: 'Add a setting' }).press('Enter');
  await type('Setting', 'slope');
  await page.keyboard.press('Enter');
  await type('Starting value of slope', '0.1');
  await page.keyboard.press('Enter');
  await type('Forward of custom1', 'H = Z > 0\nA = Z * (H + slope * (Z <= 0))');
  await type('Backward of custom1', 'dZ = dA * ___');
  // Wired by the wiring mode of the keyboard.
  await editor.port('linear1.Z').focus();
  await page.keyboard.press('Enter');
  await editor.port('custom1.Z').focus();
  await page.keyboard.press('Enter');
  await editor.port('custom1.A').focus();
  await page.keyboard.press('Enter');
  await editor.port('linear2.A').focus();
  await page.keyboard.press('Enter');
  await editor.node('custom1').getByText('custom1', { exact: true }).click();
  const mark = section.getByTestId('writing.mark');
  await expect(mark).toContainText('Not finished yet');
  await type('Backward of custom1', 'dZ = dA * (A > 0)');
  await expect(mark).toContainText('Wrong');
  await type('Backward of custom1', 'dZ = dA * (H + slope * (Z <= 0))');
  await expect(mark).toHaveAttribute('data-right', 'true');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await expect(editor.node('custom1').getByRole('img').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[data-inspector]').analyze();
  expect(violations).toEqual([]);
  await editor.train.click();
  await expect.poll(() => editor.number('iteration')).toBeGreaterThan(20);
  await page.getByRole('button', { name: /^Pause/ }).click();
  // It is kept and copied as every other node.
  await page.goto('/');
  await expect(editor.node('custom1')).toContainText('Gate');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await editor.node('custom1').getByText('custom1', { exact: true }).click();
  await page.keyboard.press('ControlOrMeta+d');
  await expect(editor.node('custom2')).toContainText('Gate');
  await choose(page, 'Export code…');
  const pane = page.getByRole('complementary', { name: 'The network as code' });
  await expect(pane.getByRole('option', { name: /^def custom1_backward\(/ })).toBeAttached();
});

test('to rewrite a backward and to begin a node are commands', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  const command = async (text: string) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find a command' }).fill(text);
    await page.keyboard.press('Enter');
  };
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  await command('rewrite the backward');
  await expect(page.getByRole('textbox', { name: 'Backward of relu1' })).toHaveText('dZ = ___');
  await page.keyboard.press('Escape');
  await command('node of your own');
  await expect(page.getByRole('region', { name: 'A node of your own' })).toBeVisible();
  await expect(editor.node('custom1')).toBeVisible();
  await editor.node('custom1').focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.node('custom1')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(editor.node('custom1')).toBeVisible();
});

/** A ReLU that a learned factor scales, in the place of `relu1`. */
const scaled = {
  title: 'Scaled ReLU',
  inputs: ['Z'],
  outputs: ['A'],
  parameters: { g: { shape: '(Z.shape[-1],)', start: 'ones' }, s: { shape: '(Z.shape[-1],)', start: 'zeros' } },
  forward: 'H = maximum(Z, 0)\nA = H * g + s',
  backward: 'dZ = dA * g * (Z > 0)\ndg = (dA * H).sum(0)\nds = dA.sum(0)',
};
const brought = (definition: object) =>
  linked('two-layers', (document) => ({
    ...document,
    nodes: {
      ...(document.nodes as object | undefined),
      relu1: { type: 'custom:scaled', position: { x: 484, y: 0 }, settings: {} },
    },
    definitions: { 'custom:scaled': definition },
  }));

test('a node that a link brings is marked, stepped through, probed, shared, rewritten and taken back', async ({
  editor,
  context,
}) => {
  const { page } = editor;
  await page.goto(brought(scaled));
  const node = editor.node('relu1');
  await expect(node).toContainText('Scaled ReLU');
  await expect(editor.measure('loss')).toHaveText(/\d/);
  await node.getByText('relu1', { exact: true }).click();
  const section = page.getByRole('region', { name: 'A node of your own' });
  const mark = section.getByTestId('writing.mark');
  await expect(mark).toHaveAttribute('data-right', 'true');
  // Probed: a cell says where it came from, which is the program's line.
  await page.locator('.react-flow [data-tensor="relu1.A"]').hover();
  await expect(page.getByRole('tooltip')).toContainText('relu1.A[');
  await page.mouse.move(5, 5);
  // Stepped through.
  const lane = new Lane(page);
  await node.focus();
  await lane.begin();
  await lane.until(/^Forward .*relu1/);
  await lane.until(/relu1, gradient of g\b/);
  await lane.leave.click();
  await expect(editor.train).toBeVisible();
  // Written otherwise, which is wrong, and taken back.
  const backward = section.getByRole('textbox', { name: 'Backward of relu1' });
  await backward.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('dZ = dA * g * (A > 0)\ndg = dA.sum(0)\nds = dA.sum(0)');
  await expect(mark).toContainText('Wrong');
  await node.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(backward).toContainText('dg = (dA * H).sum(0)');
  await expect(mark).toHaveAttribute('data-right', 'true');
  // A link takes it along.
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('dialog', { name: 'Share' }).getByLabel('Link').inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByTestId('node.relu1')).toContainText('Scaled ReLU');
  await expect(other.getByTestId('measure.loss')).toHaveText(/\d/);
  await other.close();
});

test('what a definition cannot be is refused where it is typed, and nothing is lost', async ({ editor }) => {
  const { page } = editor;
  await page.goto(brought(scaled));
  await expect(editor.measure('loss')).toHaveText(/\d/);
  const chosen = (id: string) => editor.node(id).getByText(id, { exact: true }).click();
  await chosen('relu1');
  const section = page.getByRole('region', { name: 'A node of your own' });
  const letters = section.getByRole('textbox', { name: 'Letter' });
  const outputs = section.getByRole('textbox', { name: 'Outputs' });
  await letters.nth(1).fill('g');
  await page.keyboard.press('Enter');
  await expect(section.getByText('Not kept: this name stands for something else here')).toBeVisible();
  await expect(letters).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(letters.nth(1)).toHaveValue('s');
  await expect(section.getByText('Not kept')).toBeHidden();
  for (const [text, says] of [
    ['1x', 'outputs are letters with commas between them'],
    ['', 'there is at least one'],
    ['Z', 'this name stands for something else'],
  ] as const) {
    await outputs.fill(text);
    await page.keyboard.press('Enter');
    await expect(section.getByText('Not kept')).toContainText(says);
    await expect(outputs).toHaveAttribute('aria-invalid', 'true');
  }
  // What was taken back is not kept along with the next field.
  await page.keyboard.press('Escape');
  await section.getByRole('textbox', { name: 'Name' }).fill('Gain');
  await page.keyboard.press('Enter');
  await expect(editor.node('relu1')).toContainText('Gain');
  await expect(outputs).toHaveValue('A');
  // The form is there again, and the node as it was.
  await chosen('linear1');
  await expect(section).toBeHidden();
  await chosen('relu1');
  await expect(outputs).toHaveValue('A');
  await expect(section.getByTestId('own.problem')).toBeHidden();
  await expect(editor.measure('loss')).toHaveText(/\d/);
});

test('a definition that a file spoiled is told of in the place of the form', async ({ editor }) => {
  const { page } = editor;
  await page.goto(brought({ ...scaled, outputs: ['1x'] }));
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  const section = page.getByRole('region', { name: 'A node of your own' });
  await expect(section.getByTestId('own.problem')).toContainText('the field “outputs” of its definition');
});
