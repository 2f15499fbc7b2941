/* Saves a picture of the graph that carries the document: opened or dropped here, it is that document again. */
import { carriedByPng } from '../../document/picture-file.ts';
import { serialise } from '../../document/serialise.ts';
import type { Store } from '../../store/store.ts';
import { loadLater } from '../../words/words.ts';
import { download, fileName } from '../safety/files.ts';
import { shownTitle } from '../shell/title.ts';
import { COLOURS, type Colours, graphPicture, type Picture } from './graph.ts';

/** Pixels for each unit of the drawing, where the picture is not too large for that. */
const SHARP = 2;
/** What browsers paint at most: pixels a side, and in all. */
const MOST = { side: 16_384, area: 2 ** 27 };
/** Smaller than this no letter can be read. */
const LEAST = 0.4;

export async function savePicture(store: Store, kind: 'svg' | 'png'): Promise<void> {
  const { history, plan, language } = store.session.getState();
  const document = history.present;
  const title = shownTitle(language, document);
  const picture = graphPicture(document, plan, { title, language, colours: colours() });
  const name = `${fileName(title)}.${kind}`;
  if (kind === 'svg') download(new Blob([picture.svg], { type: 'image/svg+xml' }), name);
  const painted = kind === 'png' ? await paint(picture) : null;
  if (painted) {
    const bytes = new Uint8Array(await painted.arrayBuffer());
    download(new Blob([carriedByPng(bytes, serialise(document))], { type: 'image/png' }), name);
  }
  await loadLater();
  const { width, height } = picture;
  if (kind === 'png' && !painted) store.say({ code: 'picture-failed', values: { width, height }, tone: 'error' });
  else store.say({ code: 'picture-saved', values: { name }, tone: 'plain' });
}

/** Of the theme that the page shows. */
function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
}

/** Null where the browser cannot paint it so large. */
export async function paint({ svg, width, height }: Picture): Promise<Blob | null> {
  const scale = Math.min(SHARP, MOST.side / Math.max(width, height), Math.sqrt(MOST.area / (width * height)));
  if (scale < LEAST) return null;
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
