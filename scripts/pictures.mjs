/* `npm run pictures`: makes the README's film and the screenshots of docs/ anew; `npm run pictures -- PART`, only the
   screenshots with that in their name. The film is what an end-to-end test does (`e2e/first-ten-minutes.spec.ts`), seen
   through the browser and put together by ffmpeg. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSite } from './browser.mjs';
import { tangle } from './tangle.mjs';
import { npm, root, run, tool } from './tools.mjs';

const docs = join(root, 'docs');
const MOST_BYTES = 2_000_000;
const atRest = async () => {};
/** Until the loss is low. */
async function train(page) {
  await page.keyboard.press('Space');
  await page.waitForFunction(() => Number(document.querySelector('[data-testid="measure.loss"]')?.textContent) < 0.1);
  await page.keyboard.press('Space');
}
/** To where `linear2.dW` has just been computed, and asks for its number at row 3, column 9. */
async function debug(page) {
  await page.keyboard.press('.');
  await page.getByRole('grid').waitFor();
  for (let i = 0; i < 12; i++) await page.keyboard.press('.');
  await rest(page, 'linear2.dW', [3.5 / 10, 9.5 / 30]);
}
/** A sum written out where the pointer rests. */
const question = (page) => rest(page, 'linear1.dW', [0.75, 0.25]);
async function rest(page, tensor, [down, across]) {
  const picture = page.locator(`.react-flow [data-tensor="${tensor}"]`);
  const { width, height } = await picture.boundingBox();
  await picture.hover({ position: { x: across * width, y: down * height } });
  await page.getByRole('tooltip').waitFor();
}

/** A tangle of 298 nodes, opened as a file and seen whole. */
async function opened(page) {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+o');
  const buffer = Buffer.from(JSON.stringify(tangle(8)));
  await (await chooser).setFiles({ name: 'tangle.chainrule.json', mimeType: 'application/json', buffer });
  await page.getByTestId('node.relu50').waitFor();
  await page.keyboard.press('Home');
}
async function tidied(page) {
  await opened(page);
  await page.keyboard.press('l');
  await page.waitForTimeout(3000);
  await page.keyboard.press('Home');
}

