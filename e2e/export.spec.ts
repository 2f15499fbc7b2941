/* Out of the editor and home again: the network as code, the code and the canvas pointing at each other, and what an
   exported project has trained, back as a curve and as parameters. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { choose } from './documents.ts';
import { type Editor, expect, test } from './editor.ts';

const python = '/usr/bin/python3';
const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
if (!torch) console.warn(`\n!!! ${python} cannot import torch: NO EXPORTED PROJECT CAME HOME !!!\n`);

const pane = (page: Page) => page.getByRole('complementary', { name: 'The network as code' });
const marked = (page: Page) => page.getByTestId('code').getByRole('option', { selected: true });

async function show(editor: Editor, query: string, as: string): Promise<void> {
  await editor.open(query);
  await choose(editor.page, 'Export code…');
  await pane(editor.page).getByRole('combobox', { name: 'Write as' }).selectOption(as);
}

/** Gives files to the menu's "Open a file…". */
async function open(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await choose(page, 'Open a file…');
  await (await chooser).setFiles(file);
}

test('a line selects its node, a node its lines, and the copy is what the command line writes', async ({
  editor,
  context,
}) => {
  const { page } = editor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await show(editor, '?example=moons', 'NumPy, by hand');
  await pane(page)
    .getByRole('option', { name: /^\s*linear2\.dW = / })
    .click();
  await expect(editor.node('linear2')).toHaveAttribute('data-selected', 'true');
  await expect(pane(page)).toContainText(/linear2: \d+ lines/);
  await editor.node('linear1').getByText('linear1', { exact: true }).click();
  await expect(marked(page).first()).toHaveText(/linear1/);
  await expect(marked(page).first()).toBeInViewport();
  await expect(marked(page).filter({ hasText: 'linear1.dW = ' })).toBeAttached();
  await expect(marked(page).filter({ hasText: 'linear2.Z = ' })).toHaveCount(0);

  await pane(page).getByRole('button', { name: 'Copy' }).click();
  await expect(pane(page).getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const written = execFileSync('node', ['dist/cli.js', 'export', 'example:moons', '--to', 'numpy'], {
    encoding: 'utf8',
  });
  expect(unpacked(copied)).toBe(unpacked(written));
});

test('a backward that was written here is written there too, line by line', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=moons');
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  const section = page.getByRole('region', { name: 'The backward, written by you' });
  await section.getByRole('button', { name: 'Rewrite the backward' }).click();
  await expect(section.getByRole('textbox', { name: 'Backward of relu1' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('open = Z > 0\ndZ = dA * open');
  await expect(section.getByTestId('writing.mark')).toHaveAttribute('data-right', 'true');
  await choose(page, 'Export code…');
  const language = pane(page).getByRole('combobox', { name: 'Write as' });
  await language.selectOption('NumPy, by hand');
  await expect(pane(page).getByRole('option', { name: 'def relu1_backward(Z, dA):' })).toBeAttached();
  await pane(page).getByRole('option', { name: 'dZ = dA * open_', exact: true }).click();
  await expect(editor.node('relu1')).toHaveAttribute('data-selected', 'true');
  await language.selectOption({ label: 'PyTorch' });
  await expect(pane(page).getByRole('option', { name: 'class Relu1(torch.autograd.Function):' })).toBeAttached();
  await expect(pane(page).getByRole('option', { name: /= Relu1\.apply\(linear1_Z\)/ })).toBeAttached();
});

/** A script with its packed numbers only counted, and without the loss to compare with: both come from another engine, which
    rounds otherwise, and are packed otherwise. */
function unpacked(script: string): string {
  const numbers = (packed: string) =>
    `${inflateSync(Buffer.from(packed.replace(/[\s']/g, ''), 'base64')).length} bytes`;
  return script.replace(/^CHECK = .*$/m, '').replace(/(?<=,\s+)'eJ[\w+/=\s']+'/g, numbers);
}

test('by keyboard: lines are gone through, a node is selected, and the focus goes back', async ({ editor }) => {
  const { page } = editor;
  await show(editor, '?example=moons', 'NumPy, by hand');
  await pane(page).getByRole('listbox').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  for (let i = 0; i < 200 && (await editor.node('linear1').getAttribute('data-selected')) !== 'true'; i++) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  await expect(editor.node('linear1')).toHaveAttribute('data-selected', 'true');
  await expect(editor.measure('iteration')).toHaveText('0');
  await page.keyboard.press('Escape');
  await expect(pane(page)).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
});

test('every language is shown, says what was run of it, and follows the drawing; one that cannot be says why', async ({
  editor,
}) => {
  const { page } = editor;
  await show(editor, '?example=digits', 'PyTorch');
  await expect(pane(page)).toContainText('Not run: PyTorch 2, GPUs.');
  await pane(page).getByRole('combobox', { name: 'Style' }).selectOption('nn.Sequential');
  await expect(pane(page).getByRole('option', { name: /nn\.Linear\(64, 30\),/ })).toBeVisible();
  const as = pane(page).getByRole('combobox', { name: 'Write as' });
  for (const [name, line] of [
    ['Notebook (.ipynb)', /^# %% \[markdown\]/],
    ['ONNX', /= Gemm\(.*linear1\.W, linear1\.b/],
    ['safetensors', /^linear1\.W \[30, 64\]/],
    ['Project for many machines', /^class Model\(nn\.Module\):/],
  ] as const) {
    await as.selectOption(name);
    await expect(pane(page).getByRole('option', { name: line }).first()).toBeAttached();
  }
  await expect(pane(page)).toContainText('Not run: several machines');
  await expect(pane(page)).toContainText('several processes are slower than this page');
  await pane(page).getByRole('combobox', { name: 'File' }).selectOption('README.md');
  await expect(pane(page).getByRole('option', { name: 'python3 train.py --check' }).first()).toBeAttached();

  await editor.node('digits1').getByText('digits1', { exact: true }).click();
  await page.keyboard.press('Delete');
  await as.selectOption('NumPy, by hand');
  await expect(pane(page).getByRole('alert')).toContainText('so there is no code');
  await page.keyboard.press('Control+z');
  await expect(pane(page).getByRole('option', { name: /^linear1\.dW = / })).toBeAttached();
});

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'ja'],
] as const)
  test(`axe finds nothing serious in the code, ${theme}, ${language}`, async ({ editor }) => {
    const { page } = editor;
    await page.goto(`/?example=moons&theme=${theme}&lang=${language}`);
    await page.getByRole('button', { name: language === 'en' ? 'Share' : '共有', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: language === 'en' ? 'Export code…' : 'コードを書き出す…' })
      .click();
    await expect(page.getByTestId('code')).toBeVisible();
    await editor.node('linear1').getByText('linear1', { exact: true }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

test('a project is exported, trained outside, and comes home: its curve beside the own, its parameters as they are', async ({
  editor,
}) => {
  test.skip(!torch, 'there is no PyTorch');
  const { page } = editor;
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-home-'));
  try {
    await show(editor, '?example=digits', 'Project for many machines');
    const download = page.waitForEvent('download');
    await pane(page)
      .getByRole('button', { name: /^Download .*\.zip$/ })
      .click();
    const zip = join(folder, 'project.zip');
    await (await download).saveAs(zip);
    execFileSync(python, ['-m', 'zipfile', '-e', zip, folder]);
    const [project = ''] = execFileSync('ls', [folder], { encoding: 'utf8' })
      .split('\n')
      .filter((name) => name !== 'project.zip');
    execFileSync(python, ['train.py', '--steps', '90'], { cwd: join(folder, project) });
    const run = join(folder, project, 'run');
    const told = readFileSync(join(run, 'log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

    await page.keyboard.press('Escape');
    await open(page, join(run, 'log.jsonl'));
    await expect(page.getByText('log.jsonl: 90 steps, drawn beside this run.')).toBeVisible();
    await expect(page.getByTestId('chart.loss')).toHaveAccessibleName(/log\.jsonl: [\d.]+ at iteration 89$/);

    const before = await editor.measure('accuracy').textContent();
    await open(page, join(run, 'trained.safetensors'));
    await expect(page.getByText(/4 of the 4 parameters and buffers were read from trained\.safetensors/)).toBeVisible();
    const { testAccuracy } = told.findLast(({ event }) => event === 'step');
    await expect(editor.measure('accuracy')).toHaveText(new RegExp((100 * testAccuracy).toFixed(1)));
    await page.getByRole('button', { name: 'Undo: change trained.safetensors' }).click();
    await expect(editor.measure('accuracy')).toHaveText(before ?? '');

    await page.getByRole('button', { name: 'More charts' }).click();
    await page.getByRole('menuitem', { name: 'Remove log.jsonl' }).click();
    await expect(page.getByTestId('chart.loss')).not.toHaveAccessibleName(/log\.jsonl/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('parameters that do not fit and logs that are none are refused in sentences', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  const header = (tensors: object) => {
    const text = JSON.stringify(tensors);
    const bytes = Buffer.alloc(8 + text.length + 8);
    bytes.writeBigUInt64LE(BigInt(text.length));
    bytes.write(text, 8);
    return { name: 'w.safetensors', mimeType: '', buffer: bytes };
  };
  const two = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  await open(page, header({ 'linear9.W': two }));
  await expect(page.getByText('linear9.W ([2]) is no input, data, parameter or buffer of this network.')).toBeVisible();
  await open(page, header({ 'linear1.W': two }));
  await expect(page.getByText(/linear1\.W is given as \[2\] but must be \[/)).toBeVisible();
  await open(page, { name: 'log.jsonl', mimeType: '', buffer: Buffer.from('{"event": "start", "step": 0}\nhello\n') });
  await expect(page.getByText('Line 2 of log.jsonl is none of a training log.')).toBeVisible();
});

test('a log that grows is followed', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=moons');
  // A file of the browser's own file system is a real handle, and needs no picker.
  const write = (from: number, to: number) =>
    page.evaluate(
      async ([first, last]) => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle('log.jsonl', { create: true });
        const { size } = await handle.getFile();
        const file = await handle.createWritable({ keepExistingData: true });
        await file.seek(size);
        for (let step = first; step <= last; step++)
          await file.write(`{"event": "step", "step": ${step}, "loss": ${1 / step}}\n`);
        await file.close();
        Reflect.set(window, 'showOpenFilePicker', async () => [handle]);
      },
      [from, to] as const,
    );
  await write(1, 20);
  await choose(page, 'Open a file…');
  const chart = page.getByTestId('chart.loss');
  await expect(chart).toHaveAccessibleName(/log\.jsonl: 0\.050\d* at iteration 19$/);
  await write(21, 50);
  await expect(chart).toHaveAccessibleName(/log\.jsonl: 0\.020\d* at iteration 49$/);
});
