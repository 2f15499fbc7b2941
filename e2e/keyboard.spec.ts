/* Without a mouse: the digits network built, wired, set, trained and looked into by keyboard alone, and what is heard on
   the way. And typing Japanese, which is never a command. */
import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './editor.ts';

declare global {
  interface Window {
    heard: string[];
  }
}

/** Writes down all that live regions say, and the name of whatever gets the focus. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    window.heard = [];
    const LIVE = '[role="status"], [role="alert"], [aria-live]';
    const say = (node: Node | null) => {
      const region = (node instanceof Element ? node : node?.parentElement)?.closest(LIVE);
      const text = region?.textContent?.replaceAll('\u00a0', ' ').trim();
      if (text && window.heard.at(-1) !== text) window.heard.push(text);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        say(target);
        for (const added of addedNodes)
          if (added instanceof Element) for (const region of added.querySelectorAll(LIVE)) say(region);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
    document.addEventListener('focusin', ({ target }) => {
      const name = target instanceof Element ? target.getAttribute('aria-label') : null;
      if (name) window.heard.push(name);
    });
  });
  return () => page.evaluate(() => window.heard);
}

/** Presses until this has the focus; forty presses are a dead end. */
async function until(wanted: Locator, press: () => Promise<void>): Promise<void> {
  await expect(wanted).toBeAttached();
  for (let i = 0; i < 40 && !(await wanted.evaluate((each) => each === document.activeElement)); i++) await press();
  await expect(wanted).toBeFocused();
}

test('the digits network is built, wired, set, trained and inspected by keyboard, and all of it is heard', async ({
  editor,
}) => {
  test.setTimeout(90_000);
  const { page } = editor;
  const heard = await listen(page);
  const { keyboard } = page;
  await editor.open('?example=moons');
  const field = (name: string) => page.getByRole('combobox', { name });

  // A new drawing, by the palette of commands.
  await keyboard.press('Control+k');
  await field('Find a command').fill('new');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Data', exact: true })).toBeVisible();

  // Nodes.
  for (const [query, id] of [
    ['digits', 'digits1'],
    ['linear', 'linear1'],
    ['relu', 'relu1'],
    ['dense', 'linear2'],
    ['cross', 'cross-entropy-loss1'],
  ] as const) {
    await keyboard.press('/');
    await field('Search nodes').fill(query);
    await keyboard.press('Enter');
    await expect(page.locator(`.react-flow__node[data-id="${id}"]`)).toBeFocused();
  }

  // The first wire from port to port: Tab enters the node, Enter begins, arrows go through what fits.
  await keyboard.press('Control+f');
  await field('Find a node by name, type or label').fill('digits1');
  await keyboard.press('Enter');
  await expect(page.locator('.react-flow__node[data-id="digits1"]')).toBeFocused();
  await keyboard.press('Tab');
  await expect(editor.port('digits1.X')).toBeFocused();
  await keyboard.press('Enter');
  await until(editor.port('linear1.A'), () => keyboard.press('ArrowRight'));
  await keyboard.press('Enter');
  await expect(editor.port('linear1.A')).toHaveAttribute('data-wired', 'true');

  // The others in the outline, by the picker of ports.
  await keyboard.press('o');
  const outline = page.getByRole('region', { name: 'Outline' });
  await expect(outline).toBeVisible();
  for (const [input, source] of [
    ['relu1.Z', 'linear1.Z'],
    ['linear2.A', 'relu1.A'],
    ['cross-entropy-loss1.Z', 'linear2.Z'],
    ['cross-entropy-loss1.y', 'digits1.y'],
  ] as const) {
    const [node = '', port = ''] = input.split('.');
    const row = outline.locator(`[data-row="${node}"]`);
    // Wiring changes the order of the list, so the way goes from the top.
    await expect(outline.locator('[data-row]').first()).toBeVisible();
    await until(outline.locator('[data-row]').first(), () => keyboard.press('Shift+Tab'));
    await until(row, () => keyboard.press('ArrowDown'));
    await keyboard.press('ArrowRight');
    const wanted = outline.getByRole('button', { name: `Input ${port}, unwired` });
    await until(wanted, () => keyboard.press('Tab'));
    await keyboard.press('Enter');
    await field(`Wire ${input} from…`).fill(source);
    await keyboard.press('Enter');
    await expect(editor.port(input)).toHaveAttribute('data-wired', 'true');
  }
  // Ten classes do not fit eight columns: heard, and mended by key.
  await expect.poll(heard).toContainEqual(expect.stringContaining('10 classes but Z has only 8 columns'));
  await keyboard.press('ControlOrMeta+.');
  await expect(editor.port('linear2.Z')).toHaveAccessibleName(/\[32, 10\]/);
  await keyboard.press('o');
  await expect(outline).toBeHidden();

  // Set: I leads to the settings of the node that has the focus, Escape back.
  await keyboard.press('Control+f');
  await field('Find a node by name, type or label').fill('linear1');
  await keyboard.press('Enter');
  await expect(page.locator('.react-flow__node[data-id="linear1"]')).toBeFocused();
  await keyboard.press('i');
  await expect(page.getByLabel('Output features')).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('30');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(page.locator('.react-flow__node[data-id="linear1"]')).toBeFocused();
  await keyboard.press('l');
  await expect.poll(heard).toContain('Done: tidy the layout.');

  // Train and pause.
  await keyboard.press('Space');
  await expect(async () => expect(await editor.number('accuracy')).toBeGreaterThan(80)).toPass({ timeout: 40_000 });
  await keyboard.press('Space');
  await expect(editor.train).toHaveAccessibleName(/Train/);

  // Look: a cell of dW and the sum behind it, and one step of an iteration.
  await keyboard.press('i');
  const picture = page.getByRole('complementary', { name: 'Inspector' }).locator('[data-tensor="linear1.dW"]');
  await until(picture, () => keyboard.press('Shift+Tab'));
  await keyboard.press('ArrowRight');
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^dW row \d+ column \d+, .*sum of 32 products/));
  await keyboard.press('Escape');
  await keyboard.press('.');
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^Forward 1 of \d+, digits1, X/));

  const transcript = await heard();
  // Kept in docs/.
  const { CHAINRULE_HEARD: kept } = process.env;
  if (kept) await writeFile(kept, `${transcript.join('\n')}\n`);
  const inOrder = [
    /^Done: add digits1\.$/,
    /^Digits 8×8 digits1/,
    /^Done: add cross-entropy-loss1\.$/,
    /^digits1 output X, \[\d+, 64\], unwired$/,
    /^Wiring from digits1\.X: \d+ ports fit/,
    /^linear1 input A, shape unknown, unwired$/,
    /^digits1\.X is wired to linear1\.A\.$/,
    /^Input Z, unwired$/,
    /^linear1\.Z is wired to relu1\.Z\.$/,
    /^digits1\.y is wired to cross-entropy-loss1\.y\. Problems: 1\. .*10 classes but Z has only 8 columns/,
    /^Done: mend\. No problems\.$/,
    /^Linear linear1/,
    /^Done: features of linear1\.$/,
    /^Done: tidy the layout\.$/,
    /^Training\.$/,
    /^At rest at iteration \d+, loss/,
    /^dW row/,
    /^Forward 1 of/,
  ];
  let at = 0;
  for (const wanted of inOrder) {
    const found = transcript.findIndex((each, place) => place >= at && wanted.test(each));
    expect(found, `${wanted} after ${at} in:\n${transcript.join('\n')}`).toBeGreaterThanOrEqual(0);
    at = found;
  }
});

