/* No letter of a document is ever markup, script or an address: 600 payloads in every string that a document has, through
   every view and the picture that is saved. The full form (CHAINRULE_TORTURE=1) takes each payload, the quick one two. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Editor, expect, test } from './editor.ts';
import { payloads } from './payloads.ts';

const SEED = Number(process.env.CHAINRULE_SEED ?? 1);
const chosen = process.env.CHAINRULE_TORTURE
  ? payloads
  : [payloads[(SEED * 97) % payloads.length], payloads[(SEED * 389 + 20) % payloads.length]];

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

async function open({ page }: Editor, document: object, payload: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  const name = `${payload.replaceAll('/', '').replaceAll('\0', '')}.json`;
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
  await expect(page.getByTestId('node.linear1')).toBeVisible();
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
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
          !value.startsWith(location.origin);
        if (/^on/i.test(name) || leads) found.push(`${element.tagName} ${name}=${value}`);
      }
    const never =
      'script:not([src]), iframe, object, embed, base, foreignObject, meta[http-equiv="refresh" i], style[onload]';
    for (const element of document.querySelectorAll(never)) found.push(element.outerHTML.slice(0, 200));
    return found;
  });
}

const listens = () => {
  const ran: string[] = [];
  Reflect.set(window, 'ran', ran);
  Reflect.set(window, '__xss', () => ran.push('executed'));
};

for (const [number, payload] of chosen.entries())
  test(`payload ${number}: ${JSON.stringify(payload).slice(0, 60)} stays a text wherever it stands`, async ({
    editor,
  }) => {
    const { page } = editor;
    if (payload === undefined) throw new Error('no such payload');
    page.on('dialog', () => {
      throw new Error('a dialog was opened');
    });
    await page.addInitScript(listens);
    await editor.open('?example=xor');
    const dialog = page.getByRole('dialog');
    const look = async (item: string) => {
      await choose(page, item);
      await expect(dialog).toBeVisible();
      expect(await traces(page)).toEqual([]);
      await page.keyboard.press('Escape');
    };

    await open(editor, sound(payload), payload);
    await editor.node('linear1').getByText('Linear', { exact: true }).click();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
    await page.keyboard.press('.');
    await expect(page.getByTestId('debug.spoken')).toBeAttached();
    expect(await traces(page)).toEqual([]);
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await editor.node('text1').getByText('Text', { exact: true }).click();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('text1');
    expect(await traces(page)).toEqual([]);
    for (const item of ['Documents…', 'Versions…', 'Steps to undo and redo', 'Find a node', 'Share', 'All commands'])
      await look(item);
    await choose(page, 'Outline: the drawing as a list');
    await expect(page.getByRole('region', { name: 'Outline' })).toBeVisible();
    expect(await traces(page)).toEqual([]);
    await choose(page, 'Outline: the drawing as a list');

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

    await open(editor, broken(payload), payload);
    await expect(page.getByRole('region', { name: 'Problems' })).toBeVisible();
    await page.getByRole('button', { name: 'All that was put right' }).click();
    await expect(dialog.getByRole('listitem').first()).toBeVisible();
    expect(await traces(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await editor.node('odd1').click();
    await page.getByRole('button', { name: '日本語' }).click();
    expect(await traces(page)).toEqual([]);
  });
