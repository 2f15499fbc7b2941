/* The README's film: with CHAINRULE_FILM=FOLDER a test leaves its pictures there, and acts as slowly as eyes follow.
   Without it nothing is recorded and nothing waits. `npm run pictures` makes the film of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const folder = process.env.CHAINRULE_FILM;

interface Film {
  /** Time to look. */
  beat(milliseconds: number): Promise<void>;
  end(): Promise<void>;
}

/** From now on every picture that the page draws is kept, with the time at which it came. */
export async function film(page: Page): Promise<Film> {
  if (folder === undefined) return { beat: async () => {}, end: async () => {} };
  const started = Date.now();
  const pictures: { readonly file: string; readonly at: number }[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    const file = join(folder, `${String(pictures.length).padStart(5, '0')}.png`);
    writeFileSync(file, Buffer.from(data, 'base64'));
    pictures.push({ file, at: (Date.now() - started) / 1000 });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await page.evaluate(showPointer);
  await session.send('Page.startScreencast', { format: 'png', maxWidth: 960, maxHeight: 600, everyNthFrame: 2 });
  return {
    beat: (milliseconds) => page.waitForTimeout(milliseconds),
    async end() {
      await session.send('Page.stopScreencast');
      writeFileSync(join(folder, 'pictures.json'), JSON.stringify(pictures));
    },
  };
}

/** Headless, a page has no pointer to be seen. Runs in the page. */
function showPointer(): void {
  const pointer = document.createElement('div');
  Object.assign(pointer.style, {
    position: 'fixed',
    zIndex: '1000',
    width: '18px',
    height: '18px',
    margin: '-9px 0 0 -9px',
    borderRadius: '50%',
    background: 'rgb(37 99 235 / 35%)',
    border: '2px solid rgb(37 99 235)',
    pointerEvents: 'none',
  });
  document.body.append(pointer);
  document.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => Object.assign(pointer.style, { left: `${clientX}px`, top: `${clientY}px` }),
    true,
  );
}