test('typing with a Japanese input method never triggers a command, and Enter only takes the candidate', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.open();
  const method = await page.context().newCDPSession(page);
  /** A key that the input method takes: what the page is told is Process. */
  const key = async (code: string) => {
    const event = { key: 'Process', code, windowsVirtualKeyCode: 229 };
    await method.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await method.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  };
  const compose = (text: string) =>
    method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

  // On the canvas, with a node selected: M, H, L, O and Delete would each do something.
  await editor.node('relu1').getByText('relu1', { exact: true }).click();
  for (const code of ['KeyM', 'KeyH', 'KeyL', 'KeyO', 'Delete', 'Space', 'Period', 'Slash']) await key(code);
  await expect(editor.node('relu1')).toHaveAttribute('data-muted', 'false');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Outline' })).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeHidden();

  // In the search: Enter while composing takes the candidate, the next one the node.
  await page.keyboard.press('/');
  const search = page.getByRole('combobox', { name: 'Search nodes' });
  await expect(search).toBeFocused();
  await compose('ぜん');
  await key('KeyN');
  await compose('全結合');
  await key('Enter');
  await expect(search).toHaveValue('全結合');
  await expect(editor.node('linear4')).toBeHidden();
  await method.send('Input.insertText', { text: '全結合' });
  await expect(search).toHaveValue('全結合');
  await page.keyboard.press('Enter');
  await expect(editor.node('linear4')).toBeVisible();

  // In a setting: full-width digits are numbers, and Enter that ends composing does not commit half of them.
  const features = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Output features');
  await features.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await compose('１２');
  await key('ArrowUp');
  await key('Enter');
  await expect(editor.port('linear4.Z')).toHaveAccessibleName(/unknown/);
  await method.send('Input.insertText', { text: '１２' });
  await page.keyboard.press('Enter');
  await expect(features).toHaveValue('12');
});
