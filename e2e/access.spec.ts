/* By keyboard, in two languages and two themes, and as axe sees it. */
import AxeBuilder from '@axe-core/playwright';
import { violations } from './axe.ts';
import { expect, test } from './editor.ts';

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'ja'],
] as const)
  test(`axe finds nothing serious in ${theme}, ${language}`, async ({ editor }) => {
    const { page } = editor;
    await page.goto(`/?example=digits&theme=${theme}&lang=${language}`);
    await expect(editor.measure('loss')).toHaveText(/\d/);
    await editor.node('linear1').getByText('linear1', { exact: true }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

test('Japanese is complete: the first screen speaks it throughout, and the choice is kept', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.getByRole('heading', { name: 'このネットワークはまだ当てずっぽうです。' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^学習/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: /^学習/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja');
});

test('a node is added by key and wired by key', async ({ editor }) => {
  const { page } = editor;
  await editor.open('?example=xor');
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('rectifier');
  await page.keyboard.press('Enter');
  await expect(editor.node('relu1')).toBeVisible();
  await editor.port('linear1.Z').focus();
  await page.keyboard.press('Enter');
  await editor.port('relu1.Z').focus();
  await page.keyboard.press('Enter');
  await expect(editor.port('relu1.Z')).toHaveAttribute('data-wired', 'true');
});

test('typing in a field never triggers a command', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('.');
  await page.getByRole('searchbox', { name: 'Search nodes' }).press('Space');
  await expect(editor.measure('iteration')).toHaveText('0');
  await expect(editor.train).toHaveAccessibleName(/Train/);
});

test('help lists the keys of the registry', async ({ editor }) => {
  const { page } = editor;
  await editor.open();
  await page.keyboard.press('Shift+?');
  const help = page.getByRole('dialog', { name: 'Keys and gestures' });
  await expect(help).toContainText('Train or pause');
  await expect(help).toContainText('Space');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('the page fits 1024 × 768', async ({ editor }) => {
  const { page } = editor;
  await page.setViewportSize({ width: 1024, height: 768 });
  await editor.open();
  await expect(editor.train).toBeInViewport();
  await expect(page.getByTestId('field')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
});

const CHARTS = [
  ...['Accuracy', 'Gradient flow', 'Update : weight', 'Activations', 'Weights over time', 'Learning rate'],
  ...['Sweep', 'Runs'],
];
/** Stand in the place of all charts. */
const INSTEAD = ['Confusion matrix and samples', 'Try it on your own sample'];

for (const theme of ['light', 'dark'])
  test(`axe finds nothing in any dialog, menu or panel, ${theme}`, async ({ editor }) => {
    test.setTimeout(90_000);
    const { page } = editor;
    const { keyboard } = page;
    await editor.open(`?example=digits&theme=${theme}&lang=en`);
    const found: string[] = [];
    /** Only what has just been opened is looked at. */
    const look = async (what: string, selector: string) => {
      await expect(page.locator(selector).first(), what).toBeVisible();
      // Only colours differ between the themes.
      const all = await violations(page, selector, theme === 'dark' ? ['color-contrast'] : undefined);
      found.push(...all.map((each) => `${what}: ${each}`));
    };
    for (const command of [
      ...['Keys and gestures', 'Examples', 'Share', 'About', 'Find a node', 'Documents', 'Versions', 'Bring data'],
    ]) {
      await keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find a command' }).fill(command);
      if (command === 'Examples') await look('commands', 'dialog[open]');
      await keyboard.press('Enter');
      await expect(page.getByRole('dialog').getByRole('heading', { level: 2 })).toBeVisible();
      await look(command, 'dialog[open]');
      await keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toBeHidden();
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await look('menu', '[role="menu"]');
    await keyboard.press('Escape');
    await keyboard.press('/');
    await look('search', ':has(> [role="combobox"])');
    await keyboard.press('Escape');
    await editor.node('linear1').getByText('linear1', { exact: true }).click({ button: 'right' });
    await look('context menu', '[role="menu"]');
    await keyboard.press('Escape');
    for (const summary of await page.locator('[data-inspector] summary').all()) await summary.click();
    await look('inspector', '[data-inspector]');
    // A refused wire and a problem.
    await editor.port('digits1.y').press('Enter');
    await editor.port('linear1.A').press('Enter');
    await look('notice', '[role="alert"]');
    const features = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Output features');
    await editor.node('linear2').getByText('linear2', { exact: true }).click();
    await features.fill('8');
    await features.press('Enter');
    await look('problems', '[data-testid="problems"]');
    await look('node with a problem', '[data-testid="node.cross-entropy-loss1"]');
    await keyboard.press('Escape');
    // A key in the field would be typed.
    await expect(page.getByTestId('rf__node-linear2')).toBeFocused();
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find a command' }).fill('Steps to undo');
    await keyboard.press('Enter');
    await look('steps', 'dialog[open]');
    await keyboard.press('Escape');
    await keyboard.press('ControlOrMeta+z');
    await keyboard.press('.');
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await look(`debugger, ${await tab.textContent()}`, '[role="tabpanel"]');
    }
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await keyboard.press('Space');
    await expect.poll(() => editor.number('iteration')).toBeGreaterThan(200);
    await keyboard.press('Space');
    for (const name of [...CHARTS, ...INSTEAD]) {
      await page.getByRole('button', { name: 'More charts' }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
      await look(name, '[data-pane="chart"]');
      if (INSTEAD.includes(name)) await page.getByRole('button', { name: 'Back to the chart' }).click();
    }
    expect(found).toEqual([]);
  });
