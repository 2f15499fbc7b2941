/* The built site in a headless Chromium, for scripts that measure or picture it. */

import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { loadSite, serveSite } from './server.mjs';
import { root } from './tools.mjs';

/** Calls `visit(browser, url)` and closes both, whatever happens. */
export async function withSite(visit) {
  const executablePath = ensureChromium();
  const { url, server } = await serveSite(await loadSite(join(root, 'dist', 'site')), 0);
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--force-color-profile=srgb',
    ],
  });
  try {
    return await visit(browser, url);
  } finally {
    await browser.close();
    server.close();
  }
}
