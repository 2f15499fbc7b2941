/* What comes from outside: every example opens; bad input says one sentence and leaves what is open untouched. */
import { expect, test } from './editor.ts';

for (const name of [
  ...['one-linear', 'batch-of-three', 'two-layers', 'fork', 'moons', 'xor', 'digits', 'residual-fork', 'linear-apart'],
  ...['residual-depth', 'conv-digits', 'attention-look-up', 'character-gpt'],
])
  test(`the example ${name} opens, computes and takes a step`, async ({ editor }) => {
    await editor.open(`?example=${name}`);
    await expect(editor.page.getByRole('region', { name: 'Problems' })).toBeHidden();
    await editor.iterate();
    await expect(editor.measure('iteration')).toHaveText('1');
  });

const bad: [name: string, text: () => string, says: RegExp][] = [
  ['a file that is not JSON', () => 'hello', /not JSON/],
  ['a file of another kind', () => '{"nodes": []}', /not a Chainrule document/],
  ['a newer version of another form', () => '{"format":"chainrule","version":9,"nodes":[]}', /version 9/],
  ['repeated keys', () => '{"format":"chainrule","format":"chainrule","version":1}', /twice/],
  ['10 MB of nesting', () => '['.repeat(10_000_000), /nested deeper/],
  [
    'NaN in a setting',
    () =>
      '{"format":"chainrule","version":1,"nodes":{"linear1":{"type":"linear","position":{"x":0,"y":0},"settings":{"features":NaN}}},"wires":{}}',
    /NaN/,
  ],
];
for (const [name, text, says] of bad)
  test(`${name} gets one sentence and leaves what is open untouched`, async ({ editor }) => {
    const { page } = editor;
    await editor.open('?example=xor');
    const loss = await editor.measure('loss').textContent();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('ControlOrMeta+o');
    await (await chooser).setFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(text()) });
    await expect(page.getByRole('alert')).toContainText(says);
    await expect(editor.node('tanh1')).toBeVisible();
    await expect(editor.measure('loss')).toHaveText(loss ?? '');
  });

test('an unknown node type and a wrong setting are problems of the drawing, each a sentence', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  const document = {
    format: 'chainrule',
    version: 1,
    title: 't',
    nodes: {
      warp1: { type: 'warp-drive', position: { x: 0, y: 0 }, settings: {} },
      linear1: { type: 'linear', position: { x: 300, y: 0 }, settings: { features: -3 } },
    },
    wires: {},
  };
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  await (await chooser).setFiles({
    name: 'odd.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('there is no node type “warp-drive”');
  await expect(problems).toContainText('features cannot be -3');
  await problems.getByRole('button', { name: 'Default for features' }).click();
  await expect(problems).not.toContainText('features cannot be');
});

test('a damaged link says so and the editor opens', async ({ editor }) => {
  await editor.page.goto('/#d=AAAA');
  await expect(editor.page.getByRole('alert')).toContainText('damaged');
  await expect(editor.train).toBeVisible();
});
