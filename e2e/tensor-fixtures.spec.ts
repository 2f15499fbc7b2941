/* The pictures of special, large and many-axed tensors, in both themes, against those that were looked at and kept. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { build } from 'vite';

const font = readFileSync(
  'node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
).toString('base64');

/** The painting code of the editor with its fixtures, as one script. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'e2e/tensor-fixtures.ts', formats: ['iife'], name: 'fixtures', fileName: 'fixtures' },
    },
  });
  const [first] = Array.isArray(made) ? made : [made];
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output.map((file) => ('code' in file ? file.code : '')).join('');
}

declare const fixtures: { show(theme: 'light' | 'dark'): void; clipped(): number };

test.describe('pictures of tensors', () => {
  let code = '';
  test.beforeAll(async () => {
    code = await bundled();
  });

  for (const theme of ['light', 'dark'] as const)
    test(`in the ${theme} theme`, async ({ page }) => {
      await page.goto('about:blank');
      await page.addStyleTag({
        content: `@font-face { font-family: "JetBrains Mono Variable"; font-weight: 100 800; src: url(data:font/woff2;base64,${font}) }`,
      });
      await page.addScriptTag({ content: code });
      await page.evaluate(async (chosen) => {
        await document.fonts.load('10px "JetBrains Mono Variable"');
        fixtures.show(chosen);
      }, theme);
      await expect(page.locator('body')).toHaveScreenshot(`tensors-${theme}.png`, { maxDiffPixelRatio: 0.01 });
    });

  test('of a gradient of mostly zeros less than one number in a hundred is clipped', async ({ page }) => {
    await page.goto('about:blank');
    await page.addScriptTag({ content: code });
    expect(await page.evaluate(() => fixtures.clipped())).toBeLessThan(0.01);
  });
});
