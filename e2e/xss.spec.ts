/* No letter of a document is ever markup, script or an address: 600 payloads in every string that a document has, through
   every view and the picture that is saved. The full form takes all of them, the quick one two. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { GraphDocument } from '../src/document/document.ts';
import { encodeLink } from '../src/document/link.ts';
import { howMany, seed, tally } from '../src/torture.ts';
import { choose } from './documents.ts';
import { type Editor, expect, test } from './editor.ts';
import { payloads } from './payloads.ts';

/** As many as one page takes: what it has opened before is listed in it. */
const ROW = 10;

/** Neighbours of the list are alike, so they are taken far apart: 389 and 600 have no divisor in common. */
const chosen = Array.from(
  { length: howMany(2, payloads.length) },
  (_, place) => payloads[((seed + place) * 389) % payloads.length] as string,
);
const rows = Array.from({ length: Math.ceil(chosen.length / ROW) }, (_, row) =>
  chosen.slice(row * ROW, (row + 1) * ROW),
);

const words = (text: string) => ({ en: text, ja: text });

/** A network that trains, with the payload in every string that may be any text. */
function sound(payload: string): object {
  const at = (x: number) => ({ x, y: 0 });
  return {
    format: 'chainrule',
    version: 1,
    title: payload,
    nodes: {
      points1: { type: 'points', position: at(0), label: payload, settings: { kind: 'xor' } },
      linear1: { type: 'linear', position: at(200), label: payload, settings: { features: 2 } },
      text1: { type: 'text', position: at(720), label: payload, settings: { text: payload } },
      loss1: { type: 'cross-entropy-loss', position: at(460), label: payload, settings: {} },
    },
    wires: { 'linear1.A': 'points1.X', 'loss1.Z': 'linear1.Z', 'loss1.y': 'points1.y' },
    training: {},
    view: {
      frames: { frame1: { position: at(-60), width: 300, height: 200, title: payload } },
      notes: { note1: { position: at(560), width: 300, height: 200, text: payload } },
      [payload]: payload,
    },
    definitions: { own: { name: payload, formula: payload } },
    card: { title: words(payload), says: words(payload), try: [{ text: words(payload), holds: payload }] },
    later: { [payload]: payload },
  };
}

/** One that is wrong wherever it can be, so that sentences about it quote the payload. */
function broken(payload: string): object {
  const settings = { features: payload, [payload]: payload, list: [payload] };
  const at = { x: 0, y: 0 };
  return {
    ...sound(payload),
    nodes: {
      linear1: { type: 'linear', position: at, label: payload, settings },
      odd1: { type: payload, position: { x: 260, y: 0 }, label: payload, settings },
      [payload]: { type: 'relu', position: at, settings: {} },
    },
    wires: { [payload]: payload, 'linear1.A': payload, [`linear1.${payload}`]: 'odd1.Z' },
    values: { [payload]: payload, 'linear1.W': { shape: [payload], data: [payload] } },
    frozen: [payload, 'linear1.W'],
    ties: { 'linear1.W': payload },
    training: {
      optimizer: { type: payload, settings },
      schedule: { type: payload, every: 'step', settings },
      loss: payload,
    },
    card: payload,
  };
}

/** Opens it, and waits for a node that what was open before does not have. */
async function open({ page }: Editor, document: object, payload: string, own: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await choose(page, 'Open a file…');
  const name = `${payload.replaceAll('/', '').replaceAll('\0', '')}.json`;
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
  await expect(page.getByTestId(`node.${own}`)).toBeVisible();
}

/** What a payload would have become. */
async function traces(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = [...(Reflect.get(window, 'ran') as string[])];
    const addresses = ['href', 'xlink:href', 'src', 'action', 'formaction', 'data'];
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        const leads =
          addresses.includes(name) &&
          !/^(#|\.?\/|blob:|data:image\/png)/.test(value) &&
          !value.startsWith(location.origin) &&
          // React Flow's own, in the corner.
          value !== 'https://reactflow.dev?utm_source=attribution';
        if (/^on/i.test(name) || leads) found.push(`${element.tagName} ${name}=${value}`);
      }
    const never =
      'script:not([src]), iframe, object, embed, base, foreignObject, meta[http-equiv="refresh" i], style[onload]';
    for (const element of document.querySelectorAll(never)) found.push(`<${element.tagName}>`);
    return found;
  });
}

const listens = () => {
  const ran: string[] = [];
  Reflect.set(window, 'ran', ran);
  Reflect.set(window, '__xss', () => ran.push('executed'));
  // What was blocked had been tried.
  document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => ran.push(violatedDirective));
};

/** What each menu entry shows, but for the files. */
const DIALOGS = [
  ...['Documents…', 'Versions…', 'Steps to undo and redo', 'Find a node', 'Examples', 'Share', 'All commands'],
  ...['Keys and gestures', 'About'],
];

