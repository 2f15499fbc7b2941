/* The end-to-end tests: the built site, served by our own server, in one real Chromium. */

import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const port = Number(process.env.CHAINRULE_E2E_PORT ?? 4173);
const address = `http://127.0.0.1:${port}`;
const serve = `node scripts/serve.mjs --port ${port}`;
const chromium = findChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  // A worker waits for its browser half of the time; the files are shared out between two.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Each test has a browser profile of its own, and each would fetch the whole site once more.
    serviceWorkers: 'block',
    // Tracing costs a fifth of the time; `--trace on` with the story's name traces one that failed.
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--force-color-profile=srgb',
      ],
    },
  },
  webServer: {
    command: existsSync('dist/site/index.html') ? serve : `npm run build && ${serve}`,
    url: address,
    // A server that somebody left running would show an older build.
    reuseExistingServer: false,
    timeout: 120_000,
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