/** The network as code, and the lines of one node. */
async function code(page) {
  await menu(page, 'Export code…');
  await page.getByTestId('code').waitFor();
  await page.getByTestId('node.linear1').getByText('linear1', { exact: true }).click();
}
/** Out to two processes, of which one is killed and resumed, and home again: a curve beside the own, and the weights. */
async function roundTrip(page) {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-round-trip-'));
  try {
    await menu(page, 'Export code…');
    await page.getByRole('combobox', { name: 'Write as' }).selectOption('project');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Download .*\.zip$/ }).click();
    await (await download).saveAs(join(folder, 'project.zip'));
    await page.getByRole('button', { name: 'Put the code away' }).click();
    const python = (...words) => {
      if (run('/usr/bin/python3', words) !== 0) throw new Error(`${words.join(' ')} failed`);
    };
    python('-m', 'zipfile', '-e', join(folder, 'project.zip'), folder);
    const project = readdirSync(folder).find((name) => name !== 'project.zip');
    python(join(root, 'golden/rehearse.py'), join(folder, project), '450', folder);
    await page.evaluate(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
    for (const name of ['log.jsonl', 'trained.safetensors']) {
      const chooser = page.waitForEvent('filechooser');
      await menu(page, 'Open a file…');
      await (await chooser).setFiles(join(folder, 'killed', name));
      await page.getByText(name).first().waitFor();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** A gradient unfolded into its samples, and the largest of them as far as the loss. */
async function why(page) {
  await page.locator('.react-flow__node[data-id="linear1"]').focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector
    .getByRole('group', { name: 'Tensors', exact: true })
    .getByRole('button', { name: 'dW' })
    .press('Enter');
  await inspector.getByRole('img', { name: /^dW/ }).focus();
  await page.keyboard.press('ArrowDown');
  await inspector.getByRole('button', { name: /^Why/ }).click();
  const tree = inspector.getByRole('tree');
  await tree.getByRole('treeitem').nth(1).waitFor();
  await tree.getByRole('treeitem').first().focus();
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    await page.keyboard.press('ArrowDown');
  }
  await tree.scrollIntoViewIfNeeded();
}
/** The backward of linear1 blanked, and a line for dW and one for db typed into it; trained where it can be. */
function written(dW, db) {
  return async (page) => {
    await page.locator('.react-flow__node[data-id="linear1"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rewrite the backward' }).click();
    await page.getByTestId('writing.mark').waitFor();
    if (dW === undefined) return;
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(`dW = ${dW}\ndb = ${db}\ndA = dZ @ W`);
    await page.waitForTimeout(2000);
    // Without a transpose nothing runs; with a wrong sign the numbers soon are no numbers.
    if (dW.includes('dZ @') || dW.startsWith('-')) return;
    await page.getByRole('button', { name: /^Train/ }).click();
    await page.waitForTimeout(200);
    await page.getByRole('button', { name: /^Pause/ }).click();
    await page.waitForTimeout(6000);
  };
}
async function menu(page, item) {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** File, what the address asks for, width × height, and what is done first. */
const SCREENSHOTS = [
  ['first-screen', '?example=moons&theme=light&lang=en', 1440, 900, atRest],
  ['moons-trained-dark', '?example=moons&theme=dark&lang=en', 1440, 900, train],
  ['digits-trained-light-ja', '?example=digits&theme=light&lang=ja', 1440, 900, train],
  ['two-layers-light', '?example=two-layers&theme=light&lang=en', 1024, 768, atRest],
  ['digits-dark-ja', '?example=digits&theme=dark&lang=ja', 1024, 768, train],
  ['debugger-dark', '?example=digits&theme=dark&lang=en', 1440, 900, debug],
  ['debugger-light-ja', '?example=digits&theme=light&lang=ja', 1440, 900, debug],
  ['tangle-before-light', '?example=moons&theme=light&lang=en', 1440, 900, opened],
  ['tangle-tidied-light', '?example=moons&theme=light&lang=en', 1440, 900, tidied],
  ['code-light', '?example=moons&theme=light&lang=en', 1440, 900, code],
  ['round-trip-light', '?example=digits&theme=light&lang=en', 1440, 900, roundTrip],
  ['writing-1-blank', '?example=digits&theme=light&lang=en', 1440, 900, written()],
  ['writing-2-transpose', '?example=digits&theme=light&lang=en', 1440, 900, written('dZ @ A', 'dZ.sum(0)')],
  ['writing-3-mean', '?example=digits&theme=light&lang=en', 1440, 900, written('dZ.T @ A / 32', 'dZ.mean(0)')],
  ['writing-4-sign', '?example=digits&theme=light&lang=en', 1440, 900, written('-dZ.T @ A', 'dZ.sum(0)')],
  ['writing-5-right', '?example=digits&theme=light&lang=en', 1440, 900, written('dZ.T @ A', 'dZ.sum(0)')],
  ['why-light', '?example=two-layers&theme=light&lang=en', 1440, 900, why],
  ['probe-light', '?example=batch-of-three&theme=light&lang=en', 1440, 900, question],
];

/** Only the pictures with this in their name, and no film. */
const only = process.argv[2];
if (npm(['run', 'build']) !== 0) process.exit(1);
if (only === undefined) makeFilm();
await withSite(async (browser, url) => {
  for (const [name, query, width, height, prepare] of SCREENSHOTS) {
    if (only !== undefined && !name.includes(only)) continue;
    const page = await browser.newPage({ viewport: { width, height } });
    // Files are chosen by the plain input element, which a script can answer.
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
    await page.goto(`${url}${query}`);
    await page.getByTestId('measure.loss').waitFor();
    await page.waitForLoadState('networkidle');
    await prepare(page);
    // What moves comes to rest, and the charts are drawn once more.
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(docs, `${name}.png`) });
    await page.close();
    console.log(`docs/${name}.png`);
  }
});

function makeFilm() {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-film-'));
  try {
    const env = { CHAINRULE_FILM: folder };
    if (tool('@playwright/test', 'playwright', ['test', 'first-ten-minutes', '-g', 'in one go'], { env }) !== 0)
      throw new Error('the walk did not reach its end');
    const pictures = JSON.parse(readFileSync(join(folder, 'pictures.json'), 'utf8'));
    // Every picture is shown until the next one comes.
    const list = pictures.map(({ file, at }, i) => `file '${file}'\nduration ${(pictures[i + 1]?.at ?? at + 2) - at}`);
    writeFileSync(join(folder, 'list.txt'), `${list.join('\n')}\nfile '${pictures.at(-1).file}'\n`);
    const film = join(docs, 'film.webp');
    const input = ['-y', '-loglevel', 'error', '-f', 'concat', '-safe', '0', '-i', join(folder, 'list.txt')];
    const output = ['-vf', 'fps=8', '-c:v', 'libwebp_anim', '-quality', '62', '-compression_level', '6', '-loop', '0'];
    if (run('ffmpeg', [...input, ...output, film]) !== 0) throw new Error('ffmpeg did not make a film');
    const { size } = statSync(film);
    console.log(`docs/film.webp: ${pictures.length} pictures, ${(size / 1e6).toFixed(2)} MB`);
    if (size > MOST_BYTES) throw new Error(`the film has ${size} bytes; at most ${MOST_BYTES} are wanted`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