/** Everything that can be seen of a network that trains. */
async function lookAround(editor: Editor, payload: string): Promise<void> {
  const { page } = editor;
  const dialog = page.getByRole('dialog');
  const clean = async () => expect(await traces(page)).toEqual([]);
  await open(editor, sound(payload), payload, 'text1');
  await page.keyboard.press('Home');
  for (const id of ['linear1', 'text1']) {
    await editor
      .node(id)
      .locator('header')
      .click({ position: { x: 4, y: 4 } });
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(id);
    await clean();
  }
  await page.getByRole('combobox', { name: 'Learning rate' }).fill('0.25');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Step/ }).click();
  await expect(page.getByTestId('debug.spoken')).toBeAttached();
  await clean();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  for (const item of DIALOGS) {
    await choose(page, item);
    await expect(dialog).toBeVisible();
    await clean();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await choose(page, 'Outline: the drawing as a list');
  await expect(page.getByRole('region', { name: 'Outline' })).toBeVisible();
  await clean();
  await choose(page, 'Outline: the drawing as a list');
  await choose(page, 'Export code…');
  const pane = page.getByRole('complementary', { name: 'The network as code' });
  for (const language of ['numpy', 'pytorch', 'notebook', 'project', 'onnx']) {
    await pane.getByRole('combobox', { name: 'Write as' }).selectOption(language);
    await clean();
  }
  await page.keyboard.press('Escape');
}

/** The picture that is saved, as a page of its own. */
async function lookAtPicture(page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-xss-'));
  const download = page.waitForEvent('download');
  await choose(page, 'Save a picture (SVG)');
  const file = join(folder, 'picture.svg');
  await (await download).saveAs(file);
  const picture = await page.context().newPage();
  await picture.addInitScript(listens);
  const asked: string[] = [];
  picture.on('request', (request) => asked.push(request.url()));
  await picture.goto(`file://${file}`);
  expect(await picture.evaluate(() => document.documentElement.tagName)).toBe('svg');
  expect(await traces(picture)).toEqual([]);
  expect(asked).toEqual([picture.url()]);
  await picture.close();
  rmSync(folder, { recursive: true });
}

/** Sentences about what is wrong, in both languages. */
async function lookAtTrouble(editor: Editor, payload: string): Promise<void> {
  const { page } = editor;
  await open(editor, broken(payload), payload, 'odd1');
  await expect(page.getByRole('region', { name: 'Problems' })).toBeVisible();
  await page.getByRole('button', { name: 'All that was put right' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  expect(await traces(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await editor.node('odd1').click();
  await choose(page, '日本語で表示');
  await expect(page.getByRole('button', { name: 'メニュー' })).toBeVisible();
  expect(await traces(page)).toEqual([]);
  await page.getByRole('button', { name: 'メニュー' }).click();
  await page.getByRole('menuitem', { name: 'Show in English' }).click();
  await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeVisible();
  await expect(page.getByRole('menu')).toBeHidden();
}

/** A link opened in a course's page. */
async function lookAtEmbedded(page: Page, payload: string): Promise<void> {
  const link = await encodeLink(sound(payload) as GraphDocument);
  const embedded = await page.context().newPage();
  await embedded.addInitScript(listens);
  await embedded.goto(`/embed.html${String(link)}`);
  await expect(embedded.getByTestId('node.linear1')).toBeVisible();
  expect(await traces(embedded)).toEqual([]);
  await embedded.close();
}

for (const [number, row] of rows.entries())
  test(`payloads stay texts wherever they stand: ${row.length}, the ${number + 1}. time`, async ({ editor }) => {
    test.setTimeout(60_000 + 60_000 * row.length);
    const { page } = editor;
    const opened: string[] = [];
    page.on('dialog', (dialog) => {
      opened.push(dialog.message());
      void dialog.dismiss();
    });
    page.setDefaultTimeout(15_000);
    await page.addInitScript(listens);
    await editor.open('?example=xor');
    for (const payload of row)
      await test.step(JSON.stringify(payload).slice(0, 80), async () => {
        await lookAround(editor, payload);
        await lookAtPicture(page);
        await lookAtTrouble(editor, payload);
        await lookAtEmbedded(page, payload);
      });
    // Two starts have failed: safe mode lists what there is.
    await page.addInitScript(() => localStorage.setItem('chainrule.starts', '2'));
    await page.goto('/?');
    await expect(page.getByRole('heading', { name: 'Chainrule, safe mode' })).toBeVisible();
    await expect(page.getByRole('listitem').first()).toContainText('Save the raw data');
    expect(await traces(page)).toEqual([]);
    expect(opened).toEqual([]);
    tally('payloads in every string, through every view', row.length);
  });
