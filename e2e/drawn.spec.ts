/* What the one door lets in is drawn without a complaint: files that were broken by chance, opened one after another. The
   full form draws a thousand. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from '../src/document/file.ts';
import { byBytes, byGrammar, byStructure, Dice, varied } from '../src/document/hostile.ts';
import { howMany, seed, tally } from '../src/torture.ts';
import { expect, test } from './editor.ts';

const FILES = howMany(12, 1000);
/** As many as one page takes: each stays in its storage. */
const ROW = 50;

const folder = new URL('../src/document/examples/', import.meta.url);
const real = varied(
  readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')),
  200,
);

/** The next file that is let in, and which nodes of it are to be seen: others than before. */
function* files(): Generator<{ readonly text: string; readonly nodes: readonly string[] }> {
  let before = '';
  for (let index = 0; ; index++) {
    const dice = new Dice(seed * 1_000_003 + index);
    const make = [byStructure, byBytes][index % 3];
    const source = make ? make(dice.of(real), dice) : byGrammar(dice);
    const opened = parseDocument(source);
    if ('problem' in opened) continue;
    // What was put right is opened as it came: the report is drawn too.
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    const nodes = Object.keys(opened.document.nodes)
      .map((id) => `node.${id}`)
      .sort();
    if (nodes.join() === before) continue;
    before = nodes.join();
    yield { text, nodes };
  }
}

const made = files();
for (let row = 0; row < FILES / ROW; row++) {
  const count = Math.min(ROW, FILES - row * ROW);
  test(`broken files that are let in are drawn: ${count}, the ${row + 1}. time`, async ({ editor }) => {
    test.setTimeout(60_000 + 10_000 * count);
    const { page } = editor;
    await editor.open('?example=xor');
    for (let left = count; left > 0; left--) {
      const { value } = made.next();
      if (!value) throw new Error('the files have run out');
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('ControlOrMeta+o');
      const buffer = Buffer.from(value.text);
      await (await chooser).setFiles({ name: 'broken.json', mimeType: 'application/json', buffer });
      const shown = () =>
        page
          .getByTestId(/^node\./)
          .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-testid')).sort());
      await expect.poll(shown, { message: value.text }).toEqual(value.nodes);
    }
    tally('broken files that were let in, drawn', count);
  });
}
